import Core
import Standard
import Testing

@testable import Mappings

/// What proves that nothing was lost, per answer, per case and over a whole table.
@Suite struct ReconcileTests {
    private static let rule = "{ sum: saldo, equals: { rows: standen, column: openstaand } }"
    private static let two: [[String?]] = [
        ["4711", "BEL-1", nil, "312.45", "2025", "2025-02-28", "OZB"], ["4712", "BEL-2", nil, "100.00", "2025", "2025-02-28", "RIO"],
    ]

    private static func plan(_ rule: String, whole: String = "") throws -> Plan {
        try Workbench.plan(Samples.taxes.replacing(ReconcileTests.rule, with: rule) + whole)
    }

    /// What a rule makes of two cases of 312.45 and 100.00 and these control rows.
    private static func run(_ rule: String, _ control: [[String?]]) throws -> PlanResult {
        let plan = try plan(rule)
        return try plan.run(Workbench.rows(plan, ["aanslagen": two, "standen": control]), index: 0, key: Workbench.key)
    }

    private static func failure(_ rule: String, _ control: [[String?]]) -> String? {
        do {
            _ = try run(rule, control)
            return nil
        } catch let failure as Failure {
            return failure.kind == .data ? failure.detail : "another failure"
        } catch {
            return "\(error)"
        }
    }

    @Test func aCentTooMuchInTheWholeAnswerIsRefused() {
        #expect(ReconcileTests.failure(ReconcileTests.rule, [["BEL-1", "312.45"], ["BEL-2", "100.00"]]) == nil)
        #expect(
            ReconcileTests.failure(ReconcileTests.rule, [["BEL-1", "312.45"], ["BEL-2", "100.01"]])
                == "mapping.yaml:59: the saldo is not the sum of 'openstaand' over 'standen'")
    }

    @Test func mistakesThatCancelOutAreFoundPerCase() {
        let crossed: [[String?]] = [["BEL-1", "312.46"], ["BEL-2", "99.99"]]
        #expect(ReconcileTests.failure(ReconcileTests.rule, crossed) == nil)
        let perCase = "{ sum: saldo, equals: { rows: standen, column: openstaand, zaakkenmerk: zaak } }"
        #expect(
            ReconcileTests.failure(perCase, crossed)
                == "mapping.yaml:59: the saldo of 2 cases is not the sum of 'openstaand' over 'standen'")
        #expect(ReconcileTests.failure(perCase, [["BEL-1", "312.45"], ["BEL-2", "100.00"]]) == nil)
    }

    @Test(arguments: [
        // A case the answer lacks, a case the control lacks: each counts as nothing there.
        ([["BEL-1", "312.45"], ["BEL-2", "100.00"], ["BEL-3", "0.01"]], false), ([["BEL-1", "312.45"]], false),
        ([["BEL-1", "312.45"], ["BEL-2", "100.00"], ["BEL-3", "0.00"]], true),
    ])
    func aCaseThatOneSideLacksCountsAsNothing(_ control: [[String]], agrees: Bool) {
        let told = ReconcileTests.failure("{ sum: saldo, equals: { rows: standen, column: openstaand, zaakkenmerk: zaak } }", control)
        #expect((told == nil) == agrees)
        if let told {
            #expect(told.contains("of one case"))
            // Neither an amount nor a case's name is told.
            #expect(!told.contains("BEL") && !told.contains("0.01") && !told.contains("100"))
        }
    }

    @Test func aDifferenceCanBeMarkedInstead() throws {
        let rule = "{ sum: saldo, equals: { rows: standen, column: openstaand, zaakkenmerk: zaak }, differs: mark }"
        let control: [[String?]] = [["BEL-1", "312.45"], ["BEL-2", "100.01"]]
        let result = try ReconcileTests.run(rule, control)
        #expect(result.cases.count == 2)
        #expect(result.differing == ["mapping.yaml:59: the saldo of one case is not the sum of 'openstaand' over 'standen'"])
        #expect(try ReconcileTests.run(rule, [["BEL-1", "312.45"], ["BEL-2", "100.00"]]).differing.isEmpty)

        let plan = try ReconcileTests.plan(rule)
        var failures: [(plan: String, Failure)] = []
        let rows = Workbench.rows(plan, ["aanslagen": ReconcileTests.two, "standen": control])
        let answer = Answer(joining: [plan], [.rows(rows)], key: Workbench.key, failures: &failures)
        #expect(failures.isEmpty && answer.documents[0].cases.count == 2)
        #expect(!answer.completeness.isComplete && answer.completeness.missing.isEmpty)
        #expect(answer.completeness.differing.map(\.source) == ["heffingen"])
    }

    @Test func otherTotalsCanBeCompared() {
        let imposed = "{ sum: totaal_opgelegd, equals: { rows: standen, column: openstaand } }"
        #expect(ReconcileTests.failure(imposed, [["BEL-1", "412.45"]]) == nil)
        #expect(
            ReconcileTests.failure(imposed, [["BEL-1", "412.44"]])
                == "mapping.yaml:59: the totaal_opgelegd is not the sum of 'openstaand' over 'standen'")
    }

    private static let whole = """
        whole:
          citizens: SELECT bsn FROM persoon
          control:
            select: SELECT zaak, openstaand, opgelegd FROM stand
            columns: { zaak: char, openstaand: money, opgelegd: cents }
            zaakkenmerk: { text: "B-{zaak}" }
            sums: { saldo: openstaand, totaal_opgelegd: opgelegd }
        """

    private static func rows(_ cells: [[String?]]) -> Rows {
        var builder = RowsBuilder(width: cells[0].count)
        for cell in cells.joined() { builder.append(cell) }
        return builder.finish()
    }

    @Test func theWholeTableIsAskedWithoutACitizen() throws {
        let plan = try ReconcileTests.plan(ReconcileTests.rule, whole: ReconcileTests.whole)
        let whole = try #require(plan.whole)
        #expect(whole.request.rowSets.map(\.name) == ["citizens", "control"])
        #expect(whole.request.rowSets.allSatisfy { $0.query.parameters.isEmpty })
        #expect(whole.request.rowSets[0].columns.map(\.name) == ["bsn"])
        // What an answer asks is not touched by it.
        #expect(plan.request.rowSets.map(\.name) == ["aanslagen", "mutaties", "standen"])
        #expect(try ReconcileTests.plan(ReconcileTests.rule).whole == nil)
    }

    @Test func citizensAreOrderedAndCountedOnce() throws {
        let whole = try #require(try ReconcileTests.plan(ReconcileTests.rule, whole: ReconcileTests.whole).whole)
        let (subjects, unusable) = whole.citizens(
            ReconcileTests.rows([["999990019"], ["001234511"], ["999990019"], ["123456789"], [nil], ["1234511"]]))
        #expect(subjects.map { $0.reveal() } == ["001234511", "999990019"])
        #expect(unusable == 3)
        let number = try Workbench.plan(
            Samples.taxes.replacing("parameters: { bsn: text }", with: "parameters: { bsn: number }") + ReconcileTests.whole)
        #expect(try #require(number.whole).citizens(ReconcileTests.rows([["1234511"]])).subjects.map { $0.reveal() } == ["001234511"])
    }

    @Test func theControlAddsUpTheRowsOfACase() throws {
        let plan = try ReconcileTests.plan(ReconcileTests.rule, whole: ReconcileTests.whole)
        let whole = try #require(plan.whole)
        let control = try whole.control(ReconcileTests.rows([["2 ", "1.00", "500"], ["1", "0.10", "10"], ["1", "0.01", "1"]]))
        #expect(control.map(\.zaakkenmerk) == ["B-1", "B-2"])
        #expect(control.map(\.sums) == [[Cents(11), Cents(11)], [Cents(100), Cents(500)]])
        let bad = #expect(throws: Failure.self) { try whole.control(ReconcileTests.rows([["1", "0.111", "10"]])) }
        #expect(bad?.detail == "mapping.yaml:64: row 1 of the control: 'openstaand' cannot be read as money")
    }

    @Test func aRunOverTheWholeTableLeavesTheComparisonToItself() throws {
        let plan = try ReconcileTests.plan(ReconcileTests.rule, whole: ReconcileTests.whole)
        let cases = try plan.cases(of: Workbench.rows(plan, ["aanslagen": ReconcileTests.two]), key: Workbench.key)
        #expect(cases.map { plan.whole?.sums(of: $0.events) } == [[Cents(31_245), Cents(31_245)], [Cents(10_000), Cents(10_000)]])
    }
}
