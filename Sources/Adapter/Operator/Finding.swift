import ArgumentParser
import Core
import Mappings
import Standard

/// One answer about one citizen, with all that is needed to show and explain it. Lives as long as the command and goes nowhere.
struct Finding {
    /// What one mapping got of its source.
    struct Part {
        let plan: Plan
        /// Nil when the source, or what the mapping makes of it, failed.
        let rows: [Rows]?
        let failure: Failure?
        /// All rows of all row sets.
        let count: Int
        /// Nil when no source was asked.
        let took: Duration?
    }

    let standard: Standard
    let parts: [Part]
    /// As the plans gave it; `rendition` shows it in one version.
    let answer: Answer
    let rendition: Rendition
    let accounts: [DocumentAccount]

    init(
        _ plans: [Plan], _ outcomes: [Outcome], took: [Duration]?, key: KenmerkKey, standard: Standard, subject: BSN, version: String,
        at now: Instant, as form: Rendition.Form
    ) throws(Violation) {
        var failures: [(plan: String, Failure)] = []
        let answer = Answer(joining: plans, outcomes, key: key, failures: &failures)
        let rendition = try standard.rendition(of: answer, about: subject, in: version, at: now, as: form)
        self.standard = standard
        self.answer = answer
        self.rendition = rendition
        accounts = standard.accounts(of: answer, rendered: rendition)
        parts = plans.indices.map { at in
            let failure = failures.first { $0.plan == plans[at].name }?.1
            guard case .rows(let rows) = outcomes[at] else {
                return Part(plan: plans[at], rows: nil, failure: failure, count: 0, took: took?[at])
            }
            return Part(
                plan: plans[at], rows: failure == nil ? rows : nil, failure: failure, count: rows.reduce(0) { $0 + $1.count },
                took: took?[at])
        }
    }

    var isComplete: Bool { rendition.completeness.isComplete }

    /// The organisation of a document as its mapping names it.
    func name(of organisation: OIN) -> String {
        parts.first { $0.plan.organisation == organisation }?.plan.organisationName ?? "OIN \(organisation.digits)"
    }
}

extension Desk {
    /// Asks, and makes an answer of what comes back. When this returns, the question is on record.
    /// - Throws: an exit code, after saying why.
    func find(_ asking: Asking, as form: Rendition.Form, inDutch: Bool = false) async throws -> Finding {
        do {
            let reply = try await ask(about: asking.subject, tenant: asking.tenant)
            guard let served = served[asking.tenant] else { throw Fault(.notOffered) }
            Words.complain(inDutch ? "Vastgelegd onder \(reply.reference).\n" : "On record under \(reply.reference).\n")
            return try Finding(
                served.tenant.plans, reply.outcomes, took: reply.took, key: served.key, standard: catalogue.standard,
                subject: asking.subject, version: asking.version, at: Instant(epoch: reply.time / 1_000), as: form)
        } catch let fault as Fault {
            Words.complain(
                fault.situation == .journal
                    ? "The question cannot be recorded, so nothing is shown. Is there room and permission for the operator's journal?"
                    : "Tenant '\(asking.tenant)' cannot be asked: \(fault.situation.rawValue)")
            throw ExitCode.environment
        } catch let violation as Violation {
            Words.complain("The answer cannot be given in version \(asking.version): \(violation.place) breaks '\(violation.rule)'")
            throw ExitCode.wrongFiles
        }
    }
}
