import Core
import Synchronization

/// Which generation serves now.
final class Serving: Sendable {
    /// The one that a request is served by, kept by whatever goes on after its reply.
    @TaskLocal static var generation: Generation?

    private let current: Mutex<Generation>

    init(_ first: Generation) { current = Mutex(first) }

    var now: Generation { current.withLock { $0 } }

    /// What comes from now on is served by another one; what began before stays with its own.
    func swap(to next: Generation) {
        let last = current.withLock { current in
            defer { current = next }
            return current
        }
        last.retire(for: next)
    }

    /// The reply to a request, by the generation of this moment to its end.
    func reply(to request: Request, from peer: Peer) async -> Reply {
        let generation = now
        defer { withExtendedLifetime(generation) {} }
        return await Serving.$generation.withValue(generation) { await generation.pipeline.reply(to: request, from: peer) }
    }

    func reply(to refusal: Refusal, of request: Request?, from peer: Peer) async -> Reply {
        let generation = now
        defer { withExtendedLifetime(generation) {} }
        return await generation.pipeline.reply(to: refusal, of: request, from: peer)
    }
}
