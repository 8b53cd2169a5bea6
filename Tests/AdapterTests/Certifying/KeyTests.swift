import Core
import Foundation
import Sealing
import Testing

@testable import Adapter

/// Keys in files.
@Suite struct KeyTests {
    private let bench = SealBench.shared
    private static let message = Array("bericht".utf8)

    @Test func aKeyOfAFileSigns() async throws {
        let certificate = try bench.certificate()
        #expect(certificate.key.verifies(try await bench.key().signature(over: KeyTests.message), over: KeyTests.message))
        #expect(!certificate.key.verifies(try bench.key("ca").signatureNow(over: KeyTests.message), over: KeyTests.message))
        #expect(!certificate.key.verifies(try bench.key().signatureNow(over: KeyTests.message), over: [1]))
    }

    @Test func anEncryptedKeyIsNone() throws {
        try bench.run("openssl", "ec", "-in", "seal.key", "-aes256", "-passout", "pass:geheim", "-out", "locked.key")
        #expect(HeldKey(pem: try bench.bytes("locked.key"), .es256) == nil)
        #expect(HeldKey.isEncrypted(pem: try bench.bytes("locked.key")))
        #expect(!HeldKey.isEncrypted(pem: try bench.bytes("seal.key")))
    }

    /// Whoever serves is told so, at its line in the settings, and gets no seal to work with.
    @Test(arguments: [
        ["openssl", "ec", "-aes256", "-in", "seal.key", "-passout", "pass:geheim"],
        ["openssl", "pkcs8", "-topk8", "-in", "seal.key", "-passout", "pass:geheim"],
    ])
    func anEncryptedKeyIsNotServed(command: [String]) throws {
        let name = "locked-\(command[1]).key"
        try bench.run(command + ["-out", name])
        try bench.put(bench.bytes("seal.pem") + bench.bytes("ca.pem"), "whole.pem")
        func place(_ path: String) -> Settings.SealSettings.Place { .init(path: path, span: SourceTextPlace.span) }
        func read(_ key: String) -> (files: SealFiles?, diagnostics: Diagnostics) {
            var diagnostics = Diagnostics()
            let settings = Settings.SealSettings(
                certificate: place("whole.pem"), key: .pem(place(key)), level: .basic, levelSpan: SourceTextPlace.span, timeStamp: nil,
                roots: place("root.pem"))
            let files = SealFiles.read(settings, root: Root(bench.path("")), secrets: nil, isServing: true, into: &diagnostics)
            return (files, diagnostics)
        }
        let locked = read(name)
        #expect(locked.files?.key == nil)
        #expect(locked.diagnostics.all.map(\.message) == ["the key in \(name) is encrypted"])
        let open = read("seal.key")
        #expect(open.files?.key != nil && open.diagnostics.all.isEmpty)
    }

    @Test func aPKCS12FileOpensWithItsSecret() throws {
        try bench.run(
            "openssl", "pkcs12", "-export", "-in", "seal.pem", "-inkey", "seal.key", "-passout", "pass:geheim", "-out", "seal.p12")
        let file = try bench.bytes("seal.p12")
        let key = try #require(HeldKey(pkcs12: file, password: Secret(Array("geheim".utf8)), .es256))
        #expect(try bench.certificate().key.verifies(key.signatureNow(over: KeyTests.message), over: KeyTests.message))
        #expect(HeldKey(pkcs12: file, password: Secret(Array("anders".utf8)), .es256) == nil)
        #expect(HeldKey(pkcs12: Array(file.dropLast()), password: Secret(Array("geheim".utf8)), .es256) == nil)
    }
}
