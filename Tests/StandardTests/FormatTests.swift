import Core
import Standard
import Testing

/// What a text of a format may be.
@Suite struct FormatTests {
    @Test(arguments: [
        (Format.oin, ["00000001001234567000"], ["", "0000000100123456700", "000000010012345670000", "0000000100123456700a"]),
        // The 11-proef.
        (.bsn, ["999990019", "999993653"], ["", "999990018", "000000000", "99999001", "9999900190", "99999001x"]),
        (
            .iban, ["NL13TEST0123456789", "NL91ABNA0417164300", "BE68539007547034", "NO9386011117947"],
            [
                "", "NL14TEST0123456789", "NL13TEST012345678", "nl13test0123456789", "NL13 TEST 0123 4567 89", "1213TEST0123456789",
                "NLAATEST0123456789",
            ]
        ),
        (
            .kenmerk, ["a", "BEL-2025-0004711", "é", String(repeating: "é", count: 200)],
            ["", "a\nb", "a\u{7F}", "a\u{85}b", "\u{0}", String(repeating: "a", count: 201), String(repeating: "é", count: 201)]
        ),
        (
            .obligationType, ["gem_leges", "a_1", "cjib_mulder_2", "gem_" + String(repeating: "a", count: 50)],
            [
                "", "gem", "gem_", "_leges", "gem__leges", "gem_leges_", "Gem_leges", "gem_Leges", "gemeen_leges", "g3m_leges", "gem-leges",
                "gem_le ges", "gem_" + String(repeating: "a", count: 51),
            ]
        ),
        (
            .url, ["https://wetten.overheid.nl/BWBR0005416", "http://a"],
            ["", "https://", "ftp://a", "wetten.overheid.nl", "https//a", "https://a b", "https://a\n", "HTTPS://a"]
        ),
    ])
    func accepts(format: Format, good: [String], bad: [String]) throws {
        for text in good { #expect(format.accepts(text), "\(text)") }
        for text in bad { #expect(!format.accepts(text), "\(text)") }
        // What is accepted also fits the pattern that a schema shows.
        let pattern = try Regex(format.pattern)
        for text in good { #expect(text.wholeMatch(of: pattern) != nil, "\(text)") }
    }

    @Test func aFieldAcceptsWhatItSays() throws {
        let standard = try Compiled.fcid.get()
        let imposed = try #require(standard.kind(named: "FinancieleVerplichtingOpgelegd"))
        func rule(_ field: String, _ value: Value) throws -> String? {
            standard.accepts(value, for: try #require(imposed.field(named: field)))
        }
        #expect(try rule("bedrag", .money(Cents(0))) == nil)
        #expect(try rule("bedrag", .money(Cents(-1))) == "not negative")
        #expect(try rule("bedrag", .integer(5)) == "kind money")
        #expect(try rule("bedrag", .absent) == "required")
        #expect(try rule("categorie", .absent) == nil)
        #expect(try rule("categorie", .text("Rente")) == nil)
        #expect(try rule("categorie", .text("rente")) == "one of Algemeen, Administratiekosten, Verhoging, Rente")
        #expect(try rule("opgelegd_door", .text("123")) == "pattern oin")
        #expect(try rule("omschrijving", .text("")) == "not empty")
        #expect(try rule("primaire_verplichting", .text("J")) == "kind boolean")
        #expect(try rule("datumtijd_opgelegd", .date(CalendarDate(year: 2025, month: 1, day: 1)!)) == "kind instant")
        let small = try Compiled.small.get()
        let drink = try #require(small.kind(named: "Drink")?.field(named: "price"))
        #expect(small.accepts(.money(.zero), for: drink) == "more than zero")
    }
}
