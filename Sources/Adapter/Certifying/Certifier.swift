import Core
import Sealing
import Standard

/// Makes and seals the documents of one tenant.
struct Certifier: Sendable {
    /// A document that may leave: sealed, registered.
    struct Certified: Sendable {
        let number: DocumentNumber
        /// The PDF.
        let bytes: [UInt8]
        /// SHA-256 of the attached JSON, as the QR code names its beginning.
        let contentHash: Digest
        /// SHA-256 of the whole file.
        let fileHash: Digest
        let isComplete: Bool
        /// Whether a time stamp authority says when (B-T), or only we (B-B).
        let isTimeStamped: Bool
    }

    /// - Parameter rendition: written as JSON (`Rendition.Form.json`).
    /// - Throws: nothing is ever returned unsealed.
    func certified(
        _ rendition: Rendition, about subject: BSN, acting: BSN?, in language: Language, mappings: [DocumentFacts.Mapping]
    ) async throws(SealFailure) -> Certified {
        // Seam: written by who owns Certifying.
        throw .documentUnwritable
    }
}
