private import COpenSSL
package import Core

/// A client's leaf certificate, read once: whose it says it is, and its fingerprint.
///
/// Digikoppeling PKI001: the OIN stands in the subject's serialNumber attribute (X.520, 2.5.4.5). Exactly one such attribute, exactly twenty
/// digits; a certificate with two leaves open which one is meant, and has none. That the certificate is well made and its chain right was
/// decided in the TLS handshake.
package struct ClientCertificate: Sendable, Equatable {
    /// Nil when the certificate names no organisation.
    package let oin: OIN?
    /// SHA-256 of the DER bytes.
    package let fingerprint: Digest

    /// - Parameter der: the leaf certificate, exactly.
    package init(_ der: [UInt8]) {
        fingerprint = Digest(of: der)
        oin = der.withUnsafeBufferPointer { ClientCertificate.subject(of: $0).flatMap { ClientCertificate.oin(in: $0) } }
    }

    /// The bytes of the subject's name.
    ///
    /// Found by walking over what stands before it (RFC 5280 4.1: version, serial number, algorithm, issuer, validity), because decoding the
    /// whole certificate costs 150 µs, most of it for a public key that nobody asks for, and the name alone 5.
    private static func subject(of der: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8>? {
        guard let certificate = element(V_ASN1_SEQUENCE, in: der), certificate.whole.count == der.count,
            let body = element(V_ASN1_SEQUENCE, in: certificate.content)
        else { return nil }
        var rest = body.content
        if let version = element(0, in: rest, ofClass: V_ASN1_CONTEXT_SPECIFIC) { rest = after(version, in: rest) }
        for tag in [V_ASN1_INTEGER, V_ASN1_SEQUENCE, V_ASN1_SEQUENCE, V_ASN1_SEQUENCE] {
            guard let part = element(tag, in: rest) else { return nil }
            rest = after(part, in: rest)
        }
        return element(V_ASN1_SEQUENCE, in: rest)?.whole
    }

    private typealias Element = (whole: UnsafeBufferPointer<UInt8>, content: UnsafeBufferPointer<UInt8>)

    /// The element some bytes begin with, when it has this tag and ends within them.
    private static func element(
        _ tag: Int32, in bytes: UnsafeBufferPointer<UInt8>, ofClass kind: Int32 = V_ASN1_UNIVERSAL
    ) -> Element? {
        var at = bytes.baseAddress
        var length = 0
        var foundTag: Int32 = 0
        var foundClass: Int32 = 0
        let flags = ASN1_get_object(&at, &length, &foundTag, &foundClass, bytes.count)
        // 0x80 is an error, 0x01 the indefinite length that DER does not have.
        guard flags & 0x81 == 0, foundTag == tag, foundClass == kind, let start = bytes.baseAddress, let content = at else { return nil }
        let end = content - start + length
        guard length >= 0, end <= bytes.count else { return nil }
        return (
            UnsafeBufferPointer(rebasing: bytes[..<end]), UnsafeBufferPointer(start: content, count: length)
        )
    }

    private static func after(_ element: Element, in bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: bytes[element.whole.count...])
    }

    private static func oin(in name: UnsafeBufferPointer<UInt8>) -> OIN? {
        var at = name.baseAddress
        guard let subject = d2i_X509_NAME(nil, &at, name.count) else { return nil }
        defer { X509_NAME_free(subject) }
        let only = X509_NAME_get_index_by_NID(subject, NID_serialNumber, -1)
        guard only >= 0, X509_NAME_get_index_by_NID(subject, NID_serialNumber, only) < 0,
            let text = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, only)), let bytes = ASN1_STRING_get0_data(text)
        else { return nil }
        return OIN(String(decoding: UnsafeBufferPointer(start: bytes, count: Int(ASN1_STRING_length(text))), as: UTF8.self))
    }
}
