private import COpenSSL
import Core

/// The time stamp in a seal that somebody brings (RFC 3161): judged as of its own moment, because its authority's certificate may have run out
/// since. `TimeStamp` judges one that was just asked for.
struct HeldTimeStamp {
    let moment: Instant
    /// The certificate that signed it.
    let authority: Certificate

    enum Flaw: Error {
        /// It is not about this signature, not signed as it says, or not by a certificate that is for time stamps.
        case wrong
        /// It may be all right, but nobody here knows the authority.
        case unknown
    }

    /// - Parameters:
    ///   - token: a ContentInfo.
    ///   - signature: what it must be about.
    init(_ token: [UInt8], about signature: [UInt8], roots: CertificateRoots) throws(Flaw) {
        defer { ERR_clear_error() }
        ERR_clear_error()
        let decoded: UnsafeMutablePointer<PKCS7>? = token.withUnsafeBufferPointer { buffer in
            var at = buffer.baseAddress
            return d2i_PKCS7(nil, &at, buffer.count)
        }
        guard let decoded else { throw .wrong }
        defer { PKCS7_free(decoded) }
        guard let information = PKCS7_to_TS_TST_INFO(decoded) else { throw .wrong }
        defer { TS_TST_INFO_free(information) }
        guard let epoch = Certificate.epoch(TS_TST_INFO_get_time(information)), TimeStamp.isStrong(token), HeldTimeStamp.isPlain(token),
            HeldTimeStamp.isAbout(signature, information)
        else { throw .wrong }
        moment = Instant(epoch: epoch)
        guard let rules = TS_VERIFY_CTX_new() else { throw .wrong }
        defer { TS_VERIFY_CTX_free(rules) }
        TS_VERIFY_CTX_set_flags(rules, Int32(TS_VFY_SIGNATURE | TS_VFY_VERSION))
        // The context frees the store.
        TS_VERIFY_CTX_set_store(rules, roots.store(at: moment))
        guard TS_RESP_verify_token(rules, decoded) == 1 else {
            let reason = ERR_peek_error()
            let isChain = Int32(reason >> 23 & 0xFF) == ERR_LIB_TS && Int32(reason & 0x7F_FFFF) == TS_R_CERTIFICATE_VERIFY_ERROR
            throw isChain ? .unknown : .wrong
        }
        guard let signers = PKCS7_get0_signers(decoded, nil, 0) else { throw .wrong }
        defer { OPENSSL_sk_free(signers) }
        guard OPENSSL_sk_num(signers) == 1, let raw = OPENSSL_sk_value(signers, 0) else { throw .wrong }
        let x509 = OpaquePointer(raw)
        X509_up_ref(x509)
        guard let authority = Certificate(owning: x509) else { throw .wrong }
        self.authority = authority
    }

    /// Whether the parts that nobody signs, and that the library does not look at, say what they must: versions, algorithms, no attributes.
    private static func isPlain(_ token: [UInt8]) -> Bool {
        guard let content = DERElement(token)?.elements(limit: 2)?.last?.elements(limit: 1)?.first?.elements(limit: 6),
            content.first?.integer == 3, let digests = content[1].elements(limit: 1)?.compactMap(\.algorithm),
            let signer = content.last?.elements(limit: 1)?.first?.elements(limit: 6), signer.first?.integer == 1,
            signer.count == 6, digests == [signer[2].algorithm], let digest = digests.first, let method = signer[4].algorithm,
            signer[5].tag == DERTag.octetString
        else { return false }
        return methods[digest]?.contains(method) ?? false
    }

    /// How a token may be signed over a digest (RFC 5754, 3): as RSA, PKCS #1 v1.5, or ECDSA.
    private static let methods: [DERIdentifier: [DERIdentifier]] = [
        .sha256: [.rsaEncryption, .rsaSHA256, .ecdsaSHA256],
        .sha384: [.rsaEncryption, DERIdentifier(1, 2, 840, 113_549, 1, 1, 12), .ecdsaSHA384],
        .sha512: [.rsaEncryption, DERIdentifier(1, 2, 840, 113_549, 1, 1, 13), DERIdentifier(1, 2, 840, 10_045, 4, 3, 4)],
    ]

    /// Whether the imprint is a digest of the signature that is strong enough.
    private static func isAbout(_ signature: [UInt8], _ information: OpaquePointer) -> Bool {
        guard let imprint = TS_TST_INFO_get_msg_imprint(information), let algorithm = TS_MSG_IMPRINT_get_algo(imprint),
            let said = TS_MSG_IMPRINT_get_msg(imprint), let bytes = ASN1_STRING_get0_data(said)
        else { return false }
        let method: OpaquePointer?
        switch OBJ_obj2nid(algorithm.pointee.algorithm) {
        case NID_sha256: method = EVP_sha256()
        case NID_sha384: method = EVP_sha384()
        case NID_sha512: method = EVP_sha512()
        default: return false
        }
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var length: UInt32 = 0
        guard EVP_Digest(signature, signature.count, &digest, &length, method, nil) == 1 else { return false }
        return digest.prefix(Int(length)).elementsEqual(UnsafeBufferPointer(start: bytes, count: Int(ASN1_STRING_length(said))))
    }
}
