import Backends
import Synchronization

/// One compiled set and everything that serves it. A request holds one to its end; when the last has let go of a generation that was replaced,
/// what the next did not take over of its pools is closed.
final class Generation: Sendable {
    let pipeline: Pipeline
    let readiness: Readiness
    let settings: Settings
    /// When it began to serve, in milliseconds since 1970 UTC.
    let loaded: Int
    /// The next one. Kept by this one, so that no generation goes before those that came earlier: a pool that was handed on may still be in use
    /// by a request of the first that had it.
    private let later = Mutex<Generation?>(nil)

    init(_ pipeline: Pipeline, settings: Settings, loaded: Int) {
        self.pipeline = pipeline
        self.settings = settings
        self.loaded = loaded
        readiness = Readiness(backends: pipeline.backends, journal: pipeline.journal)
    }

    /// From now on another one serves.
    func retire(for next: Generation) { later.withLock { $0 = next } }

    deinit {
        guard let next = later.withLock({ $0 }) else { return }
        let backends = pipeline.backends
        Task.detached(priority: .utility) { await backends.close(keeping: next.pipeline.backends) }
    }
}
