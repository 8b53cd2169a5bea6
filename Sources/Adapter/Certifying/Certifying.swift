import Core
import Logging
import Sealing
import Standard

/// What makes and seals the documents of one municipality.
protocol Certifying: Sendable {
    /// Whom a check of its documents believes.
    var trust: TrustAnchors { get }

    /// - Parameter rendition: written as JSON (`Rendition.Form.json`).
    /// - Throws: nothing is ever returned unsealed.
    func certified(
        _ rendition: Rendition, about subject: BSN, acting: BSN?, in language: Language, mappings: [DocumentFacts.Mapping]
    ) async throws(SealFailure) -> Certifier.Certified
}

extension Certifier: Certifying {}
