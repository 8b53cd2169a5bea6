import Core
import Standard
import Testing

@testable import Mappings

/// A mapping's own tests: what passes, and how a difference reads.
@Suite struct MappingCaseTests {
    private static func run(_ yaml: String) throws -> [CaseResult] {
        let plan = try Workbench.plan(Samples.taxes)
        var diagnostics = Diagnostics()
        let results = MappingCase.run(
            SourceText(name: "mapping.test.yaml", text: yaml), plan: plan, standard: Workbench.standard, into: &diagnostics)
        #expect(!diagnostics.hasErrors, "\(DiagnosticPrinter.text(diagnostics))")
        return results
    }

    private static let rows = """
        cases:
          - name: een aanslag met een betaling
            rows:
              aanslagen:
                - { nr: 4711, zaak: "BEL-1   ", beschikking: , bedrag: 312.45, jaar: 2025, dagtekening: 2025-02-28, soort: OZB }
              mutaties:
                - { aanslag: 4711, volgnr: 1, wat: "B ", bedrag: -100.00, geboekt: "2025-04-21 10:00:00", valuta: 20250420 }
                - { aanslag: 4711, volgnr: 2, wat: T, bedrag: 0.00, geboekt: "2025-04-21 10:00:00" }
              standen:
                - { zaak: BEL-1, openstaand: 212.45 }

        """

    private static let answer = """
            answer:
              zaken:
                - zaakkenmerk: BEL-1
                  saldo: 212.45
                  gebeurtenissen:
                    - { event: BetalingVerwerkt, bedrag: 100, datumtijd_ontvangen: "2025-04-20T00:00:00+02:00" }
                    - event: FinancieleVerplichtingOpgelegd
                      gebeurtenis_kenmerk: H-4711
                      datumtijd_opgelegd: "*"
                      primaire_verplichting: true
                      type: gem_ozb_eigenaar_woning
                      categorie: Algemeen
                      bedrag: 312.45
                      omschrijving: Onroerendezaakbelasting 2025
              left_out: { technische tegenboeking: 1 }

        """

    @Test func passes() throws {
        let results = try Self.run(Self.rows + Self.answer)
        #expect(results.map(\.differences) == [[]])
        #expect(results[0].name == "een aanslag met een betaling" && results[0].span.line == 2)
    }

    @Test(arguments: [
        (
            "bedrag: 312.45\n", "bedrag: 312.40\n",
            """
            zaken[0].gebeurtenissen[1] FinancieleVerplichtingOpgelegd H-4711 (mapping.test.yaml:23:23)
              - bedrag: 312.40
              + bedrag: 312.45
            """
        ),
        (
            "bedrag: 100,", "bedrag: 100, betalingskenmerk: X,",
            """
            zaken[0].gebeurtenissen[0] BetalingVerwerkt ~ (mapping.test.yaml:16:73)
              - betalingskenmerk: X
            """
        ),
        (
            "              categorie: Algemeen\n", "",
            """
            zaken[0].gebeurtenissen[1] FinancieleVerplichtingOpgelegd H-4711 (mapping.test.yaml:17:15)
              + categorie: Algemeen
            """
        ),
        (
            "saldo: 212.45", "saldo: 212.44",
            """
            zaken[0] BEL-1 (mapping.test.yaml:14:18)
              - saldo: 212.44
              + saldo: 212.45
            """
        ),
        (
            "tegenboeking: 1", "tegenboeking: 2",
            """
            left_out (mapping.test.yaml:25:19)
              - technische tegenboeking: 2
              + technische tegenboeking: 1
            """
        ),
        (
            "      left_out: { technische tegenboeking: 1 }\n", "",
            """
            left_out (mapping.test.yaml:12:7)
              + technische tegenboeking: 1
            """
        ),
    ]) func tellsADifferenceByItsPath(_ from: String, _ to: String, _ told: String) throws {
        let changed = Self.answer.replacing(from, with: to)
        #expect(changed != Self.answer)
        #expect(try Self.told(Self.rows + changed) == told)
    }

    /// The differences of the only case, its computed kenmerk as `~`.
    private static func told(_ yaml: String) throws -> String {
        try run(yaml).flatMap(\.differences).joined(separator: "\n").replacing(/BetalingVerwerkt [0-9a-f]{32}/) { _ in "BetalingVerwerkt ~"
        }
    }

    @Test func tellsCasesAndEventsTooManyAndTooFew() throws {
        let other = try Self.told(Self.rows + Self.answer.replacing("zaakkenmerk: BEL-1", with: "zaakkenmerk: BEL-2"))
        #expect(
            other == """
                zaken[0] BEL-2 (mapping.test.yaml:13:24)
                  - zaakkenmerk: BEL-2
                  there is no such zaak
                zaken (mapping.test.yaml:13:9)
                  + zaakkenmerk: BEL-1
                  not expected, with 2 gebeurtenissen
                """)
        let payment = "            - { event: BetalingVerwerkt, bedrag: 100, datumtijd_ontvangen: \"2025-04-20T00:00:00+02:00\" }\n"
        let twice = try Self.told(Self.rows + Self.answer.replacing(payment, with: payment + payment))
        #expect(
            twice == """
                zaken[0].gebeurtenissen[1] (mapping.test.yaml:17:15)
                  - event: BetalingVerwerkt
                  - bedrag: 100
                  - datumtijd_ontvangen: 2025-04-20T00:00:00+02:00
                  never made
                """)
        let none = try Self.told(Self.rows + Self.answer.replacing(payment, with: ""))
        #expect(
            none == """
                zaken[0].gebeurtenissen (mapping.test.yaml:16:13)
                  + event: BetalingVerwerkt
                  + datumtijd_ontvangen: "2025-04-20T00:00:00+02:00"
                  + bedrag: 100.00
                  not expected; made by mapping.yaml:50 of row 1 of 'mutaties'
                """)
    }

    @Test func expectsAFailure() throws {
        let wrong = Self.rows.replacing("soort: OZB", with: "soort: XYZ")
        #expect(try Self.run(wrong + "    fails: \"'soort' is a code the list does not know\"\n").map(\.differences) == [[]])
        #expect(try Self.run(wrong + "    fails: data\n").map(\.passed) == [true])
        #expect(
            try Self.told(wrong + "    fails: without its case\n") == """
                fails (mapping.test.yaml:11:12)
                  - fails: without its case
                  + fails: data: mapping.yaml:18: row 1 of 'aanslagen': 'soort' is a code the list does not know
                """)
        #expect(try Self.run(wrong + Self.answer).map(\.passed) == [false])
        #expect(
            try Self.told(Self.rows + "    fails: data\n") == """
                fails (mapping.test.yaml:11:12)
                  - fails: data
                  + an answer
                """)
    }

    @Test func knowsAnUnknownCitizen() throws {
        #expect(try Self.run("cases: [ { name: niemand, rows: {}, answer: { zaken: [] } } ]\n").map(\.passed) == [true])
    }
}
