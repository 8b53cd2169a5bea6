private import COpenSSL
package import Core

/// A revocation list (RFC 5280, 5) that was believed: of the authority that issued a certificate, and of now.
package struct RevocationList: Sendable {
    package let der: [UInt8]
    /// Until then the authority promises no newer one, in seconds since 1970 UTC.
    package let nextUpdate: Int

    /// - Parameters:
    ///   - der: as it came from the network.
    ///   - certificate: what it is to be about.
    ///   - issuer: who issued that certificate, and must have signed the list.
    /// - Throws: `revocationUnavailable` for a list that is another's, not signed by it, or not of now; `certificateRevoked` when the
    ///   certificate is on it.
    package init(_ der: [UInt8], about certificate: Certificate, of issuer: Certificate, at now: Instant) throws(SealFailure) {
        defer { ERR_clear_error() }
        let read: OpaquePointer? = der.withUnsafeBufferPointer { buffer in
            var at = buffer.baseAddress
            guard let list = d2i_X509_CRL(nil, &at, buffer.count) else { return nil }
            if at == buffer.baseAddress.map({ $0 + buffer.count }) { return list }
            X509_CRL_free(list)
            return nil
        }
        guard let list = read else { throw .revocationUnavailable }
        defer { X509_CRL_free(list) }
        guard X509_NAME_cmp(X509_CRL_get_issuer(list), X509_get_subject_name(issuer.x509)) == 0,
            let key = X509_get0_pubkey(issuer.x509), X509_CRL_verify(list, key) == 1,
            let from = Certificate.epoch(X509_CRL_get0_lastUpdate(list)), let to = Certificate.epoch(X509_CRL_get0_nextUpdate(list)),
            from <= now.epoch + TimeStamp.tolerance, now.epoch <= to
        else { throw .revocationUnavailable }
        var entry: OpaquePointer?
        if X509_CRL_get0_by_cert(list, &entry, certificate.x509) == 1 { throw .certificateRevoked }
        self.der = der
        nextUpdate = to
    }
}
