import Core
import Standard

/// Says a thing in the language of the reader: both editions stand side by side, so that neither is forgotten.
struct Tongue: Sendable {
    let language: Language
    /// Amounts and days, unbroken.
    let words: PlainWords

    init(_ language: Language) {
        self.language = language
        words = PlainWords(language, isUnbroken: true)
    }

    func callAsFunction(_ dutch: String, _ english: String) -> String { language == .dutch ? dutch : english }

    /// The last of several is joined by *en*.
    func list(_ items: [String]) -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return "\(items.dropLast().joined(separator: ", ")) \(self("en", "and")) \(last)"
    }

    func count(_ number: Int, _ dutch: (one: String, more: String), _ english: (one: String, more: String)) -> String {
        number == 1 ? "1 \(self(dutch.one, english.one))" : "\(number) \(self(dutch.more, english.more))"
    }

    /// A text of a source on one line: the line ends and tabs that a database kept are spaces, no character of it is lost.
    static func line(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isBreak) else { return text }
        return text.unicodeScalars.split(whereSeparator: isBreak).map(String.init).joined(separator: " ")
    }

    private static func isBreak(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || scalar.value == 0x7F || scalar.value == 0x85 || scalar.value == 0x2028 || scalar.value == 0x2029
    }

    func money(_ cents: Cents) -> String { words.money(cents) }

    func day(_ instant: Instant) -> String { words.day(instant) }

    /// `22 november 2026 om 8:31 uur`.
    func moment(_ instant: Instant) -> String {
        self("\(words.day(instant)) om \(words.time(instant)) uur", "\(words.day(instant)) at \(words.time(instant))")
    }
}
