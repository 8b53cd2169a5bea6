import Core
import Standard
import Testing

@testable import Mappings

/// Several sources in one answer.
@Suite struct JoiningTests {
    private static func plan(_ name: String, source: String = "heffingen", join: Bool = false, oin: String = "00000001823288444000") throws
        -> Plan
    {
        try Workbench.plan(
            """
            mapping: \(name)
            source: \(source)
            activity: https://register.example/verwerkingen/schuldenoverzicht
            organisation: { oin: "\(oin)" }
            parameters: { bsn: text }
            rows:
              rijen:
                select: SELECT nr, zaak, bedrag, op FROM rij WHERE bsn = :bsn
                key: nr
                columns: { nr: integer, zaak: char, bedrag: money, op: date }
            cases: { each: rijen, zaakkenmerk: zaak\(join ? ", join: true" : "") }
            events:
              - event: BetalingVerwerkt
                each: rijen
                gebeurtenis_kenmerk: { text: "B-{nr}" }
                datumtijd_ontvangen: [op, midnight]
                bedrag: bedrag
            leave_out:
              - { each: rijen, when: { bedrag: { sign: zero } }, because: leeg }

            """)
    }

    private static func rows(_ plan: Plan, _ cells: [[String?]]) -> Outcome { .rows(Workbench.rows(plan, ["rijen": cells])) }

    private static func join(_ plans: [Plan], _ outcomes: [Outcome]) -> (answer: Answer, failures: [(plan: String, Failure)]) {
        var failures: [(plan: String, Failure)] = []
        let answer = Answer(joining: plans, outcomes, key: Workbench.key, failures: &failures)
        return (answer, failures)
    }

    @Test func documentsPerOrganisation() throws {
        let plans = [try Self.plan("een"), try Self.plan("twee", source: "sociaal"), try Self.plan("drie", oin: "00000001823288555000")]
        let (answer, failures) = Self.join(
            plans,
            [
                Self.rows(plans[0], [["1", "A", "1.00", "2025-01-01"], ["9", "A", "0.00", "2025-01-01"]]),
                Self.rows(plans[1], [["2", "B", "1.00", "2025-01-01"], ["9", "B", "0.00", "2025-01-01"]]), Self.rows(plans[2], []),
            ])
        #expect(failures.isEmpty && answer.completeness.isComplete)
        #expect(answer.documents.map(\.organisation.digits) == ["00000001823288444000", "00000001823288555000"])
        #expect(answer.documents[0].cases.map(\.zaakkenmerk) == ["A", "B"])
        #expect(answer.documents[1].cases.isEmpty)
        #expect(answer.documents[0].cases[1].events[0].provenance.plan == 1)
        #expect(answer.completeness.leftOut == [Completeness.LeftOut(because: "leeg", count: 2)])
    }

    @Test func aFailedSourceIsNamedAndNeverAnEmptyList() throws {
        let plans = [try Self.plan("een"), try Self.plan("twee", source: "sociaal")]
        let (answer, failures) = Self.join(
            plans, [.failed(Failure(.timeout, "the deadline passed")), Self.rows(plans[1], [["2", "B", "1,00", "2025-01-01"]])])
        #expect(answer.documents.isEmpty)
        #expect(!answer.completeness.isComplete)
        #expect(
            answer.completeness.missing == [
                Completeness.Missing(source: "heffingen", kind: .timeout), Completeness.Missing(source: "sociaal", kind: .data),
            ])
        #expect(failures.map(\.plan) == ["een", "twee"])
        #expect(failures[1].1.detail == "mapping.yaml:10: row 1 of 'rijen': 'bedrag' cannot be read as money")
    }

    @Test func anOutcomeThatIsNotThereIsAFailure() throws {
        let (answer, failures) = Self.join([try Self.plan("een")], [])
        #expect(answer.completeness.missing.map(\.kind) == [.unreachable] && failures.count == 1)
    }

    @Test(arguments: [(false, false), (true, false), (false, true)]) func theSameCaseTwiceIsRefused(_ joins: (Bool, Bool)) throws {
        let plans = [try Self.plan("een", join: joins.0), try Self.plan("twee", source: "sociaal", join: joins.1), try Self.plan("drie")]
        let (answer, failures) = Self.join(
            plans,
            [
                Self.rows(plans[0], [["1", "A", "1.00", "2025-01-01"]]), Self.rows(plans[1], [["2", "A", "1.00", "2025-01-01"]]),
                Self.rows(plans[2], [["3", "C", "1.00", "2025-01-01"]]),
            ])
        #expect(failures.map(\.plan) == ["een", "twee"])
        #expect(failures.allSatisfy { $0.1.kind == .data && !$0.1.detail.contains("'A'") })
        #expect(answer.documents.flatMap(\.cases).map(\.zaakkenmerk) == ["C"])
    }

    @Test func twoMappingsThatJoinGiveOneCase() throws {
        let plans = [try Self.plan("een", join: true), try Self.plan("twee", source: "sociaal", join: true)]
        let (answer, failures) = Self.join(
            plans, [Self.rows(plans[0], [["1", "A", "1.00", "2025-01-01"]]), Self.rows(plans[1], [["2", "A", "2.00", "2025-01-01"]])])
        #expect(failures.isEmpty)
        #expect(answer.documents.flatMap(\.cases).map(\.events.count) == [2])
    }

    @Test func theSameEventTwiceIsRefused() throws {
        let plans = [try Self.plan("een"), try Self.plan("twee", source: "sociaal")]
        let (_, failures) = Self.join(
            plans, [Self.rows(plans[0], [["1", "A", "1.00", "2025-01-01"]]), Self.rows(plans[1], [["1", "B", "1.00", "2025-01-01"]])])
        #expect(failures.map(\.plan) == ["een", "twee"])
    }
}
