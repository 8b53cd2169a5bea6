import Core
import Standard

/// Who answers when it is not the databases: citizens who do not exist, for suppliers to build against.
///
/// Only what `simulate` compiles has one. What `serve` compiles has none, whatever a folder holds.
final class Sandbox: Sendable {
    /// How it behaves, besides what its citizens say.
    struct Terms: Sendable {
        /// Milliseconds that it takes before it answers.
        var latency = 0
        /// The moment that every answer is given at; nil for the clock's.
        var moment: Instant?
        /// Whether it listens without TLS, on this machine only.
        var isPlain = false
    }

    static let folder = "connectors/sandbox"
    /// How the number of every citizen of it begins, as test numbers do.
    static let prefix = "99999"
    /// The purpose that permits and records name: nothing of anybody is processed.
    static let activity = "urn:blauwbrug:sandbox"
    /// The organisation that knows nothing of somebody when no citizen names another one.
    private static let nobody = OIN("00000001001234567000")

    let terms: Terms
    /// In the order of their numbers.
    let citizens: [Citizen]
    private let known: [BSN: Citizen]
    /// What is answered about everybody else: nothing found.
    private let nothing: Answer

    init(_ citizens: [Citizen], terms: Terms) {
        self.terms = terms
        self.citizens = citizens.sorted { $0.bsn.number < $1.bsn.number }
        known = Dictionary(citizens.map { ($0.bsn, $0) }, uniquingKeysWith: { first, _ in first })
        let organisation = self.citizens.lazy.compactMap { $0.answer.documents.first?.organisation }.first ?? Sandbox.nobody
        nothing = Answer(
            documents: organisation.map { [OrganisationAnswer(organisation: $0, cases: [])] } ?? [], completeness: Completeness())
    }

    /// Every citizen of a root, or each mistake in their files.
    static func citizens(_ root: Root, _ standard: Standard, into diagnostics: inout Diagnostics) -> [Citizen] {
        var found: [Citizen] = []
        for name in root.names(in: folder) where name.hasSuffix(".yaml") {
            guard let file = root.file("\(folder)/\(name)"),
                let citizen = Citizen.compile(file, standard: standard, into: &diagnostics)
            else { continue }
            if let twin = found.first(where: { $0.bsn == citizen.bsn }) {
                diagnostics.error(
                    .citizenTwice, at: citizen.place, "another citizen has this number",
                    others: [Diagnostic.Other(twin.place, "it is taken here")])
            }
            found.append(citizen)
        }
        return found
    }

    func citizen(_ bsn: BSN) -> Citizen? { known[bsn] }

    /// What is known of somebody, as the sources of a municipality that marks incomplete answers would say it: a citizen of whom nothing but
    /// failed sources is written gives the fault that those give.
    func answer(about subject: BSN, until deadline: ContinuousClock.Instant) async throws(Fault) -> Answer {
        if terms.latency > 0 {
            let moment = min(ContinuousClock.now + .milliseconds(terms.latency), deadline)
            try? await Task.sleep(until: moment, clock: .continuous)
            if moment == deadline { throw Fault(.deadline) }
        }
        guard let answer = known[subject]?.answer else { return nothing }
        let missing = answer.completeness.missing
        if !missing.isEmpty, answer.documents.isEmpty { throw Fault(missing) }
        return answer
    }
}
