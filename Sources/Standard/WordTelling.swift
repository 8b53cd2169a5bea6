package import Core
import Syntax

/// What a citizen is told of each word of an enumeration, such as how a notice is paid.
package struct WordTelling: Sendable {
    private var dutch: [String: String] = [:]
    private var english: [String: String] = [:]
    private var quiet: [String] = []

    /// The marks of a field that hold them.
    static let keys = [
        FormShape.Key("told", .map(.text), "What a citizen is told of each of its words, in plain Dutch"),
        FormShape.Key("told_en", .map(.text), "The same in English"),
        FormShape.Key(
            "asks_nothing", .texts, "Words under which a citizen need do nothing", examples: ["[automatische_incasso, verrekening]"]),
    ]

    init() {}

    /// - Parameter words: of the field; others are told to be unknown.
    init(_ mark: (String) -> Node?, of words: [String], _ diagnostics: inout Diagnostics) {
        func check(_ word: String, at span: Span, _ diagnostics: inout Diagnostics) {
            if words.contains(word) { return }
            diagnostics.error(
                .standardSentence, at: span, "the field has no word '\(word)' to tell of", hint: Spelling.hint(for: word, in: words))
        }
        func told(_ name: String) -> [String: String] {
            var told: [String: String] = [:]
            for entry in mark(name)?.needEntries("'\(name)'", &diagnostics) ?? [] {
                check(entry.key, at: entry.keySpan, &diagnostics)
                told[entry.key] = entry.value.needText("'\(entry.key)'", &diagnostics)
            }
            return told
        }
        dutch = told("told")
        english = told("told_en")
        let named = mark("asks_nothing").map { $0.text == nil ? $0.list ?? [] : [$0] } ?? []
        for node in named { check(node.text ?? "", at: node.span, &diagnostics) }
        quiet = named.compactMap(\.text)
    }

    /// What is told of a word; nil when nobody wrote it.
    package func text(of word: String, in language: Language) -> String? { language == .dutch ? dutch[word] : english[word] }

    /// Whether a citizen need do nothing under that word.
    package func asksNothing(_ word: String) -> Bool { quiet.contains(word) }
}
