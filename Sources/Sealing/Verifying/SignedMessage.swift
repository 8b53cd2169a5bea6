/// A signature as CMS (RFC 5652, 5.1) with one signer, as it was read: nothing in it is believed yet.
struct SignedMessage {
    private struct Signer {
        let digest: DERIdentifier
        /// Tagged as the SET it was signed as.
        let signed: [UInt8]
        let attributes: [DERIdentifier: DERElement]
        let unsigned: [DERIdentifier: DERElement]
        let method: DERIdentifier
        let signature: [UInt8]
    }

    /// Of the signer.
    let leaf: Certificate
    /// Those that came along.
    let others: [Certificate]
    private let signer: Signer

    /// What the signer signed with; the time stamp is about it.
    var signature: [UInt8] { signer.signature }
    /// A token of RFC 3161; nil when there is none.
    var timeStamp: [UInt8]? { signer.unsigned[.signatureTimeStamp].map { Array($0.encoded) } }

    /// Nil unless the bytes are a ContentInfo and nothing but zeros behind it.
    init?(padded bytes: [UInt8]) {
        var reader = DERReader(bytes[...])
        guard let whole = reader.next(DERTag.sequence), bytes[whole.encoded.endIndex...].allSatisfy({ $0 == 0 }) else { return nil }
        guard let parts = whole.elements(limit: 2), parts.count == 2, parts[0].identifier == .signedData,
            parts[1].tag == DERTag.context(0), let inner = parts[1].elements(limit: 1)?.first, inner.tag == DERTag.sequence,
            var fields = inner.reader
        else { return nil }
        // version, digestAlgorithms, encapContentInfo (of which the content is elsewhere), certificates, signerInfos.
        // What is not signed and nobody reads, such as revocation lists or other attributes, is refused: anybody could have put it there.
        guard fields.next(DERTag.integer)?.integer == 1, let digests = fields.next(DERTag.set)?.elements(limit: 1),
            let content = fields.next(DERTag.sequence)?.elements(limit: 1), content.first?.identifier == .data,
            let held = fields.next(DERTag.context(0))?.elements(limit: 12)
        else { return nil }
        guard let signers = fields.next(DERTag.set)?.elements(limit: 1), let only = signers.first, fields.isAtEnd else { return nil }
        var certificates: [Certificate] = []
        for element in held {
            guard let certificate = Certificate(Array(element.encoded)) else { return nil }
            certificates.append(certificate)
        }
        guard let (signer, at) = SignedMessage.signer(only, among: certificates), digests.compactMap(\.algorithm) == [signer.digest] else {
            return nil
        }
        leaf = certificates.remove(at: at)
        others = certificates
        self.signer = signer
    }

    private static func signer(_ element: DERElement, among certificates: [Certificate]) -> (Signer, Int)? {
        guard element.tag == DERTag.sequence, var fields = element.reader, fields.next(DERTag.integer)?.integer == 1,
            let name = fields.next(DERTag.sequence)?.elements(limit: 2), name.count == 2,
            let digest = fields.next(DERTag.sequence)?.algorithm,
            let signed = fields.next(DERTag.context(0)), let attributes = attributes(signed),
            let method = fields.next(DERTag.sequence)?.algorithm,
            let signature = fields.next(DERTag.octetString)?.octets
        else { return nil }
        var unsigned: [DERIdentifier: DERElement] = [:]
        if let element = fields.next(DERTag.context(1)) {
            guard let read = self.attributes(element), Array(read.keys) == [.signatureTimeStamp] else { return nil }
            unsigned = read
        }
        guard fields.isAtEnd else { return nil }
        let (issuer, number) = (Array(name[0].encoded), Array(name[1].encoded))
        guard let at = certificates.firstIndex(where: { $0.issuer == issuer && $0.serialNumber == number }) else { return nil }
        return (
            Signer(
                digest: digest, signed: DER.element(DERTag.set, Array(signed.content)), attributes: attributes, unsigned: unsigned,
                method: method, signature: signature), at
        )
    }

    /// Attributes of one value each; nil when one stands twice or has several.
    private static func attributes(_ set: DERElement) -> [DERIdentifier: DERElement]? {
        guard let elements = set.elements(limit: 32) else { return nil }
        var found: [DERIdentifier: DERElement] = [:]
        for element in elements {
            guard element.tag == DERTag.sequence, let parts = element.elements(limit: 2), parts.count == 2,
                let identifier = parts[0].identifier, parts[1].tag == DERTag.set, let values = parts[1].elements(limit: 1),
                let value = values.first, found.updateValue(value, forKey: identifier) == nil
            else { return nil }
        }
        return found
    }

    /// What is wrong with it as a signature over some bytes; nil when nothing is. Whether the signer is believed is another question.
    ///
    /// - Parameter parts: what was signed, one behind the other.
    func flaw(over first: ArraySlice<UInt8>, _ second: ArraySlice<UInt8>) -> Verification.Finding? {
        guard let key = PublicKey(leaf), signer.digest == SignedMessage.digest(of: key.algorithm), isMethod(of: key.algorithm) else {
            return .sealWeak
        }
        guard signer.attributes[.contentType]?.identifier == .data, namesLeaf else { return .sealUnreadable }
        guard signer.attributes[.messageDigest]?.octets == key.algorithm.digest(of: first, second) else { return .contentDiffers }
        return key.verifies(signer.signature, over: signer.signed) ? nil : .signatureWrong
    }

    private static func digest(of algorithm: SealAlgorithm) -> DERIdentifier { algorithm == .es384 ? .sha384 : .sha256 }

    private func isMethod(of algorithm: SealAlgorithm) -> Bool {
        switch algorithm {
        case .es256: signer.method == .ecdsaSHA256
        case .es384: signer.method == .ecdsaSHA384
        case .rs256: signer.method == .rsaSHA256 || signer.method == .rsaEncryption
        }
    }

    /// Whether signing-certificate-v2 (RFC 5035, 3) names the signer: without it another certificate of the same key could be put in its place.
    private var namesLeaf: Bool {
        guard let certificates = signer.attributes[.signingCertificateV2]?.elements(limit: 2)?.first?.elements(limit: 8),
            var fields = certificates.first?.reader
        else { return false }
        var digest = DERIdentifier.sha256
        if let said = fields.next(DERTag.sequence) {
            guard let identifier = said.elements(limit: 2)?.first?.identifier else { return false }
            digest = identifier
        }
        guard let hash = fields.next(DERTag.octetString)?.octets else { return false }
        if let serial = fields.next(DERTag.sequence) {
            guard let parts = serial.elements(limit: 2), parts.count == 2, Array(parts[1].encoded) == leaf.serialNumber,
                let names = parts[0].elements(limit: 1), names.first?.tag == DERTag.context(4),
                names.first.map({ Array($0.content) }) == leaf.issuer
            else { return false }
        }
        switch digest {
        case .sha256: return hash == SealAlgorithm.es256.digest(of: leaf.der[...])
        case .sha384: return hash == SealAlgorithm.es384.digest(of: leaf.der[...])
        default: return false
        }
    }
}

extension DERElement {
    /// Of an AlgorithmIdentifier whose parameters are absent or NULL, as those of all algorithms of seals are.
    var algorithm: DERIdentifier? {
        guard tag == DERTag.sequence, let parts = elements(limit: 2), let identifier = parts.first?.identifier,
            parts.count == 1 || Array(parts[1].encoded) == DER.null
        else { return nil }
        return identifier
    }
}
