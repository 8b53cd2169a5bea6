/// An object identifier of ASN.1, as it is encoded (X.690, 8.19).
package struct DERIdentifier: Sendable, Hashable {
    package let content: [UInt8]

    package init(content: some Collection<UInt8>) { self.content = Array(content) }

    /// - Parameter arcs: `1, 2, 840, …`; at least two.
    package init(_ first: UInt64, _ second: UInt64, _ rest: UInt64...) {
        content = ([first * 40 + second] + rest).flatMap { arc in
            var octets = [UInt8(arc & 0x7F)]
            var left = arc >> 7
            while left > 0 {
                octets.append(0x80 | UInt8(left & 0x7F))
                left >>= 7
            }
            return octets.reversed()
        }
    }

    /// RFC 5652: content types and attributes of CMS.
    package static let data = DERIdentifier(1, 2, 840, 113_549, 1, 7, 1)
    package static let signedData = DERIdentifier(1, 2, 840, 113_549, 1, 7, 2)
    package static let contentType = DERIdentifier(1, 2, 840, 113_549, 1, 9, 3)
    package static let messageDigest = DERIdentifier(1, 2, 840, 113_549, 1, 9, 4)
    package static let signingTime = DERIdentifier(1, 2, 840, 113_549, 1, 9, 5)
    /// RFC 5035: which certificate signed, by its hash.
    package static let signingCertificateV2 = DERIdentifier(1, 2, 840, 113_549, 1, 9, 16, 2, 47)
    /// RFC 2634: the same with SHA-1.
    package static let signingCertificate = DERIdentifier(1, 2, 840, 113_549, 1, 9, 16, 2, 12)
    /// RFC 3161: a time stamp over the signature, and what is in one.
    package static let signatureTimeStamp = DERIdentifier(1, 2, 840, 113_549, 1, 9, 16, 2, 14)
    package static let timeStampInfo = DERIdentifier(1, 2, 840, 113_549, 1, 9, 16, 1, 4)

    /// FIPS 180-4.
    package static let sha256 = DERIdentifier(2, 16, 840, 1, 101, 3, 4, 2, 1)
    package static let sha384 = DERIdentifier(2, 16, 840, 1, 101, 3, 4, 2, 2)
    package static let sha512 = DERIdentifier(2, 16, 840, 1, 101, 3, 4, 2, 3)

    /// RFC 5758 and RFC 8017: signature algorithms.
    package static let ecdsaSHA256 = DERIdentifier(1, 2, 840, 10_045, 4, 3, 2)
    package static let ecdsaSHA384 = DERIdentifier(1, 2, 840, 10_045, 4, 3, 3)
    package static let rsaEncryption = DERIdentifier(1, 2, 840, 113_549, 1, 1, 1)
    package static let rsaSHA256 = DERIdentifier(1, 2, 840, 113_549, 1, 1, 11)
}
