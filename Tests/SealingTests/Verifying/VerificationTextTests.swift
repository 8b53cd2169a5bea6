import Core
import Sealing
import Testing

@Suite struct VerificationTextTests {
    @Test func everyFindingIsSaidInBothLanguages() {
        let found = Sealed.verification(Sealed.file("b-t.pdf"))
        var sentences: Set<String> = []
        for finding in Verification.Finding.allCases {
            for language in Language.allCases { sentences.insert(VerificationText(found, in: language).sentence(finding)) }
        }
        #expect(sentences.count == 2 * Verification.Finding.allCases.count)
        #expect(sentences.allSatisfy { $0.hasSuffix(".") || $0.hasSuffix("--signature.") })
    }

    @Test func saysWhoWhenAndWhatMadeIt() {
        let lines = VerificationText(Sealed.verification(Sealed.file("b-t.pdf")), in: .dutch).lines
        #expect(lines.first == "Echt: dit document is gewaarmerkt en sindsdien niet veranderd.")
        #expect(lines.contains("  gewaarmerkt door  Gemeente Voorbeeldstad (Voorbeeldstad zegel), OIN 00000001001564410000"))
        #expect(lines.contains("  op                22-11-2026 09:00:00, tijdstempel van Proef tijd (Proef tijdstempel)"))
        #expect(lines.contains("  mapping           heffingen f9bd660308b6"))
        let english = VerificationText(Sealed.verification(Sealed.file("b-b-appended.pdf")), in: .english).lines
        #expect(english.contains("  BAD   Something was added after it was sealed."))
    }

    @Test func programsReadTheSameWords() {
        let text = VerificationJSON.text(Sealed.verification(Sealed.file("incomplete.pdf")))
        #expect(text.contains("\"verdict\": \"genuine_incomplete\""))
        #expect(text.contains("\"holds\": true"))
        #expect(text.contains("\"complete\": false"))
        #expect(text.contains("\"document_number\": \"7K3P-M9XD-04SB-Z2NG\""))
        #expect(VerificationJSON.text(Sealed.verification(Sealed.file("b-t.pdf"))).contains("\"sealed_at\": \"2026-11-22T08:00:00Z\""))
    }

    /// A certificate can name anything: nothing it says moves a cursor or turns the reading direction.
    @Test func namesCannotSteerATerminal() {
        #expect(CertifiedName.readable("Gemeente\u{1B}[2J \u{202E}dats\n") == "Gemeente\u{FFFD}[2J \u{FFFD}dats\u{FFFD}")
        #expect(CertifiedName.readable(String(repeating: "x", count: 500)).count == 120)
    }
}
