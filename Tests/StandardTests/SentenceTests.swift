import Core
import Standard
import Testing

/// What a help desk tells: every kind and total of the standard has its sentence, and each can be said.
@Suite struct SentenceTests {
    private func standard() throws -> Standard { try Compiled.fcid.get() }

    @Test func everyKindOfTheStandardIsTold() throws {
        for kind in try standard().kinds {
            for amount in [nil, 0, 100, -100] {
                #expect(kind.sentences.sentence(for: amount) != nil, "\(kind.name)")
            }
        }
    }

    /// The English edition lacks nothing that the Dutch one has.
    @Test func everyKindIsToldInEnglish() throws {
        for kind in try standard().kinds {
            #expect(kind.inEnglish != nil, "\(kind.name)")
            for amount in [nil, 0, 100, -100] {
                let dutch = kind.sentences.sentence(for: amount)?.text { "<\($0)>" }
                let english = kind.englishSentences.sentence(for: amount)?.text { "<\($0)>" }
                #expect(english != nil && english != dutch, "\(kind.name)")
                #expect(Set(holes(english)) == Set(holes(dutch)), "\(kind.name)")
            }
        }
        for version in try standard().versions {
            let english = CaseTelling(try standard(), version: version, PlainWords(.english), events: [])
            #expect(english.balance(Cents(123_456)) == "You still have to pay €1,234.56.")
            #expect(english.balance(.zero) == "You do not have to pay anything more.")
            #expect(english.balance(Cents(-1)) == "You have paid €0.01 too much.")
        }
    }

    private func holes(_ text: String?) -> [Substring] { text?.matches(of: /<[^>]+>/).map(\.output) ?? [] }

    @Test func howABillIsPaidIsToldByItsWord() throws {
        let kind = try #require(try standard().kind(named: "BetalingsverplichtingOpgelegd"))
        let field = try #require(kind.fields.first { $0.role == .paymentMethod })
        for word in field.words ?? [] {
            #expect(field.told.asksNothing(word) == (field.told.text(of: word, in: .dutch) != nil))
            #expect((field.told.text(of: word, in: .dutch) == nil) == (field.told.text(of: word, in: .english) == nil))
        }
        #expect(field.told.asksNothing("automatische_incasso"))
        #expect(!field.told.asksNothing("handmatig"))
    }

    @Test(arguments: [
        ("asks_nothing: [automatische_incasso", "asks_nothing: [incasso"),
        ("          verrekening: We take", "          verekening: We take"),
    ]) func aWordThatTheFieldLacksIsNotTold(_ written: String, _ instead: String) throws {
        let files = try Files.fcid().map { SourceText(name: $0.name, text: $0.text.replacing(written, with: instead)) }
        var diagnostics = Diagnostics()
        _ = Standard.compile(files, into: &diagnostics)
        #expect(diagnostics.all.contains { $0.code.name == "STD118" })
    }

    @Test func aHoleIsFilledOrItsBracketsGo() throws {
        let kind = try #require(try standard().kind(named: "FinancieleVerplichtingOpgelegd"))
        let sentence = try #require(kind.sentences.sentence(for: 1))
        let whole = ["datumtijd_opgelegd": "3 maart 2026", "bedrag": "€ 1,00", "omschrijving": "Rioolheffing 2026"]
        #expect(sentence.text { whole[$0] } == "Op 3 maart 2026 besloten wij dat u € 1,00 moet betalen voor: Rioolheffing 2026.")
        #expect(sentence.text { $0 == "omschrijving" ? nil : whole[$0] } == "Op 3 maart 2026 besloten wij dat u € 1,00 moet betalen.")
        #expect(sentence.text { $0 == "bedrag" ? nil : whole[$0] } == nil)
    }

    @Test func theSignChoosesTheSentence() throws {
        let kind = try #require(try standard().kind(named: "FinancieleVerplichtingGecorrigeerd"))
        func told(_ amount: Int) -> String { kind.sentences.sentence(for: amount)?.text { "<\($0)>" } ?? "" }
        #expect(told(1).contains("verhoogden"))
        #expect(told(-1).contains("verlaagden"))
        #expect(told(0).contains("gelijk"))
    }
}
