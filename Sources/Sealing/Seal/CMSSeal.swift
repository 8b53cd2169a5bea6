/// A detached signature as CMS (RFC 5652) that is CAdES baseline B-B, and B-T with a time stamp in it (ETSI EN 319 122-1), as a PDF holds one.
///
/// Made by hand because `CMS_sign` of OpenSSL always adds signing-time, which PAdES forbids (ETSI EN 319 142-1, 6.3: the time stands in `/M`).
struct CMSSeal {
    private let certificate: SealCertificate
    /// The SET OF that is signed.
    let signedAttributes: [UInt8]

    /// - Parameter digest: of what is sealed, by the certificate's algorithm.
    init(digest: [UInt8], _ certificate: SealCertificate) {
        self.certificate = certificate
        let leaf = certificate.leaf
        // The hash algorithm is left out when it is SHA-256 (RFC 5035, 3). The issuer is one name among GeneralNames: [4].
        let identifier = DER.sequence(
            DER.octets(SealAlgorithm.es256.digest(of: leaf.der[...])),
            DER.sequence(DER.sequence(DER.context(4, leaf.issuer)), leaf.serialNumber))
        signedAttributes = DER.set(of: [
            CMSSeal.attribute(.contentType, DER.identifier(.data)),
            CMSSeal.attribute(.messageDigest, DER.octets(digest)),
            CMSSeal.attribute(.signingCertificateV2, DER.sequence(DER.sequence(identifier))),
        ])
    }

    private static func attribute(_ identifier: DERIdentifier, _ value: [UInt8]) -> [UInt8] {
        DER.sequence(DER.identifier(identifier), DER.set(of: [value]))
    }

    /// The whole ContentInfo.
    ///
    /// - Parameters:
    ///   - signature: over the signed attributes.
    ///   - timeStamp: a token of RFC 3161 over the signature; nil gives B-B.
    func encoded(signature: [UInt8], timeStamp: [UInt8]?) -> [UInt8] {
        let leaf = certificate.leaf
        let algorithm = certificate.algorithm
        // Stored with [0] in the place of the tag of the SET that is signed (RFC 5652, 5.4).
        var signed = signedAttributes
        signed[0] = DERTag.context(0)
        let stamped = timeStamp.map { DER.context(1, CMSSeal.attribute(.signatureTimeStamp, $0)) } ?? []
        let signer = DER.sequence(
            DER.integer(1), DER.sequence(leaf.issuer, leaf.serialNumber), algorithm.digestIdentifier, signed,
            algorithm.signatureIdentifier, DER.octets(signature), stamped)
        var certificates = DER.set(of: ([leaf] + certificate.issuing).map(\.der))
        certificates[0] = DERTag.context(0)
        let content = DER.sequence(
            DER.integer(1), DER.set(of: [algorithm.digestIdentifier]), DER.sequence(DER.identifier(.data)), certificates,
            DER.set(of: [signer]))
        return DER.sequence(DER.identifier(.signedData), DER.context(0, content))
    }
}
