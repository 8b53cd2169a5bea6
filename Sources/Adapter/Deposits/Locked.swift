import COpenSSL

/// Bytes under AES-256-GCM (NIST SP 800-38D): without the key nobody reads them, and a change of one bit shows.
struct Locked: Sendable {
    private static let nonceLength = 12
    private static let tagLength = 16

    private let nonce: [UInt8]
    private let bytes: [UInt8]
    private let tag: [UInt8]

    /// How much memory it takes, in bytes.
    var count: Int { nonce.count + bytes.count + tag.count }

    /// Nil when the system has no randomness or memory to give.
    init?(_ plain: [UInt8], key: [UInt8]) {
        var nonce = [UInt8](repeating: 0, count: Locked.nonceLength)
        guard key.count == 32, plain.count <= Int(Int32.max), RAND_bytes(&nonce, Int32(nonce.count)) == 1,
            let context = EVP_CIPHER_CTX_new()
        else { return nil }
        defer { EVP_CIPHER_CTX_free(context) }
        var out = [UInt8](repeating: 0, count: plain.count)
        var tag = [UInt8](repeating: 0, count: Locked.tagLength)
        var written: Int32 = 0
        var rest = [UInt8](repeating: 0, count: 16)
        guard EVP_EncryptInit_ex(context, EVP_aes_256_gcm(), nil, key, nonce) == 1,
            EVP_EncryptUpdate(context, &out, &written, plain, Int32(plain.count)) == 1, Int(written) == plain.count,
            EVP_EncryptFinal_ex(context, &rest, &written) == 1, written == 0,
            EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32(tag.count), &tag) == 1
        else { return nil }
        self.nonce = nonce
        bytes = out
        self.tag = tag
    }

    /// What was locked; nil under another key.
    func opened(with key: [UInt8]) -> [UInt8]? {
        guard key.count == 32, let context = EVP_CIPHER_CTX_new() else { return nil }
        defer { EVP_CIPHER_CTX_free(context) }
        var out = [UInt8](repeating: 0, count: bytes.count)
        var tag = tag
        var written: Int32 = 0
        var rest = [UInt8](repeating: 0, count: 16)
        guard EVP_DecryptInit_ex(context, EVP_aes_256_gcm(), nil, key, nonce) == 1,
            EVP_DecryptUpdate(context, &out, &written, bytes, Int32(bytes.count)) == 1, Int(written) == bytes.count,
            EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32(tag.count), &tag) == 1,
            EVP_DecryptFinal_ex(context, &rest, &written) == 1
        else { return nil }
        return out
    }
}
