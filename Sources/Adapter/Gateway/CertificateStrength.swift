/// Whether a client's leaf certificate is signed and keyed as NCSC-NL (TLS guidelines 2025-05) asks of one that is not insufficient.
///
/// The TLS library verifies chains, dates and purposes, but still believes a signature over SHA-1. RSA of 2048 bits is being phased out and
/// still taken.
enum CertificateStrength {
    private static let signatures: [[UInt8]] = [
        [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02],  // ecdsa-with-SHA256
        [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x03],  // ecdsa-with-SHA384
        [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x04],  // ecdsa-with-SHA512
        [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x0B],  // sha256WithRSAEncryption
        [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x0C],  // sha384WithRSAEncryption
        [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x0D],  // sha512WithRSAEncryption
        [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x0A],  // RSASSA-PSS; the library takes it with SHA-256 and up only
        [0x2B, 0x65, 0x70],  // Ed25519
    ]
    private static let rsa: [UInt8] = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01]
    private static let ellipticCurve: [UInt8] = [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01]
    private static let ed25519: [UInt8] = [0x2B, 0x65, 0x70]
    private static let curves: [[UInt8]] = [
        [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07],  // P-256
        [0x2B, 0x81, 0x04, 0x00, 0x22],  // P-384
        [0x2B, 0x81, 0x04, 0x00, 0x23],  // P-521
    ]
    /// Bits of an RSA modulus; above it, verifying costs us more than making costs the client.
    private static let modulus = 2_048...8_192

    /// - Parameter der: a certificate (RFC 5280 §4.1). What cannot be read is not strong.
    static func isSufficient(_ der: [UInt8]) -> Bool {
        let certificate = Element.all(in: der[...])
        guard certificate.count == 1 else { return false }
        let parts = Element.all(in: certificate[0].content)
        guard parts.count == 3, let signature = Element.all(in: parts[1].content).first, signatures.contains(Array(signature.content))
        else {
            return false
        }
        var fields = Element.all(in: parts[0].content)
        // The version is tagged [0] and may be absent; behind it: number, algorithm, issuer, validity, subject, key.
        if fields.first?.tag == 0xA0 { fields.removeFirst() }
        guard fields.count >= 6 else { return false }
        return isSufficient(key: Element.all(in: fields[5].content))
    }

    /// - Parameter key: the two parts of a SubjectPublicKeyInfo.
    private static func isSufficient(key: [Element]) -> Bool {
        guard key.count == 2, let kind = Element.all(in: key[0].content).first.map({ Array($0.content) }) else { return false }
        if kind == ed25519 { return true }
        if kind == ellipticCurve {
            return curves.contains(Element.all(in: key[0].content).dropFirst().first.map { Array($0.content) } ?? [])
        }
        guard kind == rsa || kind == signatures[6], let numbers = Element.all(in: key[1].content.dropFirst()).first,
            let number = Element.all(in: numbers.content).first?.content.drop(while: { $0 == 0 }), let top = number.first
        else { return false }
        return modulus.contains(number.count * 8 - top.leadingZeroBitCount)
    }

    /// One tag, length and value of DER (X.690).
    private struct Element {
        let tag: UInt8
        let content: ArraySlice<UInt8>

        /// The elements that fill these bytes exactly; none when they do not.
        static func all(in bytes: ArraySlice<UInt8>) -> [Element] {
            var found: [Element] = []
            var rest = bytes
            while let tag = rest.popFirst() {
                guard let first = rest.popFirst() else { return [] }
                var length = Int(first)
                if first >= 0x80 {
                    guard first > 0x80, first <= 0x83 else { return [] }
                    length = 0
                    for _ in 0..<(first - 0x80) {
                        guard let byte = rest.popFirst() else { return [] }
                        length = length << 8 | Int(byte)
                    }
                }
                guard length <= rest.count else { return [] }
                found.append(Element(tag: tag, content: rest.prefix(length)))
                rest = rest.dropFirst(length)
            }
            return found
        }
    }
}
