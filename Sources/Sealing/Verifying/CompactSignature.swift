import Core
import Syntax

/// A compact JSON Web Signature (RFC 7515) of JAdES baseline (ETSI TS 119 182-1), as it was read: nothing in it is believed yet. What may be
/// understood in two ways is refused, such as base64url with bits left over.
struct CompactSignature {
    let leaf: Certificate
    let others: [Certificate]
    let payload: [UInt8]
    /// `iat`: the sealer's own clock.
    let claimed: Instant
    /// The private member `blauwbrug` of the header; nil when it is not there or says nothing we know.
    let about: About?
    private let algorithm: String
    private let input: ArraySlice<UInt8>
    private let signature: [UInt8]

    /// What the header says about the document.
    struct About: Equatable {
        let number: DocumentNumber
        let isComplete: Bool
        let version: String
        let mappings: [DocumentFacts.Mapping]
        let program: String
    }

    /// Nil when it cannot be read, has an extension that must be understood (`crit`, `b64`), or does not name its certificate by hash.
    init?(_ bytes: [UInt8]) {
        // No more than are needed: a file can be nothing but dots.
        let dots = Array(bytes.indices.lazy.filter { bytes[$0] == UInt8(ascii: ".") }.prefix(3))
        guard dots.count == 2, dots[0] <= 65_536, let head = Base64.bytes(url: bytes[..<dots[0]]),
            let payload = Base64.bytes(url: bytes[dots[0] + 1..<dots[1]]), let signature = Base64.bytes(url: bytes[(dots[1] + 1)...])
        else { return nil }
        var limits = JSONLimits()
        limits.depth = 8
        limits.nodes = 1_000
        guard let header = try? JSONReader.read(head, limits: limits), header["crit"] == nil, header["b64"] == nil,
            let algorithm = header["alg"]?.text, case .number(let moment)? = header["iat"]?.content, let epoch = Int(moment),
            (0...253_402_300_799).contains(epoch), let listed = header["x5c"]?.list, (1...8).contains(listed.count),
            let print = header["x5t#S256"]?.text
        else { return nil }
        var certificates: [Certificate] = []
        for item in listed {
            guard let text = item.text, let der = Base64.bytes(plain: Array(text.utf8)[...]), let one = Certificate(der) else { return nil }
            certificates.append(one)
        }
        leaf = certificates.removeFirst()
        others = certificates
        guard Base64.bytes(url: Array(print.utf8)[...]) == Digest(of: leaf.der).bytes else { return nil }
        self.payload = payload
        claimed = Instant(epoch: epoch)
        about = header["blauwbrug"].flatMap { About($0) }
        self.algorithm = algorithm
        input = bytes[..<dots[1]]
        self.signature = signature
    }

    /// What is wrong with it as a signature; nil when nothing is. Whether the signer is believed is another question.
    var flaw: Verification.Finding? {
        guard let key = PublicKey(leaf), key.algorithm.rawValue == algorithm else { return .sealWeak }
        var encoded = signature
        if let length = key.algorithm.coordinate {
            // Both numbers at full length, one after the other (RFC 7518, 3.4).
            guard signature.count == 2 * length else { return .signatureWrong }
            encoded = DER.sequence(
                DER.integer(unsigned: Array(signature[..<length])), DER.integer(unsigned: Array(signature[length...])))
        }
        return key.verifies(encoded, over: Array(input)) ? nil : .signatureWrong
    }
}

extension CompactSignature.About {
    /// - Parameter node: `{"documentnummer": …, "volledig": …, "versie": …, "mappings": {…}, "programma": …}`.
    init?(_ node: Node) {
        guard let number = node["documentnummer"]?.text.flatMap({ DocumentNumber($0) }),
            case .boolean(let isComplete)? = node["volledig"]?.content,
            let version = node["versie"]?.text, let listed = node["mappings"]?.entries, let program = node["programma"]?.text
        else { return nil }
        var mappings: [DocumentFacts.Mapping] = []
        for entry in listed {
            guard let hash = entry.value.text.flatMap({ Digest(hex: $0) }) else { return nil }
            mappings.append(DocumentFacts.Mapping(name: CertifiedName.readable(entry.key), hash: hash))
        }
        self.number = number
        self.isComplete = isComplete
        self.version = CertifiedName.readable(version)
        self.mappings = mappings
        self.program = CertifiedName.readable(program)
    }
}
