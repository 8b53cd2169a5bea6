import Backends
import Core
import Mappings
import Trust

/// A run over all citizens of one mapping, asked at the operator's desk.
///
/// It leaves two records and not one per citizen: nobody sees an answer, only sums and the case numbers that differ, and a hundred
/// thousand records that say of everybody that they were asked about would bury the ones that matter. The first is durable before the
/// first row is asked, the second says how it ended; both carry the same reference.
struct BatchDesk: Sendable {
    let desk: Desk
    let plan: Plan
    let tenant: String
    let served: Pipeline.Served
    private let permit: BatchPermit
    private let reference: String

    /// Returns when the record that the run begins is durable.
    ///
    /// - Throws: `receiverUnknown` or `notOffered` when the tenant cannot be asked, `journal` when the run cannot be recorded.
    static func begin(_ plan: Plan, tenant: String, at desk: Desk) async throws(Fault) -> BatchDesk {
        let permit = try desk.policy.batchPermit(account: desk.account, command: desk.command, tenant: tenant, source: plan.source)
        guard let served = desk.served[tenant] else { throw Fault(.notOffered) }
        let run = BatchDesk(
            desk: desk, plan: plan, tenant: tenant, served: served, permit: permit, reference: Reference.next(at: Clock.milliseconds))
        try await run.record(JournalRecord.Result(.answered))
        return run
    }

    /// Who the citizens are and what the control says of every case, in one snapshot.
    func list(_ whole: Whole) async -> Outcome { await desk.backends.list(whole.request, under: permit, within: .seconds(900)) }

    /// The rows of one citizen.
    func ask(about subject: BSN) async -> Outcome {
        let deadline = ContinuousClock.now + .seconds(desk.settings.limits.deadline)
        return await desk.backends.ask([plan.request], under: permit.permit(about: subject), until: deadline).first
            ?? .failed(Failure(.unreachable, "the source was not asked"))
    }

    /// Returns when the record that the run ended is durable.
    ///
    /// - Parameters:
    ///   - rows: over all citizens.
    ///   - isWhole: whether every citizen was asked and answered; nil when the run was interrupted.
    func end(rows: Int, isWhole: Bool?) async throws(Fault) {
        let source = JournalRecord.SourceResult(source: plan.source, failure: nil, rows: rows)
        try await record(JournalRecord.Result(isWhole == nil ? .aborted : .answered, sources: [source], complete: isWhole))
    }

    private func record(_ result: JournalRecord.Result) async throws(Fault) {
        let record = JournalRecord(
            time: Clock.milliseconds, reference: reference, vendorReference: nil, actor: JournalRecord.Actor(permit.caller),
            action: JournalRecord.Action(vendor: "blauwbrug", question: permit.command),
            object: JournalRecord.Object(tenant: tenant, subject: nil, sources: permit.sources.sorted()), purposes: permit.purposes,
            mappings: served.mappings.filter { $0.name == plan.name }, result: result,
            origin: JournalRecord.Origin(listener: "terminal", address: "local"), config: desk.catalogue.hash)
        do {
            try await desk.journal.append(record)
        } catch {
            throw Fault(.journal)
        }
    }
}
