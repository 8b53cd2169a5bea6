/// Seals a document as PAdES baseline (ETSI EN 319 142-1, profile B-B or B-T): a detached CMS over everything but itself.
package struct PDFSeal: Sendable {
    private let document: UnsealedDocument
    private let certificate: SealCertificate
    private let digest: [UInt8]
    /// What the key signs.
    package let signedAttributes: [UInt8]

    package init(_ document: UnsealedDocument, _ certificate: SealCertificate) {
        self.document = document
        self.certificate = certificate
        digest = certificate.algorithm.digest(of: document.bytes[..<document.gap.lowerBound], document.bytes[document.gap.upperBound...])
        signedAttributes = CMSSeal(digest: digest, certificate).signedAttributes
    }

    /// How many bytes the CMS needs at most.
    ///
    /// - Parameter timeStamp: the largest token there may be; 0 without one.
    package static func room(for certificate: SealCertificate, timeStamp: Int) -> Int {
        // An RSA signature has as many bytes as the modulus, an ECDSA signature at most 104 (P-384).
        let seal = CMSSeal(digest: [UInt8](repeating: 0, count: 48), certificate)
        return seal.encoded(signature: [UInt8](repeating: 0, count: 1_024), timeStamp: nil).count - 900
            + (certificate.algorithm == .rs256 ? 900 : 0) + (timeStamp > 0 ? timeStamp + 64 : 0)
    }

    /// The sealed file.
    ///
    /// - Parameters:
    ///   - signature: over the signed attributes.
    ///   - timeStamp: a verified token over the signature; nil gives B-B.
    /// - Throws: `tooLarge` when it does not fit the place that was kept for it; `keyMismatch` when the signature is not of the certificate.
    package func sealed(signature: [UInt8], timeStamp: [UInt8]?) throws(SealFailure) -> [UInt8] {
        guard certificate.key.verifies(signature, over: signedAttributes) else { throw .keyMismatch }
        let seal = CMSSeal(digest: digest, certificate).encoded(signature: signature, timeStamp: timeStamp)
        let inner = document.gap.dropFirst().dropLast()
        guard document.gap.lowerBound >= 0, document.gap.upperBound <= document.bytes.count, seal.count * 2 <= inner.count else {
            throw .tooLarge
        }
        var bytes = document.bytes
        var at = inner.lowerBound
        for byte in seal {
            bytes[at] = PDFSeal.digit(byte >> 4)
            bytes[at + 1] = PDFSeal.digit(byte & 15)
            at += 2
        }
        return bytes
    }

    /// Whether a sealed file is the document that was given, in every byte outside the seal.
    package func holds(_ sealed: [UInt8]) -> Bool {
        sealed.count == document.bytes.count
            && certificate.algorithm.digest(of: sealed[..<document.gap.lowerBound], sealed[document.gap.upperBound...]) == digest
    }

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }
}
