import Core
import Sealing

/// The revocation lists that a lasting seal carries.
final class RevocationLists: Sendable {
    func lasting(_ sealed: [UInt8], _ certificate: SealCertificate, _ stamp: TimeStamp?) async throws(SealFailure) -> [UInt8] {
        throw .revocationUnavailable
    }
}
