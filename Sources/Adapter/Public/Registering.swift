import Backends
import Core
import Sealing

/// The register takes what was certified.
extension IssuedRegister: DocumentRegister {
    func record(_ document: Certifier.Certified, of tenant: String, mappings: [DocumentFacts.Mapping], at moment: Instant) async throws {
        try await record(
            IssuedDocument(
                number: document.number, tenant: tenant, issued: moment, fileHash: document.fileHash, contentHashes: document.contentHashes,
                mappings: mappings.map { IssuedDocument.Mapping(name: $0.name, hash: $0.hash) }, isComplete: document.isComplete,
                sealer: document.sealer, level: document.level))
    }
}

extension Certifier.Certified {
    /// How far the seal goes.
    var level: IssuedDocument.Level { isLasting ? .longTerm : isTimeStamped ? .timeStamped : .basic }
}
