import COpenSSL
import Core
import Sealing

/// A key that signs on this machine, whether the program holds it or a module does: it can be tried before anybody asks for a document.
protocol LocalKey: SealKey {
    /// The same as `signature(over:)`, for the start of the program. Waits.
    func signatureNow(over message: [UInt8]) throws(SealFailure) -> [UInt8]
}

/// A key in the memory of this process, from a PEM file (PKCS #8, SEC 1, PKCS #1) or a PKCS #12 file.
final class HeldKey: LocalKey, @unchecked Sendable {
    // OpenSSL counts who holds a key, and signing does not change it.
    private let key: OpaquePointer
    private let algorithm: SealAlgorithm

    /// Whether a PEM file is encrypted: such a file cannot be read here, and its author is told why.
    static func isEncrypted(pem: [UInt8]) -> Bool { String(decoding: pem, as: UTF8.self).contains("ENCRYPTED") }

    /// Nil when there is no key in the file that can be read without a password.
    init?(pem: [UInt8], _ algorithm: SealAlgorithm) {
        defer { ERR_clear_error() }
        guard pem.count <= 1 << 16, let input = BIO_new_mem_buf(pem, Int32(pem.count)) else { return nil }
        defer { BIO_free(input) }
        // Without a function for passwords OpenSSL asks whoever sits at the terminal.
        guard let found = PEM_read_bio_PrivateKey(input, nil, { _, _, _, _ in -1 }, nil) else { return nil }
        key = found
        self.algorithm = algorithm
    }

    /// Nil when the password does not open the file or there is no key in it.
    init?(pkcs12 bytes: [UInt8], password: Secret, _ algorithm: SealAlgorithm) {
        defer { ERR_clear_error() }
        let read: OpaquePointer? = bytes.withUnsafeBufferPointer { buffer in
            var at = buffer.baseAddress
            return d2i_PKCS12(nil, &at, buffer.count)
        }
        guard let read else { return nil }
        defer { PKCS12_free(read) }
        var found: OpaquePointer?
        guard PKCS12_parse(read, password.revealText(), &found, nil, nil) == 1, let found else { return nil }
        key = found
        self.algorithm = algorithm
    }

    deinit { EVP_PKEY_free(key) }

    func signature(over message: [UInt8]) async throws(SealFailure) -> [UInt8] { try signatureNow(over: message) }

    func signatureNow(over message: [UInt8]) throws(SealFailure) -> [UInt8] {
        guard let signature = HeldKey.signature(over: message, key, algorithm) else { throw .keyUnavailable }
        return signature
    }

    /// Nil when the key does not sign.
    static func signature(over message: [UInt8], _ key: OpaquePointer, _ algorithm: SealAlgorithm) -> [UInt8]? {
        defer { ERR_clear_error() }
        guard let context = EVP_MD_CTX_new() else { return nil }
        defer { EVP_MD_CTX_free(context) }
        var length = 0
        guard EVP_DigestSignInit(context, nil, algorithm.method, nil, key) == 1,
            EVP_DigestSign(context, nil, &length, message, message.count) == 1, (1...2_048).contains(length)
        else { return nil }
        var out = [UInt8](repeating: 0, count: length)
        guard EVP_DigestSign(context, &out, &length, message, message.count) == 1 else { return nil }
        return Array(out.prefix(length))
    }
}
