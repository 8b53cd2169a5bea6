import Core
import Foundation
import Sealing
import Testing

@testable import Adapter

/// A folder with a public key infrastructure to seal with, made by openssl: a root, what it issued, a time stamp authority. Gone with the object.
final class SealBench: Sendable {
    struct Failed: Error {
        let text: String
    }

    let folder: URL

    /// One for all tests that change nothing in it.
    static let shared = try! SealBench()

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "blauwbrug-seal-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try authority("root")
        try issue("ca", by: "root", extensions: ["basicConstraints=critical,CA:true", "keyUsage=critical,keyCertSign,cRLSign"])
        try issue("seal", by: "ca")
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    static let p256 = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    static let p384 = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-384"]
    static func rsa(_ bits: Int) -> [String] { ["-newkey", "rsa:\(bits)"] }
    static let forSealing = ["basicConstraints=critical,CA:false", "keyUsage=critical,digitalSignature,nonRepudiation"]

    /// What a program printed.
    @discardableResult func run(_ words: String...) throws -> String { try run(words) }

    @discardableResult func run(_ words: [String]) throws -> String {
        let printed = "printed-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(at: folder.appending(path: printed)) }
        do {
            try Spawned(words, in: path(""), output: printed).wait()
        } catch let failure as Spawned.Failed {
            throw Failed(text: "\(failure.text): \((try? String(decoding: bytes(printed), as: UTF8.self)) ?? "")")
        }
        return String(decoding: try bytes(printed), as: UTF8.self)
    }

    func bytes(_ name: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: folder.appending(path: name))) }
    func put(_ bytes: [UInt8], _ name: String) throws { try Data(bytes).write(to: folder.appending(path: name)) }
    func path(_ name: String) -> String { folder.appending(path: name).path(percentEncoded: false) }

    func authority(_ name: String) throws {
        try run(
            ["openssl", "req", "-x509", "-nodes"] + SealBench.p256 + [
                "-keyout", "\(name).key", "-out", "\(name).pem", "-days", "30", "-subj", "/O=Proefstad/CN=\(name)", "-addext",
                "keyUsage=critical,keyCertSign,cRLSign",
            ])
    }

    /// A certificate with its key.
    func issue(
        _ name: String, by issuer: String, key: [String] = SealBench.p256, extensions: [String] = SealBench.forSealing
    ) throws {
        try put(Array((extensions.joined(separator: "\n") + "\n").utf8), "\(name).ext")
        try run(
            ["openssl", "req", "-nodes"] + key + [
                "-keyout", "\(name).key", "-out", "\(name).csr", "-subj", "/C=NL/O=Gemeente Proefstad/CN=\(name)",
            ])
        try run(
            "openssl", "x509", "-req", "-in", "\(name).csr", "-CA", "\(issuer).pem", "-CAkey", "\(issuer).key", "-set_serial",
            "0x\(UUID().uuidString.prefix(8))1", "-days", "20", "-extfile", "\(name).ext", "-out", "\(name).pem")
    }

    var roots: CertificateRoots {
        get throws { try #require(CertificateRoots(pem: bytes("root.pem"))) }
    }

    /// The certificate of that name, with the authority that issued it.
    func certificate(_ name: String = "seal") throws -> SealCertificate {
        try SealCertificate(pem: bytes("\(name).pem") + bytes("ca.pem"), roots: roots)
    }

    func key(_ name: String = "seal", _ algorithm: SealAlgorithm = .es256) throws -> HeldKey {
        try #require(HeldKey(pem: bytes("\(name).key"), algorithm))
    }

    /// Something with a gap for a seal, that is no PDF: what is sealed is bytes.
    static func unsealed(room: Int) -> UnsealedDocument {
        let before = Array("voor ".utf8)
        let gap = Array("<".utf8) + [UInt8](repeating: UInt8(ascii: "0"), count: room * 2) + Array(">".utf8)
        return UnsealedDocument(
            bytes: before + gap + Array(" achter".utf8), gap: before.count..<before.count + gap.count, pages: 1)
    }
}
