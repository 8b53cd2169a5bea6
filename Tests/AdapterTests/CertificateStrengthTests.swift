import Foundation
import Testing

@testable import Adapter

/// Certificates as far as their strength is read: built here from their parts (RFC 5280 §4.1), and one that a certificate authority made.
@Suite struct CertificateStrengthTests {
    private enum Name {
        static let ecdsaSHA256: [UInt8] = [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02]
        static let ecdsaSHA1: [UInt8] = [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x01]
        static let rsa: [UInt8] = rsaFamily(1)
        static let ellipticCurve: [UInt8] = [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01]
        static let p256: [UInt8] = [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07]
        static let p192: [UInt8] = [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x01]
        static let secp256k1: [UInt8] = [0x2B, 0x81, 0x04, 0x00, 0x0A]
        static let ed25519: [UInt8] = [0x2B, 0x65, 0x70]
        static let dsa: [UInt8] = [0x2A, 0x86, 0x48, 0xCE, 0x38, 0x04, 0x01]

        /// PKCS #1 (RFC 8017 appendix C): 1 is the key, 4 MD5, 5 SHA-1, 10 PSS, 11 SHA-256, 12 SHA-384, 13 SHA-512.
        static func rsaFamily(_ last: UInt8) -> [UInt8] { [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, last] }
    }

    private static func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        let length: [UInt8] =
            content.count < 0x80
            ? [UInt8(content.count)]
            : content.count < 0x100 ? [0x81, UInt8(content.count)] : [0x82, UInt8(content.count >> 8), UInt8(content.count & 0xFF)]
        return [tag] + length + content
    }

    private static func sequence(_ parts: [UInt8]...) -> [UInt8] { element(0x30, parts.flatMap { $0 }) }

    private static func rsaKey(bits: Int, kind: [UInt8] = Name.rsa) -> [UInt8] {
        var modulus = [UInt8](repeating: 0xAA, count: (bits + 7) / 8)
        modulus[0] = UInt8(1 << ((bits - 1) % 8))
        if modulus[0] >= 0x80 { modulus.insert(0, at: 0) }
        let numbers = sequence(element(0x02, modulus), element(0x02, [1, 0, 1]))
        return sequence(sequence(element(0x06, kind), element(0x05, [])), element(0x03, [0] + numbers))
    }

    private static func curveKey(_ curve: [UInt8]) -> [UInt8] {
        sequence(
            sequence(element(0x06, Name.ellipticCurve), element(0x06, curve)), element(0x03, [0, 4] + [UInt8](repeating: 7, count: 64)))
    }

    private static func plainKey(_ kind: [UInt8]) -> [UInt8] {
        sequence(sequence(element(0x06, kind)), element(0x03, [0] + [UInt8](repeating: 7, count: 32)))
    }

    private static func certificate(signature: [UInt8], key: [UInt8], version: Bool = true) -> [UInt8] {
        let algorithm = sequence(element(0x06, signature))
        let empty = element(0x30, [])
        let body =
            (version ? element(0xA0, element(0x02, [2])) : []) + element(0x02, [1]) + algorithm + empty + empty + empty + key
        return sequence(element(0x30, body), algorithm, element(0x03, [0, 1, 2, 3]))
    }

    @Test(arguments: [(2_047, false), (1_024, false), (2_048, true), (3_072, true), (4_096, true), (8_192, true), (8_193, false)])
    func anRSAKeyHasALength(_ bits: Int, _ isSufficient: Bool) {
        let der = CertificateStrengthTests.certificate(
            signature: Name.rsaFamily(11), key: CertificateStrengthTests.rsaKey(bits: bits))
        #expect(CertificateStrength.isSufficient(der) == isSufficient)
    }

    @Test func aKeyForPSSOnlyIsAnRSAKey() {
        for (bits, isSufficient) in [(2_048, true), (1_024, false)] {
            let key = CertificateStrengthTests.rsaKey(bits: bits, kind: Name.rsaFamily(10))
            let der = CertificateStrengthTests.certificate(signature: Name.rsaFamily(10), key: key)
            #expect(CertificateStrength.isSufficient(der) == isSufficient)
        }
    }

    @Test(
        arguments: [
            (Name.rsaFamily(4), false), (Name.rsaFamily(5), false), (Name.rsaFamily(14), false), (Name.rsaFamily(11), true),
            (Name.rsaFamily(12), true), (Name.rsaFamily(13), true), (Name.ecdsaSHA1, false), (Name.ecdsaSHA256, true), (Name.ed25519, true),
            ([], false),
        ] as [([UInt8], Bool)])
    func aSignatureHasAHash(_ signature: [UInt8], _ isSufficient: Bool) {
        let der = CertificateStrengthTests.certificate(signature: signature, key: CertificateStrengthTests.curveKey(Name.p256))
        #expect(CertificateStrength.isSufficient(der) == isSufficient)
    }

    @Test(
        arguments: [
            (Name.p256, true), ([0x2B, 0x81, 0x04, 0x00, 0x22], true), ([0x2B, 0x81, 0x04, 0x00, 0x23], true), (Name.p192, false),
            (Name.secp256k1, false), ([], false),
        ] as [([UInt8], Bool)])
    func aCurveIsOneOfThree(_ curve: [UInt8], _ isSufficient: Bool) {
        let der = CertificateStrengthTests.certificate(signature: Name.ecdsaSHA256, key: CertificateStrengthTests.curveKey(curve))
        #expect(CertificateStrength.isSufficient(der) == isSufficient)
    }

    @Test func otherKindsOfKeyAreRefused() {
        for (kind, isSufficient) in [(Name.ed25519, true), (Name.dsa, false), (Name.ellipticCurve, false)] {
            let der = CertificateStrengthTests.certificate(signature: Name.ecdsaSHA256, key: CertificateStrengthTests.plainKey(kind))
            #expect(CertificateStrength.isSufficient(der) == isSufficient)
        }
    }

    @Test func aVersionMayBeLeftUnsaid() {
        let key = CertificateStrengthTests.curveKey(Name.p256)
        #expect(
            CertificateStrength.isSufficient(CertificateStrengthTests.certificate(signature: Name.ecdsaSHA256, key: key, version: false)))
    }

    @Test func aRealCertificateIsRead() throws {
        let file = ProefstadRoot.repository.appending(path: "Tests/TrustTests/certificates/oin.pem")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("-----") }
        let der = [UInt8](try #require(Data(base64Encoded: lines.joined())))
        #expect(CertificateStrength.isSufficient(der))
    }

    /// Whatever is cut off or put behind, it is not strong, and nothing is read beyond its end.
    @Test func whatCannotBeReadIsNotStrong() {
        let der = CertificateStrengthTests.certificate(
            signature: Name.rsaFamily(11), key: CertificateStrengthTests.rsaKey(bits: 2_048))
        #expect(CertificateStrength.isSufficient(der))
        for count in 0..<der.count { #expect(!CertificateStrength.isSufficient(Array(der.prefix(count)))) }
        #expect(!CertificateStrength.isSufficient(der + [0]))
        #expect(!CertificateStrength.isSufficient(der + der))
        #expect(!CertificateStrength.isSufficient([0x30, 0x80, 0, 0]))
        #expect(!CertificateStrength.isSufficient([0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF]))
    }
}
