/// A question to a time stamp authority (RFC 3161, 2.4.1): when was it, with this before you?
package struct TimeStampRequest: Sendable {
    /// Bytes of the number that a reply must repeat, so that an old reply is none.
    package static let nonceLength = 16

    /// What is sent, as `application/timestamp-query`.
    package let encoded: [UInt8]

    /// - Parameters:
    ///   - subject: what the stamp is about; only its SHA-256 is sent.
    ///   - nonce: random bytes.
    package init(about subject: [UInt8], nonce: [UInt8]) {
        let imprint = DER.sequence(
            DER.sequence(DER.identifier(.sha256), DER.null), DER.octets(SealAlgorithm.es256.digest(of: subject[...])))
        encoded = DER.sequence(DER.integer(1), imprint, DER.integer(unsigned: nonce), DER.boolean(true))
    }
}
