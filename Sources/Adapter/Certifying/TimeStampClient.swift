import Core
import Sealing
import Synchronization

/// Asks a time stamp authority (RFC 3161, 3.4: over HTTP), and believes no more of it than `TimeStamp` does.
final class TimeStampClient: Sendable {
    /// Bytes of a reply at most: a token with a chain of four RSA certificates has about 8 KB.
    static let limit = 65_536

    private let client: WebClient
    private let roots: CertificateRoots
    private let timeout: Int
    /// Whether one goes on without it: then nobody waits for an authority that did not answer a moment ago.
    private let canBeMissed: Bool
    private let circuit = Mutex(Circuit())

    /// How long the authority is left alone after failures: 1, 2, 4 … 30 seconds.
    private struct Circuit {
        var failures = 0
        var openUntil: ContinuousClock.Instant?
    }

    /// Nil when this machine cannot judge the authority's TLS certificate.
    init?(_ settings: Settings.SealSettings.TimeStamp, roots: CertificateRoots) {
        guard let client = WebClient(settings.url) else { return nil }
        self.client = client
        self.roots = roots
        timeout = settings.timeout
        canBeMissed = settings.whenDown == .without
    }

    /// A time stamp about a signature.
    ///
    /// - Throws: `timeStampTimeout`, `timeStampUnavailable`, or `timeStampUntrue` for one that says something else than it should.
    func timeStamp(about signature: [UInt8]) async throws(SealFailure) -> TimeStamp {
        if canBeMissed, circuit.withLock({ $0.openUntil.map { ContinuousClock.now < $0 } ?? false }) { throw .timeStampUnavailable }
        do throws(SealFailure) {
            let stamp = try await asked(signature)
            circuit.withLock { $0 = Circuit() }
            return stamp
        } catch {
            circuit.withLock { circuit in
                circuit.openUntil = .now + .seconds(min(30, 1 << min(circuit.failures, 5)))
                circuit.failures += 1
            }
            throw error
        }
    }

    private func asked(_ signature: [UInt8]) async throws(SealFailure) -> TimeStamp {
        let request = TimeStampRequest(about: signature, nonce: Chance.bytes(TimeStampRequest.nonceLength))
        let answer: WebAnswer
        do throws(WebFailure) {
            answer = try await client.ask(
                request.encoded, as: "application/timestamp-query", limit: TimeStampClient.limit, timeout: timeout)
        } catch {
            throw error == .timeout ? .timeStampTimeout : .timeStampUnavailable
        }
        return try TimeStamp(reply: answer.body, to: request, roots: roots, now: Clock.now)
    }
}
