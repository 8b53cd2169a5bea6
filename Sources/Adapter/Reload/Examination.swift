import Backends
import Core
import Mappings

/// Whether the databases are what the mappings declare.
extension Pipeline {
    /// Asks the databases, and takes each mapping out of service or into it again. Reads no rows.
    ///
    /// - Parameter all: false asks only for those that are out of service or in doubt.
    func examine(all: Bool) async {
        let doubted = service.round()
        await withTaskGroup(of: Void.self) { sources in
            for (tenant, served) in served {
                let plans = served.tenant.plans.filter { all || doubted.contains([tenant, $0.name]) }
                // One after the other within a source: an examination takes one connection of its pool and leaves the rest to requests.
                for (_, plans) in Dictionary(grouping: plans, by: \.source) {
                    sources.addTask { for plan in plans { await self.examine(plan, of: tenant) } }
                }
            }
        }
    }

    /// A mapping met a database that is not what it declares, or that refused its statement: its columns may have changed, or it is only one
    /// citizen's rows. The database's own description tells, at once, but not for every request that asks.
    func doubt(_ name: String, in tenant: Catalogue.Tenant) {
        guard service.suspect(tenant: tenant.name, plan: name), let plan = tenant.plans.first(where: { $0.name == name }) else { return }
        Task.detached(priority: .utility) { await examine(plan, of: tenant.name) }
    }

    private func examine(_ plan: Plan, of tenant: String) async {
        let examination = service.begin()
        let drifts = await backends.describe(plan.request, tenant: tenant)
        guard !drifts.isEmpty else {
            guard service.enter(tenant: tenant, plan: plan.name, by: examination) != nil else { return }
            return Event.planInService(tenant: tenant, plan: plan.name).log(to: logger)
        }
        // A source that is away or busy says nothing about its columns.
        guard drifts.contains(where: \.isOfTheMapping) else { return }
        let failure = Failure(.drift, drifts.prefix(4).map(\.message).joined(separator: "; "))
        let absence = PlanService.Absence(
            tenant: tenant, plan: plan.name, source: plan.source, failure: failure, since: Clock.milliseconds)
        guard service.leave(absence, by: examination) else { return }
        Event.planOutOfService(tenant: tenant, plan: plan.name, source: plan.source, detail: failure.detail).log(to: logger)
    }
}

extension ColumnDrift {
    /// Whether the database has columns or a statement to object to, rather than being out of reach.
    fileprivate var isOfTheMapping: Bool {
        guard case .failed(let failure) = problem else { return true }
        return failure.kind == .drift || failure.kind == .refused
    }
}
