import Backends
import Core
import Mappings

/// Compares every mapping with its real database, and tells what differs where its author wrote it.
struct LiveCheck {
    /// What came of it besides the diagnostics.
    struct Outcome {
        /// Sources that could not be asked, each with its reason.
        var unreachable: [String] = []
        /// How many mappings were compared.
        var count = 0
        /// Those the settings do not connect, as tenant and name.
        var skipped: [String] = []
        /// Mapping files as `--write` would have them, with what is changed.
        var edits: [LiveEdit] = []

        /// Codes of warnings by the query's text alone, when the database itself has said of every query what it gives.
        var answered: [String] { unreachable.isEmpty ? ["MAP247", "MAP248"] : [] }
    }

    /// - Throws: when the settings leave no way to the databases.
    static func run(_ catalogue: Catalogue, root: Root, into diagnostics: inout Diagnostics) async throws(StartFailure) -> Outcome {
        guard let settings = catalogue.settings else {
            throw StartFailure(environment: "There is no deploy/blauwbrug.yaml, so nothing says how to reach the databases.")
        }
        SealAge.tell(settings, root: root, at: Clock.now, into: &diagnostics)
        CoreDumps.forbid()
        let backends = try Server.backends(catalogue, settings, root: root)
        var outcome = Outcome()
        for tenant in catalogue.tenants.values.sorted(by: { $0.name < $1.name }) {
            let connected = Set(settings.tenants.first { $0.name == tenant.name }?.connections.map(\.key) ?? [])
            for (plan, file) in zip(tenant.plans, tenant.files) {
                guard connected.contains(plan.source) else {
                    outcome.skipped.append("\(tenant.name)/\(plan.name)")
                    continue
                }
                outcome.count += 1
                let declared = plan.declarations
                let interests = declared.flatMap { set in
                    set.columns.map {
                        ColumnInterest(rowSet: set.name, column: $0.name, isOptional: $0.isOptional, codes: $0.codes?.known)
                    }
                }
                let findings = await backends.examine(plan.request, tenant: tenant.name, interests: interests)
                if let failure = findings.lazy.compactMap(\.unreachable).first {
                    outcome.unreachable.append("mapping '\(plan.name)' of '\(tenant.name)': \(failure.kind.rawValue): \(failure.detail)")
                    continue
                }
                var edit = LiveEdit(file)
                for (set, finding) in zip(declared, findings) {
                    RowSetTelling(set: set, finding: finding, bsnForm: plan.request.bsnForm).tell(&diagnostics)
                    edit.add(set, finding)
                }
                if edit.isNeeded { outcome.edits.append(edit) }
            }
        }
        await backends.close()
        return outcome
    }
}

extension RowSetFinding {
    /// Why the source could not be asked at all.
    fileprivate var unreachable: Failure? {
        let failures = drifts.compactMap { drift in if case .failed(let failure) = drift.problem { failure } else { nil } }
        return (failures + (failure.map { [$0] } ?? [])).first { [.unreachable, .timeout, .busy].contains($0.kind) }
    }
}
