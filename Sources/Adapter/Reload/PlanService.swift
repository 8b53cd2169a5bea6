import Core
import Synchronization

/// Which mappings are out of service, because their database is not what they declare. One of them is not asked for, the others answer.
final class PlanService: Sendable {
    /// A mapping that is out of service.
    struct Absence: Sendable, Equatable {
        let tenant: String
        let plan: String
        let source: String
        /// Names of row sets and columns, codes; never a cell.
        let failure: Failure
        /// Milliseconds since 1970 UTC.
        let since: Int
    }

    private struct State {
        var absences: [Absence] = []
        /// Mappings of which a request had reason to doubt, since the last round.
        var suspects: Set<[String]> = []
        /// How many examinations were begun, and which of them was the last to tell on each mapping.
        var begun = 0
        var told: [[String]: Int] = [:]

        /// Whether a later examination has told on this mapping already.
        mutating func isOld(_ examination: Int, of plan: [String]) -> Bool {
            guard examination > told[plan, default: 0] else { return true }
            told[plan] = examination
            return false
        }
    }

    private let state: Mutex<State>
    /// What a request asks first, so that it pays nothing while all is well.
    private let isWhole: Atomic<Bool>

    /// - Parameter absences: what an earlier set knew and still holds.
    init(_ absences: [Absence] = []) {
        state = Mutex(State(absences: absences))
        isWhole = Atomic(absences.isEmpty)
    }

    /// Why each absent mapping of a tenant is, by its name; nil when all are in service.
    func absent(in tenant: String) -> [String: Failure]? {
        if isWhole.load(ordering: .relaxed) { return nil }
        let found = state.withLock { $0.absences.filter { $0.tenant == tenant } }
        return found.isEmpty ? nil : Dictionary(found.map { ($0.plan, $0.failure) }, uniquingKeysWith: { first, _ in first })
    }

    /// The number of an examination that begins: what it finds holds unless one that began later has told already.
    func begin() -> Int {
        state.withLock { state in
            state.begun += 1
            return state.begun
        }
    }

    /// Takes a mapping out of service; false when it was.
    ///
    /// - Parameter examination: which one found it.
    func leave(_ absence: Absence, by examination: Int) -> Bool {
        state.withLock { state in
            if state.isOld(examination, of: [absence.tenant, absence.plan]) { return false }
            guard !state.absences.contains(where: { $0.tenant == absence.tenant && $0.plan == absence.plan }) else { return false }
            state.absences.append(absence)
            isWhole.store(false, ordering: .relaxed)
            return true
        }
    }

    /// Takes a mapping into service again; nil when it was.
    func enter(tenant: String, plan: String, by examination: Int) -> Absence? {
        state.withLock { state in
            if state.isOld(examination, of: [tenant, plan]) { return nil }
            guard let at = state.absences.firstIndex(where: { $0.tenant == tenant && $0.plan == plan }) else { return nil }
            defer { isWhole.store(state.absences.isEmpty, ordering: .relaxed) }
            return state.absences.remove(at: at)
        }
    }

    /// Doubts a mapping, which serves on until an examination has told; false when somebody did since the last round.
    func suspect(tenant: String, plan: String) -> Bool { state.withLock { $0.suspects.insert([tenant, plan]).inserted } }

    /// The mappings that are out of service or in doubt, each as tenant and name; from now on who doubts is the first again.
    func round() -> Set<[String]> {
        state.withLock { state in
            defer { state.suspects = [] }
            return state.suspects.union(state.absences.map { [$0.tenant, $0.plan] })
        }
    }

    var all: [Absence] { state.withLock(\.absences) }
}
