private import COpenSSL

/// How a seal is signed; the certificate's key decides. What others accept without asking: EN 319 312 (TS 119 312) and RFC 7518 both have them.
package enum SealAlgorithm: String, Sendable, CaseIterable {
    /// ECDSA over P-256 with SHA-256.
    case es256 = "ES256"
    /// ECDSA over P-384 with SHA-384.
    case es384 = "ES384"
    /// RSA of 2048 bits or more, PKCS #1 v1.5, with SHA-256.
    case rs256 = "RS256"

    /// AlgorithmIdentifier of the digest, without parameters (RFC 5754, 2).
    var digestIdentifier: [UInt8] { DER.sequence(DER.identifier(self == .es384 ? .sha384 : .sha256)) }

    /// AlgorithmIdentifier of the signature (RFC 5754, 3).
    var signatureIdentifier: [UInt8] {
        switch self {
        case .es256: DER.sequence(DER.identifier(.ecdsaSHA256))
        case .es384: DER.sequence(DER.identifier(.ecdsaSHA384))
        case .rs256: DER.sequence(DER.identifier(.rsaSHA256), DER.null)
        }
    }

    /// Bytes of each half of an ECDSA signature; nil for RSA.
    var coordinate: Int? {
        switch self {
        case .es256: 32
        case .es384: 48
        case .rs256: nil
        }
    }

    /// The digest of what is sealed.
    package func digest(of parts: ArraySlice<UInt8>...) -> [UInt8] {
        guard let context = EVP_MD_CTX_new() else { return [] }
        defer { EVP_MD_CTX_free(context) }
        EVP_DigestInit_ex(context, method, nil)
        for part in parts { part.withUnsafeBytes { _ = EVP_DigestUpdate(context, $0.baseAddress, $0.count) } }
        var out = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var length: UInt32 = 0
        EVP_DigestFinal_ex(context, &out, &length)
        return Array(out.prefix(Int(length)))
    }

    /// An `EVP_MD`, for who signs with a key of OpenSSL.
    package var method: OpaquePointer? { self == .es384 ? EVP_sha384() : EVP_sha256() }
}
