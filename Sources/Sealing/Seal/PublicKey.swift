private import COpenSSL

/// The public half of a seal's key, for checking.
package final class PublicKey: @unchecked Sendable {
    // OpenSSL counts who holds a key, and checking does not change it.
    private let key: OpaquePointer
    package let algorithm: SealAlgorithm

    /// Bits of an RSA modulus: what is shorter is not believed any more, and what is longer costs whoever checks too much.
    private static let modulus: ClosedRange<Int32> = 2_048...8_192

    /// Nil for a kind of key that seals are not made with.
    init?(_ certificate: Certificate) {
        guard let found = X509_get_pubkey(certificate.x509) else {
            ERR_clear_error()
            return nil
        }
        key = found
        var name = [CChar](repeating: 0, count: 64)
        switch EVP_PKEY_get_base_id(found) {
        case EVP_PKEY_EC where EVP_PKEY_get_group_name(found, &name, name.count, nil) == 1:
            switch String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self) {
            case "prime256v1", "P-256": algorithm = .es256
            case "secp384r1", "P-384": algorithm = .es384
            default: return nil
            }
        case EVP_PKEY_RSA where PublicKey.modulus.contains(EVP_PKEY_get_bits(found)): algorithm = .rs256
        default: return nil
        }
    }

    deinit { EVP_PKEY_free(key) }

    /// Whether a signature (ECDSA as DER, RSA PKCS #1 v1.5) over a message is of this key.
    package func verifies(_ signature: [UInt8], over message: [UInt8]) -> Bool {
        guard let context = EVP_MD_CTX_new() else { return false }
        defer {
            EVP_MD_CTX_free(context)
            ERR_clear_error()
        }
        return EVP_DigestVerifyInit(context, nil, algorithm.method, nil, key) == 1
            && EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
    }
}
