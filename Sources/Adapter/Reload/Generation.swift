import Backends
import Core
import Mappings
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

    /// Asks the databases whether the mappings are what they declare, and takes each out of service or into it again.
    ///
    /// - Parameter all: false asks only for those that are out of service or in doubt.
    func examine(all: Bool) async {
        await withTaskGroup(of: Void.self) { sources in
            for (tenant, served) in pipeline.served {
                let plans = served.tenant.plans.filter { all || pipeline.service.isInDoubt(tenant: tenant, plan: $0.name) }
                // One after the other within a source: an examination takes one connection of its pool and leaves the rest to requests.
                for (_, plans) in Dictionary(grouping: plans, by: \.source) {
                    sources.addTask { for plan in plans { await self.examine(plan, of: tenant) } }
                }
            }
        }
    }

    private func examine(_ plan: Plan, of tenant: String) async {
        let examination = pipeline.service.begin()
        let drifts = await pipeline.backends.describe(plan.request, tenant: tenant)
        guard !drifts.isEmpty else {
            if pipeline.service.enter(tenant: tenant, plan: plan.name, by: examination) != nil {
                Event.planInService(tenant: tenant, plan: plan.name).log(to: pipeline.logger)
            }
            return
        }
        // A source that is away or busy says nothing about its columns.
        guard drifts.contains(where: \.isOfTheMapping) else { return }
        let failure = Failure(.drift, drifts.prefix(4).map(\.message).joined(separator: "; "))
        pipeline.takeOut(plan, of: tenant, because: failure, by: examination)
    }
}

extension ColumnDrift {
    /// Whether the database has columns or a statement to object to, rather than being out of reach.
    fileprivate var isOfTheMapping: Bool {
        guard case .failed(let failure) = problem else { return true }
        return failure.kind == .drift || failure.kind == .refused
    }
}
