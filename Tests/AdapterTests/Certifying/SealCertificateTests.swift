import Core
import Foundation
import Sealing
import Testing

@testable import Adapter

/// Which certificates may seal.
@Suite struct SealCertificateTests {
    private let bench = SealBench.shared

    @Test func aGoodOneIsTaken() throws {
        let certificate = try bench.certificate()
        #expect(certificate.name == "Gemeente Proefstad")
        #expect(certificate.issuing.count == 1)
        try certificate.check(at: Clock.now)
        #expect(throws: SealFailure.certificateExpired) { try certificate.check(at: Instant(epoch: Clock.now.epoch + 21 * 86_400)) }
        #expect(throws: SealFailure.certificateNotYetValid) { try certificate.check(at: Instant(epoch: Clock.now.epoch - 86_400)) }
        // The order of what lies between does not matter, and a root in the file is no part of the seal.
        let more = try SealCertificate(pem: bench.bytes("seal.pem") + bench.bytes("root.pem") + bench.bytes("ca.pem"), roots: bench.roots)
        #expect(more.issuing.map(\.der) == certificate.issuing.map(\.der))
    }

    @Test(arguments: [
        ("wrong-server", ["keyUsage=critical,digitalSignature", "extendedKeyUsage=serverAuth"]),
        ("wrong-stamp", ["keyUsage=critical,digitalSignature", "extendedKeyUsage=critical,timeStamping"]),
        ("wrong-usage", ["keyUsage=critical,keyEncipherment"]), ("wrong-silent", ["basicConstraints=critical,CA:false"]),
        ("wrong-authority", ["basicConstraints=critical,CA:true", "keyUsage=critical,keyCertSign,digitalSignature"]),
    ])
    func anotherPurposeIsRefused(name: String, extensions: [String]) throws {
        try bench.issue(name, by: "ca", extensions: extensions)
        #expect(throws: SealFailure.certificatePurpose) { try bench.certificate(name) }
    }

    @Test(arguments: [
        ("mail", "extendedKeyUsage=emailProtection"), ("document", "extendedKeyUsage=1.3.6.1.5.5.7.3.36"),
        ("several", "extendedKeyUsage=clientAuth,1.3.6.1.4.1.311.10.3.12"),
    ])
    func aPurposeOfDocumentsIsTaken(name: String, purpose: String) throws {
        try bench.issue(name, by: "ca", extensions: SealBench.forSealing + [purpose])
        _ = try bench.certificate(name)
    }

    @Test(arguments: [
        ("weak", SealBench.rsa(1_024)), ("edwards", ["-newkey", "ed25519"]),
        ("koblitz", ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:secp256k1"]),
    ])
    func anotherKindOfKeyIsRefused(name: String, key: [String]) throws {
        try bench.issue(name, by: "ca", key: key)
        #expect(throws: SealFailure.keyUnsupported) { try bench.certificate(name) }
    }

    @Test func aChainThatIsNotWholeIsRefused() throws {
        let leaf = try bench.bytes("seal.pem")
        #expect(throws: SealFailure.chainIncomplete) { try SealCertificate(pem: leaf, roots: bench.roots) }
        try bench.authority("stranger")
        let strangers = try #require(CertificateRoots(pem: bench.bytes("stranger.pem")))
        #expect(throws: SealFailure.chainIncomplete) { try SealCertificate(pem: leaf + bench.bytes("ca.pem"), roots: strangers) }
    }

    @Test func whatIsNoCertificateIsRefused() throws {
        let pem = try bench.bytes("seal.pem")
        for bytes in [[], Array("x".utf8), Array(pem.dropLast(40)), try bench.bytes("seal.key")] {
            #expect(throws: SealFailure.certificateUnreadable) { try SealCertificate(pem: bytes, roots: bench.roots) }
        }
    }
}
