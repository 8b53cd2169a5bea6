import Backends
import Core
import Mappings
import Standard

/// Fills an empty schema with invented citizens: the synthesiser proposes rows, the database and the mappings say whether they are good.
/// What a mapping would refuse is taken out again, so that every citizen who stays has an answer.
struct Synthesis {
    /// What came of it: numbers and names of tables, never a cell.
    struct Report {
        var citizens: [BSN] = []
        var rows: [String: Int] = [:]
        /// Per table that never got a row, why the last one was refused.
        var refused: [String: String] = [:]
    }

    private let workshop: any Workshop
    private let plans: [Plan]
    private let standard: Standard
    private let tables: [String]
    private var synthesiser: Synthesiser
    private var report = Report()
    /// Per plan, what the citizen at hand owes so far.
    private var owed: [Int: Cents] = [:]
    /// Only computes kenmerken that nobody keeps.
    private let key = KenmerkKey(id: "synthese", key: Secret(Array("a key for rows that are thrown away".utf8)))

    /// Tries per addition before a citizen does with what there is.
    private static let patience = 40

    /// - Throws: when the tables are not there or not empty.
    init(_ workshop: any Workshop, _ plans: [Plan], _ standard: Standard, seed: UInt64) throws(StartFailure) {
        self.workshop = workshop
        self.plans = plans
        self.standard = standard
        do {
            synthesiser = Synthesiser(plans, try workshop.shapes(), seed: seed)
            tables = synthesiser.tables
            guard !tables.isEmpty, synthesiser.knowsCitizens else {
                throw StartFailure(
                    environment: "None of the tables that the mappings name are in this database. Make its empty schema first.")
            }
            let written = try tables.first { table throws(Failure) in !(try workshop.isEmpty(table)) }
            if let filled = try written ?? workshop.firstFilled(of: plans.map(\.request)) {
                throw StartFailure(
                    environment: "The table '\(filled)' has rows. Invented citizens are only written to an empty schema.")
            }
        } catch let failure as Failure {
            throw StartFailure(environment: "The database cannot be read: \(failure.detail)")
        } catch let failure as StartFailure {
            throw failure
        } catch {
            throw StartFailure(environment: "The database cannot be read.")
        }
    }

    /// Everything in one transaction: a schema is filled, or left empty.
    mutating func run(_ citizens: [BSN]) throws(Failure) -> Report {
        try workshop.say(.begin)
        do {
            for (number, bsn) in citizens.enumerated() { try invent(bsn, number) }
            try workshop.say(.commit)
        } catch {
            try? workshop.say(.rollback)
            throw error
        }
        for table in tables where report.rows[table] != nil { report.refused[table] = nil }
        return report
    }

    /// The first are of every kind there is: no debts, one, many, two records.
    private mutating func invent(_ bsn: BSN, _ number: Int) throws(Failure) {
        owed = [:]
        var (citizen, rows) = synthesiser.citizen(bsn, records: number % 5 == 3 ? 2 : 1)
        guard try keep(rows, citizen, "") else {
            // Without a row in every table of citizens nothing can be added.
            throw Failure(.data, "no citizen without debts can be written: \(report.refused[""] ?? "")")
        }
        synthesiser.accept(rows, &citizen)
        let wanted = number % 10 == 0 ? 0 : number % 10 == 1 ? 1 : number % 10 == 2 ? 40 : 3 + number % 7
        for _ in 0..<wanted {
            let target = synthesiser.nextTarget()
            for _ in 0..<Synthesis.patience {
                let rows = synthesiser.addition(to: citizen, in: target)
                guard try keep(rows, citizen, target) else { continue }
                synthesiser.accept(rows, &citizen)
                break
            }
        }
        report.citizens.append(bsn)
    }

    /// Writes rows if the mappings then still have an answer for the citizen.
    private mutating func keep(_ rows: [WrittenRow], _ citizen: Synthesiser.Citizen, _ target: String) throws(Failure) -> Bool {
        try workshop.say(.mark)
        do {
            for row in rows { try workshop.write(row) }
            let saldo = synthesiser.keepsOwnBalances ? try saldo(citizen) : [:]
            if let better = synthesiser.withOwnBalance(rows, added: added(saldo)), synthesiser.keepsOwnBalances {
                try workshop.say(.undo)
                for row in better { try workshop.write(row) }
            }
            let changes = synthesiser.keepsBalances ? try balance(citizen) : []
            try judge(citizen.bsn)
            try workshop.say(.keep)
            owed = saldo
            synthesiser.acceptBalance(changes)
            for row in rows { report.rows[row.table, default: 0] += 1 }
            for change in changes where change.old == nil { report.rows[change.new.table, default: 0] += 1 }
            return true
        } catch {
            guard error.kind != .unreachable else { throw error }
            report.refused[target] = error.detail
            try workshop.say(.undo)
            try workshop.say(.keep)
            return false
        }
    }

    /// Lets the source say of itself what the events come to.
    private mutating func balance(_ citizen: Synthesiser.Citizen) throws(Failure) -> [(old: WrittenRow?, new: WrittenRow)] {
        let changes = synthesiser.balance(of: citizen, saldo: try saldo(citizen))
        for change in changes {
            if let old = change.old { try workshop.erase(old) }
            try workshop.write(change.new)
        }
        return changes
    }

    /// What the events of each plan come to, whatever the source says of itself.
    private func saldo(_ citizen: Synthesiser.Citizen) throws(Failure) -> [Int: Cents] {
        var saldo: [Int: Cents] = [:]
        for (number, plan) in plans.enumerated() {
            saldo[number] = try plan.saldo(of: try workshop.rows(plan.request, about: citizen.bsn), key: key)
        }
        return saldo
    }

    /// What the rows just written add to what was owed.
    private func added(_ saldo: [Int: Cents]) -> [Int: Cents] {
        saldo.merging(owed) { Cents($0.amount &- $1.amount) }
    }

    /// As a request would go: rows, events, and every version of the standard.
    private func judge(_ bsn: BSN) throws(Failure) {
        var outcomes: [Outcome] = []
        for plan in plans { outcomes.append(.rows(try workshop.rows(plan.request, about: bsn))) }
        for version in standard.versions {
            var failures: [(plan: String, Failure)] = []
            let answer = Answer(joining: plans, outcomes, key: key, failures: &failures)
            if let failure = failures.first { throw failure.1 }
            do {
                _ = try standard.rendition(of: answer, about: bsn, in: version, at: Instant(epoch: 1_767_225_600), as: .values)
            } catch {
                throw Failure(.data, "the standard refuses the answer: \(error.rule)")
            }
        }
    }
}
