import Core
import Mappings
import Testing
import Trust

@testable import Adapter

/// How the answers of many citizens are put beside a control, and what is written down meanwhile.
@Suite struct ReconcileRunTests {
    private static let key: PseudonymKey = {
        guard let key = PseudonymKey(id: "p1", key: Secret([UInt8](repeating: 7, count: 32))) else { preconditionFailure("no key") }
        return key
    }()

    private static func tally(_ control: [(String, Int)]) -> Tally {
        Tally(control: control.map { Whole.Case(zaakkenmerk: $0.0, sums: [Cents($0.1)]) }) { String($0.reversed()) }
    }

    /// An answer of cases, each with named events of some cents.
    private static func answer(_ cases: [String: [(String, Int)]]) -> CitizenAnswer {
        let made = cases.map { name, events in
            CitizenAnswer.Case(
                zaakkenmerk: name, sums: [Cents(events.reduce(0) { $0 + $1.1 })],
                events: events.map { (kenmerk: $0.0.hashValue, sums: [Cents($0.1)]) })
        }
        return CitizenAnswer(result: .cases(made), rows: 1)
    }

    /// A whole run in memory.
    private static func findings(
        _ control: [(String, Int)], _ answers: [CitizenAnswer], later: [(String, Int)]? = nil
    ) -> Findings {
        var tally = tally(control)
        for (citizen, answer) in answers.enumerated() { tally.count(answer, of: citizen) }
        var second = SecondLook(width: 1)
        for citizen in tally.again { second.count(answers[citizen]) }
        let now = (later ?? control).map { Whole.Case(zaakkenmerk: $0.0, sums: [Cents($0.1)]) }
        return second.findings(tally, now: now, citizens: answers.count)
    }

    @Test func aCentIsFoundByCaseNumber() {
        let found = ReconcileRunTests.findings(
            [("Z-1", 100), ("Z-2", 200)], [ReconcileRunTests.answer(["Z-1": [("a", 100)], "Z-2": [("b", 199)]])])
        #expect(found.differing.map(\.zaakkenmerk) == ["Z-2"] && !found.agrees)
        #expect(found.mapped.sums == [299] && found.control.sums == [300])
        #expect(found.mapped.cases == 2 && found.control.cases == 2)
    }

    @Test func aCaseThatOneSideLacksIsFound() {
        let found = ReconcileRunTests.findings(
            [("Z-1", 100), ("Z-3", 5), ("Z-4", 0)], [ReconcileRunTests.answer(["Z-1": [("a", 100)], "Z-2": [("b", 7)], "Z-5": []])])
        #expect(found.unanswered == ["Z-3"] && found.uncontrolled == ["Z-2"] && found.differing.isEmpty)
        #expect(found.silent == 1)
        #expect(found.mapped.cases == 3 && found.control.cases == 3)
    }

    @Test func aCaseOfTwoDebtorsCountsOnce() {
        let both = ReconcileRunTests.answer(["Z-1": [("a", 100)]])
        let found = ReconcileRunTests.findings([("Z-1", 100)], [both, both])
        #expect(found.agrees && found.mapped.sums == [100] && found.mapped.cases == 1)
    }

    @Test func aDividedCaseIsPutTogether() {
        let found = ReconcileRunTests.findings(
            [("Z-1", 100)], [ReconcileRunTests.answer(["Z-1": [("a", 60)]]), ReconcileRunTests.answer(["Z-1": [("a", 60), ("b", 40)]])])
        // The second citizen has all of it; the first only a part, which is told.
        #expect(found.twofold == ["Z-1"])
        let parts = ReconcileRunTests.findings(
            [("Z-1", 100)], [ReconcileRunTests.answer(["Z-1": [("a", 60)]]), ReconcileRunTests.answer(["Z-1": [("b", 40)]])])
        #expect(parts.agrees && parts.mapped.sums == [100])
    }

    @Test func whatMovedMeanwhileIsNoDifference() {
        // Paid off and gone from the control between the first look and the second.
        let gone = ReconcileRunTests.findings([("Z-1", 100)], [ReconcileRunTests.answer([:])], later: [])
        #expect(gone.agrees)
        let moved = ReconcileRunTests.findings([("Z-1", 100)], [ReconcileRunTests.answer(["Z-1": [("a", 90)]])], later: [("Z-1", 90)])
        #expect(moved.agrees && moved.control.sums == [90])
    }

    @Test func theSameRefusalIsToldOnce() {
        let refused = (1...3).map { row in
            CitizenAnswer(result: .failed(Failure(.data, "m.yaml:3: row \(row) of 'a': 'x' cannot be read as date")), rows: 2)
        }
        let found = ReconcileRunTests.findings([], refused)
        #expect(found.failures == ["data: m.yaml:3: a row of 'a': 'x' cannot be read as date": 3] && !found.agrees)
    }

    @Test func theReportShowsSumsAndCaseNumbers() {
        var found = Findings(width: 1, citizens: 3, failures: ["data: m.yaml:3: a row of 'a'": 1])
        found.count(mapped: [Cents(123_456_789)], control: [Cents(123_456_794)])
        found.differing = [("Z-2", [0])]
        found.unanswered = ["Z-3", "Z-4"]
        #expect(
            FindingsText(findings: found, totals: ["saldo"], limit: 1).text == """
                                     mapped             control          difference
                  cases                   1                   1                   0
                  saldo        1,234,567.89        1,234,567.94               -0.05

                1 case is not what the control says:
                  Z-2  (saldo)

                2 cases of the control are in no answer:
                  Z-3
                  … and 1 more; --list 2 shows all

                1 citizen could not be answered:
                  1 × data: m.yaml:3: a row of 'a'

                Not everything agrees.
                """)
    }

    @Test func theStateHoldsNoNumberAndNoAmount() throws {
        let root = try ProefstadRoot()
        let (catalogue, _) = root.compile()
        let plan = try #require(catalogue?.tenants["proefstad"]?.plans.first)
        let key = ReconcileRunTests.key
        let citizens = ["001234511", "999990019", "999993653"].compactMap { BSN($0) }
        let hash: @Sendable (String) -> String = { String(key.mark(of: Array($0.utf8)).text.prefix(35)) }
        let control = ["BEL-2025-1", "BEL-2025-2", "BEL-2025-3"].map { Whole.Case(zaakkenmerk: $0, sums: [Cents(31_245)]) }
        var tally = Tally(control: control, hash: hash)
        let agreeing = CitizenAnswer.Case(zaakkenmerk: "BEL-2025-1", sums: [Cents(31_245)], events: [])
        let idle = CitizenAnswer.Case(zaakkenmerk: "BEL-2025-9", sums: [.zero], events: [])
        tally.count(CitizenAnswer(result: .cases([agreeing, idle]), rows: 1), of: 0)
        tally.count(CitizenAnswer(result: .failed(Failure(.data, "x")), rows: 1), of: 1)
        let state = WholeState(plan, tally, citizens: citizens, asked: 2, key: key)
        let text = String(decoding: state.bytes, as: UTF8.self)
        for canary in ["001234511", "1234511", "999990019", "BEL-2025", "31245", "312.45"] { #expect(!text.contains(canary), "\(canary)") }

        let back = try #require(WholeState(state.bytes))
        #expect(back.asked == 2 && back.mapping == plan.hash.hex)
        let resumed = try #require(back.resumed(Tally(control: control, hash: hash), citizens: citizens, key: key))
        #expect(resumed.agrees == [true, false, false] && resumed.again == [1] && resumed.idle == tally.idle)
        // Somebody was listed before the place where it stopped.
        let others = [try #require(BSN("999991450"))] + citizens
        #expect(back.resumed(Tally(control: control, hash: hash), citizens: others, key: key) == nil)
        // A file that was cut off is none.
        #expect(WholeState(Array(state.bytes.dropLast(3))) == nil)
    }
}
