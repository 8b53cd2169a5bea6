import Core
import Testing

@testable import Mappings

/// `blauwbrug test --update`: what differs is rewritten, everything else stays as its author wrote it.
@Suite struct CaseUpdateTests {
    private static let head = """
        # what an author says first
        cases:
          - name: een aanslag met een betaling   # beside a name
            rows:
              aanslagen:
                - { nr: 4711, zaak: BEL-1, bedrag: 312.45, jaar: 2025, dagtekening: 2025-02-28, soort: OZB }
              mutaties:
                - { aanslag: 4711, volgnr: 1, wat: B, bedrag: -100.00, geboekt: "2025-04-21 10:00:00", valuta: 20250420 }
                - { aanslag: 4711, volgnr: 2, wat: T, bedrag: 0.00, geboekt: "2025-04-21 10:00:00" }
              standen:
                - { zaak: BEL-1, openstaand: 212.45 }

        """

    private static let right = """
            answer:
              zaken:
                - zaakkenmerk: BEL-1
                  saldo: 212.45                  # open
                  gebeurtenissen:
                    - event: FinancieleVerplichtingOpgelegd
                      gebeurtenis_kenmerk: H-4711
                      datumtijd_opgelegd: "*"
                      primaire_verplichting: true
                      # a comment within an event
                      type: gem_ozb_eigenaar_woning
                      categorie: Algemeen
                      bedrag: 312.45             # imposed
                      omschrijving: Onroerendezaakbelasting 2025

                    - { event: BetalingVerwerkt, datumtijd_ontvangen: "2025-04-20T00:00:00+02:00", bedrag: 100.00 }
              left_out: { technische tegenboeking: 1 }
          # the end

        """

    private static func updated(_ yaml: String) throws -> CaseUpdate {
        CaseUpdate(SourceText(name: "mapping.test.yaml", text: yaml), plan: try Workbench.plan(Samples.taxes), standard: Workbench.standard)
    }

    @Test func changesNothingThatPasses() throws {
        let update = try Self.updated(Self.head + Self.right)
        #expect(update.file.text == Self.head + Self.right && update.refused.isEmpty)
    }

    @Test(arguments: [
        ("saldo: 212.45  ", "saldo: 1.00  "), ("bedrag: 312.45   ", "bedrag: 312.44   "),
        ("  categorie: Algemeen\n", "  categorie: Rente\n"),
        ("primaire_verplichting: true", "primaire_verplichting: false"), ("tegenboeking: 1", "tegenboeking: 4"),
        ("bedrag: 100.00", "bedrag: 1.00"),
        ("2025-04-20T", "2024-04-20T"), (", bedrag: 100.00 }", " }"), ("              categorie: Algemeen\n", ""),
        ("              categorie: Algemeen\n", "              categorie: Algemeen\n              beschikkingsnummer: X\n"),
        ("bedrag: 100.00 }", "bedrag: 100.00, betalingskenmerk: X }"),
    ]) func mendsOnlyWhatDiffers(_ right: String, _ wrong: String) throws {
        let text = Self.right.replacing(right, with: wrong)
        #expect(text != Self.right)
        let update = try Self.updated(Self.head + text)
        #expect(update.refused.isEmpty)
        // What was not there before comes in the standard's order and in the plainest form; every other line is as it was.
        #expect(update.file.text == Self.head + Self.right)
    }

    @Test func takesOutAndPutsInEvents() throws {
        let payment = "            - { event: BetalingVerwerkt, datumtijd_ontvangen: \"2025-04-20T00:00:00+02:00\", bedrag: 100.00 }\n"
        let twice = Self.right.replacing(payment, with: payment + payment)
        #expect(try Self.updated(Self.head + twice).file.text == Self.head + Self.right)
        let block = """
                        - event: BetalingVerwerkt
                          datumtijd_ontvangen: "2025-04-20T00:00:00+02:00"
                          bedrag: 100.00

            """
        let gone = try Self.updated(Self.head + Self.right.replacing("\n" + payment, with: "")).file.text
        #expect(gone == Self.head + Self.right.replacing("\n" + payment, with: block))
    }

    @Test func writesAWholeExpectationAnew() throws {
        let empty = try Self.updated(Self.head + "    answer: { zaken: [] }   # to be filled in\n")
        #expect(empty.refused.isEmpty)
        #expect(empty.file.text.hasPrefix(Self.head + "    answer:\n      zaken:\n        - zaakkenmerk: BEL-1\n          saldo: 212.45\n"))
        #expect(empty.file.text.hasSuffix("      left_out:\n        technische tegenboeking: 1\n"))
        let failing = try Self.updated(Self.head.replacing("soort: OZB", with: "soort: XYZ") + Self.right)
        #expect(
            failing.file.text
                == Self.head.replacing("soort: OZB", with: "soort: XYZ")
                + "    fails: \"row 1 of 'aanslagen': 'soort' is a code the list does not know\"\n  # the end\n")
    }

    @Test func refusesALayoutItCannotKeep() throws {
        let flow = "cases: [ { name: niemand, rows: {}, fails: data } ]\n"
        let update = try Self.updated(flow)
        #expect(update.file.text == flow && update.refused.map(\.name) == ["niemand"])
    }

    @Test func leavesCasesAloneThatAreNotChosen() throws {
        let wrong = Self.head + Self.right.replacing("bedrag: 100.00", with: "bedrag: 1.00")
        let update = CaseUpdate(
            SourceText(name: "mapping.test.yaml", text: wrong), plan: try Workbench.plan(Samples.taxes), standard: Workbench.standard,
            chosen: { $0.contains("niemand") })
        #expect(update.file.text == wrong && update.refused.isEmpty)
    }
}
