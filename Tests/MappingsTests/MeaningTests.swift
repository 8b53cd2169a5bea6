import Core
import Testing

/// Warnings about what a mapping can hardly mean stay silent where it is meant: their golden cases show where they speak.
@Suite struct MeaningTests {
    /// A mapping about which there is nothing to say.
    private static let clean =
        Samples.taxes
        .replacing("    each: aanslagen\n", with: "    each: aanslagen\n    when: { bedrag: { not: { sign: negative } } }\n")
        + "without: [BetalingsverplichtingOpgelegd, BetalingsverplichtingIngetrokken]\n"

    private static let payment = "    when: { wat: [B, I], bedrag: { sign: negative } }\n"

    private static let edits: [(String, String)] = [
        ("mapping: heffingen", "mapping: heffingen"),
        // Amounts: a sign that is spoken of in any way, or that does not matter.
        ("bedrag: { not: { sign: negative } }", "bedrag: { sign: positive }"),
        ("bedrag: { not: { sign: negative } }", "bedrag: [12.50, 25.00]"),
        ("    bedrag: bedrag\n", "    bedrag: [bedrag, absolute]\n"),
        ("    bedrag: [bedrag, negate]\n", "    bedrag: [bedrag, absolute]\n"),
        ("    bedrag: bedrag\n", "    bedrag: { is: 10.00 }\n"),
        // A leave_out takes the negative ones.
        (
            "leave_out:\n",
            "leave_out:\n  - { each: aanslagen, when: { bedrag: { sign: negative } }, because: creditnota }\n"
        ),
        // The case of another mapping.
        ("zaakkenmerk: zaak }", "zaakkenmerk: zaak, join: true }"),
        // Codes: each taken by some event or left out.
        ("bedrag: { not: { sign: negative } } }", "soort: [OZB, RIO], bedrag: { not: { sign: negative } } }"),
        (
            "leave_out:\n",
            "leave_out:\n  - { each: aanslagen, when: { soort: RIO, jaar: 2019 }, because: verjaard }\n"
        ),
        // Left out before, but not all of it.
        ("leave_out:\n", "leave_out:\n  - { each: mutaties, when: { wat: B }, because: dubbel }\n"),
        ("leave_out:\n", "leave_out:\n  - { each: mutaties, when: { wat: [B, I], valuta: absent }, because: dubbel }\n"),
        // Queries of which only the database knows the columns.
        ("nr, zaak, beschikking, bedrag", "nr, zaak, beschikking, max(bedrag)"),
        ("SELECT aanslag, volgnr, wat", "SELECT m.aanslag, m.volgnr, m.wat"),
        ("SELECT aanslag, volgnr, wat", "SELECT aanslag, volgnr, trim(soort) AS wat"),
        ("SELECT aanslag, volgnr, wat", "SELECT aanslag, volgnr, trim(soort) wat"),
        ("SELECT aanslag, volgnr, wat", "SELECT DISTINCT AANSLAG, Volgnr, \"wat\""),
        ("SELECT aanslag, volgnr, wat", "SELECT aanslag, volgnr, CASE WHEN x IN (1, 2) THEN 'B' ELSE 'I' END AS wat"),
        ("SELECT aanslag, volgnr, wat", "SELECT aanslag, volgnr, (SELECT s.naam FROM soort s WHERE s.id = m.soort) AS wat"),
        ("SELECT aanslag, volgnr, wat", "WITH b AS (SELECT x FROM y) SELECT aanslag, volgnr /* , oud */, wat"),
        ("SELECT aanslag, volgnr, wat", "SELECT aanslag, volgnr, a IS DISTINCT FROM b AS wat"),
        ("SELECT aanslag, volgnr, wat", "SELECT aanslag, volgnr, soort::text AS wat"),
        ("SELECT aanslag, volgnr, wat", "SELECT aanslag, volgnr, soort::char(1)"),
        ("SELECT aanslag, volgnr, wat", "VALUES (:bsn) UNION SELECT aanslag"),
    ]

    @Test(arguments: edits.indices) func saysNothing(_ index: Int) throws {
        let (old, new) = MeaningTests.edits[index]
        try #require(MeaningTests.clean.contains(old), "the edit changes nothing: \(old)")
        let (plan, diagnostics) = Workbench.compile(
            MeaningTests.clean.replacing(old, with: new, maxReplacements: 1), ["gemeente.yaml": Samples.municipality])
        #expect(DiagnosticPrinter.text(diagnostics) == "")
        #expect(plan != nil)
    }

    /// Files as Windows saves them mean the same.
    @Test(arguments: ["\r\n", "\n"], ["", "\u{FEFF}"]) func anotherEditorChangesNothing(_ end: String, _ mark: String) throws {
        let list = "code;type;omschrijving\nOZB;gem_ozb_eigenaar_woning;Onroerendezaakbelasting\nRIO;gem_rioolheffing;Rioolheffing\n"
        let start = try #require(MeaningTests.clean.firstRange(of: "codes:\n"))
        let behind = try #require(MeaningTests.clean.firstRange(of: "cases:"))
        var mapping = MeaningTests.clean
        mapping.removeSubrange(start.lowerBound..<behind.lowerBound)
        func saved(_ text: String) -> String { mark + text.replacing("\n", with: end) }
        let (plan, diagnostics) = Workbench.compile(
            saved(mapping), ["gemeente.yaml": saved(Samples.municipality), "codes/soort.csv": saved(list)])
        #expect(DiagnosticPrinter.text(diagnostics) == "")
        #expect(plan != nil)
    }

    /// Warnings come behind errors: a mapping with one is not judged any further.
    @Test func anErrorKeepsThemSilent() {
        let wrong = Samples.taxes.replacing("    bedrag: bedrag\n", with: "    bedrag: bedraag\n")
        let (_, diagnostics) = Workbench.compile(wrong, ["gemeente.yaml": Samples.municipality])
        #expect(diagnostics.all.map(\.code.name) == ["MAP207"])
    }
}
