import Backends
import Core
import Glibc
import Mappings
import Trust

/// The seat of the municipality's own operator, at the machine itself: asks live sources as the settings connect them, under a permit, and
/// leaves a record of every question before anything of an answer is shown. What `try`, `explain`, `capture` and `reconcile` work at.
///
/// Its journal stands beside that of `serve` (`<journal folder>/operator`), so that both can run at the same time.
struct Desk: Sendable {
    /// What the sources of a tenant said about one citizen.
    struct Reply: Sendable {
        let permit: Permit
        /// In the order of the tenant's plans.
        let outcomes: [Outcome]
        /// How long each plan's source took, in the same order.
        let took: [Duration]
        /// Our own id of the question, as the journal carries it.
        let reference: String
        /// When it was asked, in milliseconds since 1970 UTC.
        let time: Int
    }

    let catalogue: Catalogue
    let settings: Settings
    /// The tenants that the settings serve, with their keys.
    let served: [String: Pipeline.Served]
    let pseudonyms: PseudonymKey
    let policy: Policy
    let backends: Backends
    let journal: JournalFile
    /// The command that asks, such as `try`.
    let command: String
    let account: String

    /// Connects to nothing yet.
    ///
    /// - Parameters:
    ///   - catalogue: compiled from the same root.
    ///   - command: the command's name, for the journal.
    static func open(_ catalogue: Catalogue, root: Root, command: String) throws(StartFailure) -> Desk {
        // What is asked from here on must not end up in a file when the program fails.
        CoreDumps.forbid()
        guard let settings = catalogue.settings, let policy = catalogue.policy else {
            throw StartFailure(environment: "There is no deploy/blauwbrug.yaml, so nothing says how to reach the databases.")
        }
        let secrets = Secrets(folder: settings.secrets.map { root.path($0) })
        try Server.checkPrivacy(settings, root: root)
        let pseudonyms = try Server.pseudonymKey(settings, secrets)
        let served = try Server.served(catalogue, settings, secrets, sealingIn: nil)
        let folder = "\(root.path(settings.journal.folder))/operator"
        File.makeFolder(folder, mode: 0o750)
        let journal: JournalFile
        do {
            journal = try JournalFile(folder: folder)
        } catch .locked {
            throw StartFailure(
                environment:
                    "Another operator's command is running here (try, explain, capture or reconcile); they take turns, because each writes "
                    + "in the operator's journal. Nothing was asked. Try again when it has ended.")
        } catch {
            throw StartFailure(environment: "Cannot open the operator's journal in \(folder): \(error)")
        }
        return Desk(
            catalogue: catalogue, settings: settings, served: served, pseudonyms: pseudonyms, policy: policy,
            backends: try Server.backends(catalogue, settings, root: root), journal: journal, command: command,
            account: accountName)
    }

    /// Asks all sources of a tenant about one citizen, and returns when the record of it is durable.
    ///
    /// - Throws: `receiverUnknown` or `notOffered` when the tenant cannot be asked, `journal` when the question cannot be recorded: then
    ///   nothing may be shown. A source that fails is an outcome, no error.
    func ask(about subject: BSN, tenant: String) async throws(Fault) -> Reply {
        let time = Clock.milliseconds
        let reference = Reference.next(at: time)
        let permit = try policy.permit(account: account, command: command, about: subject, tenant: tenant)
        guard let served = served[tenant] else { throw Fault(.notOffered) }
        let (outcomes, took) = await timed(served.tenant.requests, under: permit)
        let sources = zip(served.tenant.plans, outcomes).map { plan, outcome in
            switch outcome {
            case .rows(let sets):
                JournalRecord.SourceResult(source: plan.source, failure: nil, rows: sets.reduce(0) { $0 + $1.count })
            case .failed(let failure): JournalRecord.SourceResult(source: plan.source, failure: failure.kind, rows: 0)
            }
        }
        let record = JournalRecord(
            time: time, reference: reference, vendorReference: nil, actor: JournalRecord.Actor(permit.caller),
            action: JournalRecord.Action(vendor: permit.vendor, question: permit.question),
            object: JournalRecord.Object(
                tenant: tenant, subject: pseudonyms.pseudonym(of: subject), sources: permit.sources.sorted()),
            purposes: permit.purposes, mappings: served.mappings,
            result: JournalRecord.Result(.answered, sources: sources, complete: sources.allSatisfy { $0.failure == nil }),
            origin: JournalRecord.Origin(listener: "terminal", address: "local"), config: catalogue.hash)
        do {
            try await journal.append(record)
        } catch {
            throw Fault(.journal)
        }
        return Reply(permit: permit, outcomes: outcomes, took: took, reference: reference, time: time)
    }

    /// All sources at the same time, each measured by itself. The plans of one source stay together: they share its snapshot.
    private func timed(_ requests: [SourceRequest], under permit: Permit) async -> ([Outcome], [Duration]) {
        let deadline = ContinuousClock.now + .seconds(settings.limits.deadline)
        let groups = Dictionary(grouping: requests.indices) { requests[$0].source }
        var outcomes = requests.map { Outcome.failed(Failure(.unreachable, "source '\($0.source)' was not asked")) }
        var took = requests.map { _ in Duration.zero }
        await withTaskGroup(of: (slots: [Int], outcomes: [Outcome], took: Duration).self) { group in
            for slots in groups.values {
                group.addTask { [backends] in
                    let start = ContinuousClock.now
                    let found = await backends.ask(slots.map { requests[$0] }, under: permit, until: deadline)
                    return (slots, found, ContinuousClock.now - start)
                }
            }
            for await part in group {
                for (slot, outcome) in zip(part.slots, part.outcomes) {
                    outcomes[slot] = outcome
                    took[slot] = part.took
                }
            }
        }
        return (outcomes, took)
    }

    func close() async {
        await backends.close()
        await journal.close()
    }

    /// The account that runs the command; its number when it has no name.
    private static var accountName: String {
        guard let entry = getpwuid(getuid()), let name = entry.pointee.pw_name else { return "uid-\(getuid())" }
        return String(cString: name)
    }
}
