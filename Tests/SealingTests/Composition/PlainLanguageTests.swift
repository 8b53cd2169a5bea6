import Core
import Sealing
import Standard
import Testing

/// Whether a document can be read by who worries: short sentences, no words of the trade (B1).
@Suite struct PlainLanguageTests {
    private func texts(_ language: Language) throws -> [DocumentText] {
        let debts = try Debts()
        var remitted = try debts.one()
        remitted.events.append(try debts.remitted("r1", "2026-11-01", 10_000, of: "a1"))
        let gaps = Completeness(
            missing: [.init(source: "sociaal", kind: .timeout)],
            differing: [.init(source: "heffingen", plan: "heffingen", detail: "")], leftOut: [.init(because: "dubbele regel", count: 1)])
        return try ["3.0.0", "4.1.0"].flatMap { version in
            [
                try debts.text([], version: version, in: language), try debts.text(try debts.five(), version: version, in: language),
                try debts.text([remitted], gaps, version: version, in: language, verification: nil),
            ]
        }
    }

    /// A point ends a sentence only before a space: that of € 1.234,50 does not.
    private func sentences(_ text: DocumentText) -> [[Substring]] {
        Dump.prose(text.blocks).flatMap { paragraph in
            paragraph.split(separator: /[.?!:](\s|$)/).map { $0.split(whereSeparator: { $0 == " " }) }.filter { !$0.isEmpty }
        }
    }

    @Test(arguments: Language.allCases) func sentencesAreShort(_ language: Language) throws {
        let all = try texts(language).flatMap { sentences($0) }
        for sentence in all { #expect(sentence.count <= 25, "\(sentence.joined(separator: " "))") }
        #expect(all.count > 100)
        let words = all.reduce(0) { $0 + $1.count }
        #expect(Double(words) / Double(all.count) <= 15)
    }

    @Test func noWordsOfTheTrade() throws {
        let jargon = [
            "saldo", "vordering", "debiteur", "crediteur", "achterstand", "betalingsverplichting", "verplichting opgelegd", "invordering",
            "dwangbevel", "conform", "inzake", "middels", "derhalve", "alsmede", "dient te", "desbetreffende", "geldig", "verwerkt",
            "vervaldatum", "tenaamstelling", "incasso", "verrekening", "openbaar", "fcid", "json-", "oin", "pades", "certificaat",
            "schuldig",
            "uw schuld is", "nalatig", "verzuim", "wanbetaler",
        ]
        for text in try texts(.dutch) {
            let prose = Dump.prose(text.blocks).joined(separator: " ").lowercased()
            for word in jargon { #expect(!prose.contains(word), "\(word)") }
        }
    }

    @Test(arguments: Language.allCases) func everyHoleIsFilled(_ language: Language) throws {
        for text in try texts(language) {
            let dump = Dump.text(text)
            for mark in ["{", "}", "[]"] {
                #expect(!dump.split(separator: "\n").contains { $0.contains(mark) && !$0.hasPrefix("page:") }, "\(mark)")
            }
        }
    }

    /// No Dutch sentence is left in an English document, but what comes from the source.
    @Test func theEnglishEditionIsEnglish() throws {
        for text in try texts(.english) {
            let dump = " " + Dump.prose(text.blocks).joined(separator: " ").lowercased() + " "
            for word in [" het ", " een ", " wij ", " betalen ", " rekening ", " niet "] { #expect(!dump.contains(word), "\(word)") }
        }
    }
}
