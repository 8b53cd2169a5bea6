/// Where the key of a seal is: a file, a hardware module, a remote signing service (Cloud Signature Consortium). It signs and never shows itself.
package protocol SealKey: Sendable {
    /// The raw signature over a message, with the algorithm of the certificate: ECDSA as DER (RFC 3279), RSA PKCS #1 v1.5 or PSS as the
    /// certificate's algorithm says.
    func signature(over message: [UInt8]) async throws(SealFailure) -> [UInt8]
}

/// Why a seal could not be set or a certificate cannot seal. For the operator's log: classes only.
package enum SealFailure: String, Error, Sendable, CaseIterable {
    case certificateUnreadable = "certificate_unreadable"
    case certificateExpired = "certificate_expired"
    case certificateNotYetValid = "certificate_not_yet_valid"
    /// It, or one above it, is on a revocation list.
    case certificateRevoked = "certificate_revoked"
    /// Its key usage does not allow signatures of documents.
    case certificatePurpose = "certificate_purpose"
    case chainIncomplete = "chain_incomplete"
    case keyUnreadable = "key_unreadable"
    /// The key is not the certificate's.
    case keyMismatch = "key_mismatch"
    case keyUnsupported = "key_unsupported"
    /// The hardware module or signing service does not answer.
    case keyUnavailable = "key_unavailable"
    case keyTimeout = "key_timeout"
    case timeStampUnavailable = "time_stamp_unavailable"
    case timeStampTimeout = "time_stamp_timeout"
    /// The time stamp is not about this signature, not of a trusted authority, or its time is not now.
    case timeStampUntrue = "time_stamp_untrue"
    /// The signature does not fit the place reserved for it.
    case tooLarge = "too_large"
    /// Revocation lists for long-term validation could not be had.
    case revocationUnavailable = "revocation_unavailable"
    /// The document itself could not be made: a character without a glyph, a table without a page.
    case documentUnwritable = "document_unwritable"
}
