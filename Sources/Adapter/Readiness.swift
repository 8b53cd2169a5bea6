import Backends
import Synchronization

/// Whether the program can answer: the journal takes records and every source is within reach.
final class Readiness: Sendable {
    private struct Seen {
        var reasons: [String]
        var until: ContinuousClock.Instant
    }

    private let backends: Backends
    private let journal: JournalFile
    private let seen = Mutex<Seen?>(nil)

    init(backends: Backends, journal: JournalFile) {
        self.backends = backends
        self.journal = journal
    }

    /// Names of what is not ready; empty when all is well. Sources are asked at most once in a second, however often a probe comes.
    func reasons() async -> [String] {
        let now = ContinuousClock.now
        if let seen = seen.withLock({ $0 }), now < seen.until { return seen.reasons }
        var reasons = journal.isWritable ? [] : ["journal"]
        for source in await backends.ready() where !source.reachable { reasons.append("\(source.tenant)/\(source.source)") }
        let result = reasons
        seen.withLock { $0 = Seen(reasons: result, until: now + .seconds(1)) }
        return result
    }
}
