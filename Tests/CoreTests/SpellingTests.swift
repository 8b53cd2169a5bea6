import Core
import Testing

@Suite("A slip of the pen finds its word")
struct SpellingTests {
    private let words = ["bedrag", "zaakkenmerk", "omschrijving", "type", "valuta", "case", "cases"]

    @Test(
        "near enough",
        arguments: [
            ("bedarg", "bedrag"), ("Bedrag", "bedrag"), ("zaakenmerk", "zaakkenmerk"), ("omschrijvin", "omschrijving"), ("tpye", "type"),
            ("vlauta", "valuta"),
            ("omshcrijvnig", "omschrijving"), ("tupe", "type"), ("casse", "case"),
        ])
    func near(written: String, meant: String) {
        #expect(Spelling.nearest(to: written, in: words) == meant)
        #expect(Spelling.hint(for: written, in: words) == "did you mean '\(meant)'?")
    }

    @Test("too far is no suggestion", arguments: ["", "x", "saldo", "geboekt", "kenmerkzaak"])
    func far(written: String) {
        #expect(Spelling.nearest(to: written, in: words) == nil)
        #expect(Spelling.hint(for: written, in: words) == "known here: bedrag, zaakkenmerk, omschrijving, type, valuta, case, cases")
    }

    @Test("a long list is not shown, an empty one neither, and the word itself is no suggestion")
    func lists() {
        #expect(Spelling.hint(for: "qqqqqq", in: (0..<13).map { "woord\($0)" }) == nil)
        #expect(Spelling.hint(for: "x", in: []) == nil)
        #expect(Spelling.nearest(to: "type", in: ["type"]) == nil)
    }
}
