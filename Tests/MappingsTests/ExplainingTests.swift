import Core
import Standard
import Testing

@testable import Mappings

/// How a value came about, one way of filling a field at a time.
@Suite struct ExplainingTests {
    private static let mapping = """
        mapping: vorderingen
        source: sociaal
        include: gemeente.yaml
        parameters: { bsn: number }
        everywhere:
          opgelegd_door: { organisation: oin }
        rows:
          vorderingen:
            select: SELECT nr, soort, dag, later, bedrag, tekst FROM vordering WHERE bsn = :bsn
            key: nr
            columns: { nr: integer, soort: { code: soort }, dag: yyyymmdd, later: date?, bedrag: money, tekst: char? }
        codes:
          soort:
            T: { type: gem_pw_terugvordering_overig, naam: Terugvordering }
            B: { type: gem_pw_boete, naam: }
        cases: { each: vorderingen, zaakkenmerk: { text: "SZ-{nr}" } }
        events:
          - event: FinancieleVerplichtingOpgelegd
            as: oplegging
            each: vorderingen
            datumtijd_opgelegd: { first: [[later, midnight], [dag, end_of_day]] }
            beschikkingsnummer: [nr, { pad: { to: 6 } }, upper]
            primaire_verplichting: true
            type: soort.type
            categorie: [{ is: Algemeen }, trim]
            bedrag: [bedrag, absolute, negate, absolute]
            omschrijving: { first: [{ text: "{soort.naam} {tekst}" }, soort.naam, [tekst]] }
          - event: BetalingVerwerkt
            each: vorderingen
            when: { tekst: present }
            gebeurtenis_kenmerk: { text: "B-{nr}" }
            datumtijd_gebeurtenis: [dag, midnight]
            datumtijd_ontvangen: [later, midnight]
            bedrag: bedrag
            betalingskenmerk: [tekst]
        leave_out:
          - { each: vorderingen, when: { bedrag: { sign: zero } }, because: nihil }

        """

    private let plan: Plan
    private let rows: [Rows]
    private let result: PlanResult

    init() throws {
        plan = try Workbench.plan(Self.mapping)
        rows = Workbench.rows(
            plan,
            [
                "vorderingen": [
                    ["1", "T", "20250115", nil, "12.50", nil], ["2", "B", "20250116", "2025-02-01", "7.00", "x   "],
                    ["3", "B", "20250117", nil, "0.00", nil], ["4", "T", "20250118", nil, "1.00", "y"],
                ]
            ])
        result = try plan.run(rows, index: 0, key: Workbench.key)
    }

    private func making(_ zaak: Int, _ event: Int, _ field: String) throws -> Making {
        let making = plan.making(of: result.cases[zaak].events[event], rows)
        return try #require(making.fields.first { $0.name == field }, "no \(field)").making
    }

    @Test func everyValueIsExplainedAsItIs() throws {
        var count = 0
        for event in result.cases.flatMap(\.events) {
            let making = plan.making(of: event, rows)
            for field in Workbench.standard.kinds[event.kind].fields where field.origin == .mapped {
                let told = making.fields.first { $0.slot == field.slot }?.making.value ?? .absent
                #expect(told == event.values[field.slot], "\(field.name)")
                count += 1
            }
        }
        #expect(count > 30)
        #expect(result.cases.count == 3)
    }

    @Test func aChainHasEveryStep() throws {
        let made = try making(0, 0, "bedrag")
        guard case .step("absolute", let negated) = made.way, case .step("negate", let first) = negated.way,
            case .step("absolute", let start) = first.way, case .cell(let cell) = start.way
        else {
            Issue.record("another chain")
            return
        }
        #expect([made, negated, first, start].map(\.value) == [1250, -1250, 1250, 1250].map { .money(Cents($0)) })
        #expect(cell.written == "12.50" && cell.reading == "money" && cell.column == "bedrag" && cell.row == 1)
        #expect(made.span.map { $0.source.line($0.line) }?.contains("bedrag: [bedrag, absolute, negate, absolute]") == true)
    }

    @Test func theChoiceIsTold() throws {
        for (zaak, moment, text) in [(0, 1, 1), (1, 0, 2), (2, 1, 0)] {
            guard case .first(let days, let day) = try making(zaak, 0, "datumtijd_opgelegd").way,
                case .first(let texts, let taken) = try making(zaak, 0, "omschrijving").way
            else {
                Issue.record("no choice")
                return
            }
            #expect(day == moment && taken == text)
            #expect(days.count == moment + 1 && texts.count == text + 1)
            #expect(days.dropLast().allSatisfy { $0.value.isAbsent })
        }
    }

    @Test func codesConstantsAndWhatTheProgramMakes() throws {
        guard case .output(let cell, "type", "soort", let line?) = try making(1, 0, "type").way else {
            Issue.record("no output")
            return
        }
        #expect(cell.written == "B" && line.source.line(line.line).contains("B: { type: gem_pw_boete"))
        if case .constant = try making(0, 0, "categorie").way {} else { Issue.record("no constant") }
        guard case .organisation("oin") = try making(0, 0, "opgelegd_door").way else {
            Issue.record("no organisation")
            return
        }
        guard case .computedKenmerk(["nr"]) = try making(0, 0, "gebeurtenis_kenmerk").way,
            case .standIn("datumtijd_opgelegd") = try making(0, 0, "datumtijd_gebeurtenis").way
        else {
            Issue.record("the program made something else")
            return
        }
    }

    @Test func whatWasLeftOutIsTold() throws {
        let account = try #require(plan.accounts(of: rows).first)
        #expect(account.count == 4 && account.leftOut.map(\.row) == [3])
        #expect(account.leftOut.first?.because == "nihil" && account.leftOut.first?.cells.map(\.written) == ["0.00"])
    }

    @Test func aCaseIsTracedToItsRow() throws {
        #expect(plan.makings(ofCase: "SZ-2", rows).count == 1)
        #expect(plan.makings(ofCase: "SZ-3", rows).isEmpty, "its row was left out")
    }
}
