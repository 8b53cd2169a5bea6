package import Core
import Syntax

/// Seals the data of a document as JAdES baseline B-B (ETSI TS 119 182-1): a compact JSON Web Signature (RFC 7515). The header has `iat` and no
/// `sigT`, as that standard asks since July 2025.
package struct JWSSeal: Sendable {
    /// What the header says about the document, under `blauwbrug`.
    package struct About: Sendable {
        let number: DocumentNumber
        let isComplete: Bool
        let version: String
        let mappings: [DocumentFacts.Mapping]
        let program: String

        /// - Parameters:
        ///   - version: of the standard.
        ///   - program: the version of the program that made it.
        package init(number: DocumentNumber, isComplete: Bool, version: String, mappings: [DocumentFacts.Mapping], program: String) {
            self.number = number
            self.isComplete = isComplete
            self.version = version
            self.mappings = mappings
            self.program = program
        }
    }

    private let certificate: SealCertificate
    /// What the key signs: header and payload (RFC 7515, 5.1).
    package let signingInput: [UInt8]

    package init(_ payload: [UInt8], at moment: Instant, about: About, _ certificate: SealCertificate) {
        self.certificate = certificate
        let header = Output(capacity: 4_096)
        header.append("{\"alg\":")
        header.json(certificate.algorithm.rawValue)
        header.append(",\"typ\":\"jose\",\"cty\":\"json\",\"iat\":")
        header.append(integer: moment.epoch)
        header.append(",\"x5t#S256\":")
        header.json(String(decoding: Base64.url(Digest(of: certificate.leaf.der).bytes), as: UTF8.self))
        header.append(",\"x5c\":[")
        for (at, der) in ([certificate.leaf] + certificate.issuing).map(\.der).enumerated() {
            if at > 0 { header.append(byte: UInt8(ascii: ",")) }
            header.json(String(decoding: Base64.plain(der), as: UTF8.self))
        }
        header.append("],\"blauwbrug\":{\"documentnummer\":")
        header.json(about.number.description)
        header.append(",\"volledig\":")
        header.append(about.isComplete ? "true" : "false")
        header.append(",\"versie\":")
        header.json(about.version)
        header.append(",\"mappings\":{")
        for (at, mapping) in about.mappings.enumerated() {
            if at > 0 { header.append(byte: UInt8(ascii: ",")) }
            header.json(mapping.name)
            header.append(byte: UInt8(ascii: ":"))
            header.json(mapping.hash.hex)
        }
        header.append("},\"programma\":")
        header.json(about.program)
        header.append("}}")
        signingInput = Base64.url(header.bytes) + [UInt8(ascii: ".")] + Base64.url(payload)
    }

    /// The compact serialisation.
    ///
    /// - Parameter signature: over the signing input; ECDSA as DER, as keys give it.
    /// - Throws: `keyMismatch` when the signature is not of the certificate.
    package func compact(signature: [UInt8]) throws(SealFailure) -> [UInt8] {
        guard certificate.key.verifies(signature, over: signingInput), let raw = raw(signature) else { throw .keyMismatch }
        return signingInput + [UInt8(ascii: ".")] + Base64.url(raw)
    }

    /// As JSON Web Algorithms have it (RFC 7518, 3.4): both numbers of an ECDSA signature at full length, one after the other.
    private func raw(_ signature: [UInt8]) -> [UInt8]? {
        guard let length = certificate.algorithm.coordinate else { return signature }
        guard let numbers = DERElement(signature)?.elements(limit: 2)?.map(\.unsigned), numbers.count == 2 else { return nil }
        var raw: [UInt8] = []
        for number in numbers {
            guard let number, number.count <= length else { return nil }
            raw += [UInt8](repeating: 0, count: length - number.count) + number
        }
        return raw
    }
}
