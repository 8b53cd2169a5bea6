import Core
import Testing

@testable import Mappings

/// What the cases of a mapping exercise, found by reading their rows once more.
@Suite struct CoverageTests {
    private static func coverage(_ cases: String) throws -> Coverage {
        let plan = try Workbench.plan(Samples.taxes)
        let walk = CoverageWalk(plan, file: SourceText(name: "mapping.yaml", text: Samples.taxes))
        var diagnostics = Diagnostics()
        _ = MappingCase.run(
            SourceText(name: "mapping.test.yaml", text: cases), plan: plan, standard: Workbench.standard, coverage: walk, into: &diagnostics
        )
        #expect(!diagnostics.hasErrors, "\(DiagnosticPrinter.text(diagnostics))")
        return walk.coverage
    }

    private static func told(_ coverage: Coverage) -> [String] { coverage.missing.map { "\($0.thing.span.line): \($0.thing.what)" } }

    @Test func knowsWhatThereIs() throws {
        let coverage = try Self.coverage("cases: []\n")
        #expect(coverage.count().exercised == 0)
        #expect(coverage.count(.events).all == 2 && coverage.count(.leftOut).all == 1 && coverage.count(.reconcile).all == 2)
        #expect(coverage.count(.codes).all == 2 && coverage.count(.choices).all == 2 && coverage.count(.cases).all == 3)
        // wat: holds, does not, B, I; bedrag: holds, does not; leave_out wat: holds, does not.
        #expect(coverage.count(.conditions).all == 8)
        // 15 columns, two of which may be absent.
        #expect(coverage.count(.columns).all == 17)
        #expect(coverage.events.map(\.kind) == ["FinancieleVerplichtingOpgelegd", "BetalingVerwerkt"])
        #expect(coverage.events[0].constant == ["primaire_verplichting", "categorie"])
    }

    private static let rows = """
        cases:
          - name: een aanslag met een betaling
            rows:
              aanslagen:
                - { nr: 1, zaak: BEL-1, bedrag: 312.45, jaar: 2025, dagtekening: 2025-02-28, soort: OZB }
              mutaties:
                - { aanslag: 1, volgnr: 1, wat: B, bedrag: -100.00, geboekt: "2025-04-21 10:00:00", valuta: 20250420 }
                - { aanslag: 1, volgnr: 2, wat: T, bedrag: 0.00, geboekt: "2025-04-21 10:00:00" }
              standen:
                - { zaak: BEL-1, openstaand: 212.45 }
            answer:
              zaken:
                - zaakkenmerk: BEL-1
                  gebeurtenissen:
                    - { event: FinancieleVerplichtingOpgelegd, gebeurtenis_kenmerk: H-1, datumtijd_opgelegd: "*", primaire_verplichting: true,
                        type: "*", categorie: "*", bedrag: 312.45, omschrijving: "*" }
                    - { event: BetalingVerwerkt, datumtijd_ontvangen: "*", bedrag: 100 }
              left_out: { technische tegenboeking: 1 }

        """

    @Test func tellsWhatNoCaseDid() throws {
        #expect(
            try Self.told(Self.coverage(Self.rows)) == [
                "1: a case fails", "1: a case is a citizen nobody knows: `rows: {}`", "14: 'beschikking' of 'aanslagen' has a value",
                "36: the code 'RIO' of 'soort' stands in a row", "44: 'beschikkingsnummer' of FinancieleVerplichtingOpgelegd is filled",
                "53: 'wat' is I", "54: choice 2 is the first that is present",
                "59: the reconciliation differs",
            ])
    }

    @Test func believesNoCaseThatDiffers() throws {
        let wrong = try Self.coverage(Self.rows.replacing("bedrag: 100 }", with: "bedrag: 101 }"))
        #expect(wrong.count().exercised == 0)
    }
}
