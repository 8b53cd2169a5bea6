import Core
import Foundation
import Sealing
import Standard
import Testing

@testable import Adapter

/// From an answer to a document that may leave: made, sealed, and judged by somebody else.
@Suite struct CertifierTests {
    private static let service = try! TimeStampService()
    private static let repository = Root(ProefstadRoot.repository.path(percentEncoded: false))
    private static let standard: Standard = {
        var diagnostics = Diagnostics()
        return Catalogue.standard(repository, &diagnostics)!
    }()
    private static let mapping = DocumentFacts.Mapping(name: "heffingen", hash: Digest(of: "heffingen"))
    /// Certificates that say where their revocation list is, which the service of time stamps also has.
    private static let withLists: Void = {
        let bench = service.bench
        func point(_ list: String) -> String { "crlDistributionPoints=URI:http://127.0.0.1:\(service.port)/\(list).crl" }
        try! bench.issue(
            "ca", by: "root",
            extensions: ["basicConstraints=critical,CA:true", "keyUsage=critical,keyCertSign,cRLSign", point("root")])
        try! bench.issue("seal", by: "ca", extensions: SealBench.forSealing + [point("ca")])
        for name in ["root", "ca"] { try! list(name) }
    }()
    private var bench: SealBench { CertifierTests.service.bench }

    private static func list(_ name: String) throws {
        let bench = service.bench
        try bench.put([], "index.txt")
        try bench.run(
            "openssl", "ca", "-gencrl", "-config", "ca.cnf", "-cert", "\(name).pem", "-keyfile", "\(name).key", "-crldays", "7", "-out",
            "\(name).crl.pem")
        try bench.run("openssl", "crl", "-in", "\(name).crl.pem", "-outform", "DER", "-out", "\(name).crl")
    }

    private func certifier(
        stamps: TimeStampClient? = nil, whenDown: Settings.SealSettings.WhenDown = .refuse, isLasting: Bool = false,
        key: (any SealKey)? = nil, style: HouseStyle = HouseStyle(name: "gemeente Proefstad")
    ) throws -> Certifier {
        _ = CertifierTests.withLists
        let fonts = try #require(DocumentFonts.read(in: "/usr/share/fonts/truetype"))
        return Certifier(
            tenant: "proefstad", standard: CertifierTests.standard, style: style, fonts: fonts,
            certificate: try bench.certificate(), key: try key ?? bench.key(), stamps: stamps, whenDown: whenDown,
            revocation: isLasting ? RevocationLists() : nil, publicURL: "https://schulden.proefstad.example",
            trust: try trust)
    }

    private var trust: TrustAnchors {
        get throws { TrustAnchors(seals: try bench.roots, timeStamps: try CertifierTests.service.roots) }
    }

    /// What a citizen of the sandbox has.
    private func rendition(of name: String) async throws -> (Rendition, BSN) {
        var diagnostics = Diagnostics()
        let citizens = Sandbox.citizens(CertifierTests.repository, CertifierTests.standard, into: &diagnostics)
        let citizen = try #require(citizens.first { $0.name == name })
        let bsn = try #require(BSN("999990019"))
        let rendition = try CertifierTests.standard.rendition(of: citizen.answer, about: bsn, in: "3.0.0", at: Clock.now, as: .json)
        return (rendition, bsn)
    }

    private func certified(_ name: String, by certifier: Certifier, in language: Language = .dutch) async throws -> Certifier.Certified {
        let (rendition, bsn) = try await rendition(of: name)
        let certified = try await certifier.certified(
            rendition, about: bsn, acting: nil, in: language, mappings: [CertifierTests.mapping])
        #expect(certified.fileHash == Digest(of: certified.bytes))
        #expect(certified.contentHash == Digest(of: try #require(rendition.documents.first).bytes))
        return certified
    }

    private func verified(_ certified: Certifier.Certified) throws -> Verification {
        Verification(of: certified.bytes, trust: try trust, at: Clock.now)
    }

    @Test(arguments: ["none", "one", "two", "arrears", "overpaid"]) func aDocumentIsGenuine(name: String) async throws {
        let certified = try await certified(name, by: certifier(), in: name == "two" ? .english : .dutch)
        let found = try verified(certified)
        #expect(found.verdict == (certified.isComplete ? .genuine : .incomplete), "\(found.checks)")
        #expect(found.facts.number == certified.number)
        #expect(found.facts.contentHashes.first == certified.contentHash)
        #expect(found.facts.mappings == [CertifierTests.mapping])
        #expect(!certified.isTimeStamped && found.facts.timeStamper == nil)
    }

    @Test func whatIsNotCompleteSaysSo() async throws {
        let certified = try await certified("incomplete", by: certifier())
        #expect(!certified.isComplete)
        #expect(try verified(certified).verdict == .incomplete)
    }

    @Test func anAuthorityTellsWhen() async throws {
        let certifier = try certifier(stamps: CertifierTests.service.client("good"))
        let certified = try await certified("one", by: certifier)
        #expect(certified.isTimeStamped)
        let found = try verified(certified)
        #expect(found.verdict == .genuine, "\(found.checks)")
        #expect(found.facts.timeStamper?.commonName == "good")
        // The next one keeps no more room than the authority's tokens need.
        let second = try await self.certified("one", by: certifier)
        #expect(try verified(second).verdict == .genuine)
        #expect(second.bytes.count < certified.bytes.count)
    }

    /// A lying authority counts as none: what it said is nowhere in a document.
    @Test(arguments: ["down", "imprint", "nonce"]) func whenNobodyTellsTheTime(way: String) async throws {
        let service = CertifierTests.service
        await #expect(throws: SealFailure.self) { try await certified("one", by: certifier(stamps: service.client(way))) }
        let made = try await certified("one", by: certifier(stamps: service.client(way, whenDown: .without), whenDown: .without))
        #expect(!made.isTimeStamped)
        let found = try verified(made)
        #expect(found.verdict == .genuine && found.facts.timeStamper == nil)
    }

    /// B-LT: what is put behind the seal leaves the seal whole, and qpdf finds the file sound.
    @Test func aLastingSealHoldsItsProof() async throws {
        let certifier = try certifier(stamps: CertifierTests.service.client("good"), isLasting: true)
        let certified = try await certified("one", by: certifier)
        #expect(certified.isLasting)
        let found = try verified(certified)
        #expect(found.verdict == .genuine, "\(found.checks)")
        try bench.put(certified.bytes, "lasting.pdf")
        try bench.run("qpdf", "--check", "lasting.pdf")
        let object = try bench.run("qpdf", "--show-object=trailer", "lasting.pdf")
        let root = try #require(object.firstMatch(of: /\/Root (\d+) 0 R/)?.1)
        let catalog = try bench.run("qpdf", "--show-object=\(root)", "lasting.pdf")
        let place = try #require(catalog.firstMatch(of: /\/DSS (\d+) 0 R/)?.1)
        let material = try bench.run("qpdf", "--show-object=\(place)", "lasting.pdf")
        #expect(material.contains("/Certs") && material.contains("/CRLs"))
        #expect(!catalog.contains("DocMDP"), "a certification signature allows nothing behind it")
        let lists = try #require(material.firstMatch(of: /\/CRLs \[ ([0-9 R]+)\]/)?.1).split(separator: "R").count - 1
        #expect(lists == 2)
    }

    @Test func aSealOfARevokedCertificateIsNone() async throws {
        let certifier = try certifier(stamps: CertifierTests.service.client("good"), isLasting: true)
        let other = try SealBench()
        // Of the same authority, with the same list, but revoked in it.
        let serial = certifier.certificate.leaf.serialNumber
        let list = try #require(try? bench.bytes("ca.crl"))
        _ = try RevocationList(list, about: certifier.certificate.leaf, of: certifier.certificate.issuing[0], at: Clock.now)
        let issuer = try #require(Certificate.all(inPEM: other.bytes("ca.pem"))?.first)
        #expect(throws: SealFailure.revocationUnavailable) {
            try RevocationList(list, about: certifier.certificate.leaf, of: issuer, at: Clock.now)
        }
        let hex = Hex.text(DERElement(serial)?.unsigned ?? []).uppercased()
        try bench.put(Array("R\t400101000000Z\t260101000000Z\t\(hex)\tunknown\t/CN=seal\n".utf8), "revoked.txt")
        try bench.put(
            Array(String(decoding: bench.bytes("ca.cnf"), as: UTF8.self).replacing("index.txt", with: "revoked.txt").utf8), "rv.cnf")
        try bench.run(
            "openssl", "ca", "-gencrl", "-config", "rv.cnf", "-cert", "ca.pem", "-keyfile", "ca.key", "-crldays", "7", "-out", "rv.pem")
        try bench.run("openssl", "crl", "-in", "rv.pem", "-outform", "DER", "-out", "rv.der")
        #expect(throws: SealFailure.certificateRevoked) {
            try RevocationList(
                bench.bytes("rv.der"), about: certifier.certificate.leaf, of: certifier.certificate.issuing[0], at: Clock.now)
        }
    }

    /// Any key but the certificate's makes no document at all.
    @Test func aForeignKeySealsNothing() async throws {
        let foreign = try certifier(key: bench.key("ca"))
        await #expect(throws: SealFailure.keyMismatch) { try await certified("one", by: foreign) }
    }

    @Test func aModuleThatIsGoneSealsNothing() async throws {
        let key = HardwareKey("pkcs11:object=x", pin: Secret([0x31]), library: "/usr/lib/geen.so", .es256)
        let certifier = try certifier(key: key)
        await #expect(throws: SealFailure.keyUnavailable) { try await certified("one", by: certifier) }
    }

    /// Nothing is ever sealed in which a character was replaced.
    @Test func aLetterThatNoFontHasIsNotSealed() async throws {
        let style = HouseStyle(name: "gemeente \u{12345}")
        await #expect(throws: SealFailure.documentUnwritable) { try await certified("one", by: certifier(style: style)) }
    }
}
