import Core
import Sealing

/// Where issued documents are written down, so that anybody who holds one can hear whether it is ours: number, hashes, time; never content, and
/// nothing of the citizen.
protocol DocumentRegister: Sendable {
    /// Returns when it is durable. A document whose registration throws does not leave.
    func record(_ document: Certifier.Certified, of tenant: String, mappings: [DocumentFacts.Mapping], at moment: Instant) async throws
}
