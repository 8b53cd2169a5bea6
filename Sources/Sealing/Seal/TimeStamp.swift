private import COpenSSL
package import Core

/// A time stamp that was believed: an authority says when something was there (RFC 3161).
package struct TimeStamp: Sendable {
    /// The token (a ContentInfo), byte for byte as the authority gave it.
    package let token: [UInt8]
    package let moment: Instant
    /// Of the authority, up to and with the root.
    package let chain: [Certificate]

    /// Seconds between our clock and the authority's beyond which one of them is wrong.
    package static let tolerance = 120

    /// Digests that a token may be signed over.
    private static let digests: [DERIdentifier] = [.sha256, .sha384, .sha512]

    /// Reads a reply and believes it only when everything about it is right: granted, for this request (imprint and nonce), signed, by a
    /// certificate that is for time stamps alone (extended key usage, critical), that the token names (ESSCertID), that an authority we know
    /// stands for, and at a time that is now.
    ///
    /// - Parameters:
    ///   - reply: as it came from the network.
    ///   - now: what our clock says.
    /// - Throws: `timeStampUnavailable` when the authority says that it does not stamp now; `timeStampUntrue` otherwise.
    package init(reply: [UInt8], to request: TimeStampRequest, roots: CertificateRoots, now: Instant) throws(SealFailure) {
        defer { ERR_clear_error() }
        guard let parts = DERElement(reply)?.elements(limit: 2),
            let status = parts.first?.elements(limit: 3)?.first?.integer
        else { throw .timeStampUntrue }
        // granted, or granted with modifications (RFC 3161, 2.4.2).
        guard status <= 1 else { throw .timeStampUnavailable }
        guard parts.count == 2 else { throw .timeStampUntrue }
        token = Array(parts[1].encoded)
        guard let question = TimeStamp.decoded(request.encoded, { d2i_TS_REQ(nil, $0, $1) }) else { throw .timeStampUntrue }
        defer { TS_REQ_free(question) }
        guard let response = TimeStamp.decoded(reply, { d2i_TS_RESP(nil, $0, $1) }) else { throw .timeStampUntrue }
        defer { TS_RESP_free(response) }
        guard let rules = TS_REQ_to_TS_VERIFY_CTX(question, nil) else { throw .timeStampUntrue }
        defer { TS_VERIFY_CTX_free(rules) }
        TS_VERIFY_CTX_add_flags(rules, Int32(TS_VFY_SIGNATURE))
        // The context frees the store.
        TS_VERIFY_CTX_set_store(rules, roots.store(at: now))
        guard TS_RESP_verify_response(rules, response) == 1, let information = TS_RESP_get_tst_info(response),
            let epoch = Certificate.epoch(TS_TST_INFO_get_time(information)), abs(epoch - now.epoch) <= TimeStamp.tolerance,
            TimeStamp.isStrong(token), let chain = TimeStamp.chain(response, roots, now)
        else { throw .timeStampUntrue }
        moment = Instant(epoch: epoch)
        self.chain = chain
    }

    /// Whether the signer's digest is one that is believed: the library also takes SHA-1.
    static func isStrong(_ token: [UInt8]) -> Bool {
        guard let content = DERElement(token)?.elements(limit: 2)?.last?.elements(limit: 1)?.first?.elements(limit: 6),
            let signers = content.last?.elements(limit: 1), let signer = signers.first?.elements(limit: 8), signer.count >= 4,
            let digest = signer[2].elements(limit: 2)?.first?.identifier
        else { return false }
        return digests.contains(digest)
    }

    /// From the certificate that signed to the root.
    private static func chain(_ response: OpaquePointer, _ roots: CertificateRoots, _ now: Instant) -> [Certificate]? {
        guard let token = TS_RESP_get_token(response), let signers = PKCS7_get0_signers(token, nil, 0) else { return nil }
        defer { OPENSSL_sk_free(signers) }
        guard OPENSSL_sk_num(signers) == 1, let leaf = certificate(signers, 0) else { return nil }
        var others: [Certificate] = []
        if let held = token.pointee.d.sign.pointee.cert {
            for at in 0..<min(OPENSSL_sk_num(held), 20) { certificate(held, at).map { others.append($0) } }
        }
        return roots.chain(of: leaf, through: others, at: now)
    }

    private static func certificate(_ stack: OpaquePointer, _ at: Int32) -> Certificate? {
        guard let raw = OPENSSL_sk_value(stack, at) else { return nil }
        let x509 = OpaquePointer(raw)
        X509_up_ref(x509)
        return Certificate(owning: x509)
    }

    private static func decoded(
        _ bytes: [UInt8], _ read: (UnsafeMutablePointer<UnsafePointer<UInt8>?>, Int) -> OpaquePointer?
    ) -> OpaquePointer? {
        bytes.withUnsafeBufferPointer { buffer in
            var at = buffer.baseAddress
            return read(&at, buffer.count)
        }
    }
}
