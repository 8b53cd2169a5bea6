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
