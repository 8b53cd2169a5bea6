/// What a TLS connection may use, as values; the gateway tells its library.
///
/// NCSC-NL TLS guidelines 2025-05: only what is called good or sufficient. Renegotiation, compression and early data (0-RTT) are off.
/// The raw values are the code points of the IANA TLS registries.
package struct TLSRules: Sendable, Equatable {
    /// ProtocolVersion.
    package enum Version: UInt16, Sendable, CaseIterable {
        case tls12 = 0x0303
        case tls13 = 0x0304
    }

    /// TLS Cipher Suites, for 1.2. Those of 1.3 are fixed by the library: AES-128-GCM, AES-256-GCM, ChaCha20-Poly1305, all good or sufficient.
    package enum Suite: UInt16, Sendable, CaseIterable {
        case ecdheECDSAWithAES256GCM = 0xC02C
        case ecdheRSAWithAES256GCM = 0xC030
        case ecdheECDSAWithChaCha20 = 0xCCA9
        case ecdheRSAWithChaCha20 = 0xCCA8
        case ecdheECDSAWithAES128GCM = 0xC02B
        case ecdheRSAWithAES128GCM = 0xC02F
    }

    /// TLS Supported Groups.
    package enum Curve: UInt16, Sendable, CaseIterable {
        case x25519MLKEM768 = 0x11EC
        case x25519 = 0x001D
        case p256 = 0x0017
        case p384 = 0x0018
    }

    /// TLS SignatureScheme; SHA-1 and SHA-224 are not among them.
    package enum SignatureAlgorithm: UInt16, Sendable, CaseIterable {
        case ecdsaP256SHA256 = 0x0403
        case ecdsaP384SHA384 = 0x0503
        case rsaPSSSHA256 = 0x0804
        case rsaPSSSHA384 = 0x0805
        case rsaPSSSHA512 = 0x0806
        case rsaPKCS1SHA256 = 0x0401
        case rsaPKCS1SHA384 = 0x0501
        case rsaPKCS1SHA512 = 0x0601
    }

    /// Best first; a connection uses none below the lowest.
    package let versions: [Version]
    /// In order of preference; empty when 1.2 is off.
    package let suites: [Suite]
    /// In order of preference, the post-quantum hybrid first.
    package let curves: [Curve]
    /// In order of preference, for signing and for verifying.
    package let signatureAlgorithms: [SignatureAlgorithm]

    /// TLS 1.2 and 1.3; every part good or sufficient. Digikoppeling TLS004 still demands 1.2.
    package static let sufficient = TLSRules(
        versions: [.tls13, .tls12], suites: Suite.allCases, curves: Curve.allCases, signatureAlgorithms: SignatureAlgorithm.allCases)
}
