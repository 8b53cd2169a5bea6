internal import COpenSSL

/// An X.509 certificate (RFC 5280), decoded once. What it says is not believed yet.
package final class Certificate: @unchecked Sendable {
    // Reading an X509 from several threads is allowed (its caches are locked); nothing here changes one.
    let x509: OpaquePointer

    package let der: [UInt8]

    /// - Parameter x509: becomes this object's.
    init?(owning x509: OpaquePointer) {
        self.x509 = x509
        der = Certificate.encoded { i2d_X509(x509, $0) }
        if der.isEmpty { return nil }
    }

    /// Nil unless the bytes are exactly one certificate.
    package convenience init?(_ der: [UInt8]) {
        defer { ERR_clear_error() }
        let found: OpaquePointer? = der.withUnsafeBufferPointer { buffer in
            var at = buffer.baseAddress
            guard let x509 = d2i_X509(nil, &at, buffer.count) else { return nil }
            if at == buffer.baseAddress.map({ $0 + buffer.count }) { return x509 }
            X509_free(x509)
            return nil
        }
        guard let found else { return nil }
        self.init(owning: found)
    }

    deinit { X509_free(x509) }

    /// The certificates of a PEM file, in its order; nil when there is none, one cannot be read, or there are more than twenty.
    package static func all(inPEM pem: [UInt8]) -> [Certificate]? {
        defer { ERR_clear_error() }
        guard pem.count <= 1 << 20, let input = BIO_new_mem_buf(pem, Int32(pem.count)) else { return nil }
        defer { BIO_free(input) }
        var found: [Certificate] = []
        ERR_clear_error()
        while let x509 = PEM_read_bio_X509(input, nil, { _, _, _, _ in 0 }, nil) {
            guard found.count < 20, let certificate = Certificate(owning: x509) else { return nil }
            found.append(certificate)
        }
        // The end of a file is told as a mistake of its own; every other mistake is in a certificate.
        let last = ERR_peek_last_error()
        guard Int32(last >> 23 & 0xFF) == ERR_LIB_PEM, Int32(last & 0x7F_FFFF) == PEM_R_NO_START_LINE else { return nil }
        return found.isEmpty ? nil : found
    }

    /// The names as they are encoded, for comparing and for naming in a signature.
    package var subject: [UInt8] { Certificate.encoded { i2d_X509_NAME(X509_get_subject_name(x509), $0) } }
    package var issuer: [UInt8] { Certificate.encoded { i2d_X509_NAME(X509_get_issuer_name(x509), $0) } }

    /// Its number, as an INTEGER of DER.
    package var serialNumber: [UInt8] { Certificate.encoded { i2d_ASN1_INTEGER(X509_get0_serialNumber(x509), $0) } }

    /// The first and the last second in which it holds, in seconds since 1970 UTC.
    package var validity: ClosedRange<Int>? {
        guard let from = Certificate.epoch(X509_get0_notBefore(x509)), let to = Certificate.epoch(X509_get0_notAfter(x509)), from <= to
        else {
            return nil
        }
        return from...to
    }

    package var isSelfIssued: Bool { X509_NAME_cmp(X509_get_subject_name(x509), X509_get_issuer_name(x509)) == 0 }
    package var isAuthority: Bool { X509_check_ca(x509) != 0 }

    /// The value of an extension, as DER; nil when it has none.
    func value(ofExtension nid: Int32) -> [UInt8]? {
        let at = X509_get_ext_by_NID(x509, nid, -1)
        guard at >= 0, let data = X509_EXTENSION_get_data(X509_get_ext(x509, at)), let bytes = ASN1_STRING_get0_data(data) else {
            return nil
        }
        return Array(UnsafeBufferPointer(start: bytes, count: Int(ASN1_STRING_length(data))))
    }

    /// An attribute of the subject as text, such as the organisation's name; nil when it has none.
    package func subject(_ attribute: Attribute) -> String? {
        let name = X509_get_subject_name(x509)
        let at = X509_NAME_get_index_by_NID(name, attribute.nid, -1)
        guard at >= 0, let text = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at)) else { return nil }
        var utf8: UnsafeMutablePointer<UInt8>?
        let length = ASN1_STRING_to_UTF8(&utf8, text)
        guard length >= 0, let utf8 else { return nil }
        defer { CRYPTO_free(utf8, nil, 0) }
        return String(decoding: UnsafeBufferPointer(start: utf8, count: Int(length)), as: UTF8.self)
    }

    /// Of a name (X.520; ETSI EN 319 412-1).
    package enum Attribute: Sendable {
        case organisation, commonName, serialNumber, organisationIdentifier

        fileprivate var nid: Int32 {
            switch self {
            case .organisation: NID_organizationName
            case .commonName: NID_commonName
            case .serialNumber: NID_serialNumber
            case .organisationIdentifier: NID_organizationIdentifier
            }
        }
    }

    /// Where revocation lists about it are (RFC 5280, 4.2.1.13): addresses that begin with http:// only, since a list carries its own signature.
    package var revocationLists: [String] {
        guard let value = value(ofExtension: NID_crl_distribution_points), let points = DERElement(value)?.elements(limit: 8) else {
            return []
        }
        return points.compactMap { point in
            // DistributionPoint [0] DistributionPointName [0] fullName, of GeneralNames; [6] is an address.
            guard let name = point.elements()?.first(where: { $0.tag == DERTag.context(0) })?.elements()?.first,
                name.tag == DERTag.context(0),
                let address = name.elements()?.first(where: { $0.tag == DERTag.contextPrimitive(6) })
            else { return nil }
            let text = String(decoding: address.content, as: UTF8.self)
            return text.utf8.allSatisfy { (0x21...0x7E).contains($0) } && text.lowercased().hasPrefix("http://") ? text : nil
        }
    }

    static func epoch(_ time: UnsafePointer<ASN1_TIME>?) -> Int? {
        guard let time, let zero = ASN1_TIME_set(nil, 0) else { return nil }
        defer { ASN1_STRING_free(zero) }
        var days: Int32 = 0
        var seconds: Int32 = 0
        guard ASN1_TIME_diff(&days, &seconds, zero, time) == 1 else { return nil }
        return Int(days) * 86_400 + Int(seconds)
    }

    /// What an `i2d` function writes; empty when it fails.
    static func encoded(_ write: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> Int32) -> [UInt8] {
        let length = write(nil)
        guard length > 0 else { return [] }
        var out = [UInt8](repeating: 0, count: Int(length))
        let written = out.withUnsafeMutableBufferPointer { buffer in
            var at = buffer.baseAddress
            return write(&at)
        }
        return written == length ? out : []
    }
}
