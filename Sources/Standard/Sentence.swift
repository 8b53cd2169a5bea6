import Core
import Syntax

/// A sentence with holes, as the standard's file gives it: what a citizen is told about an event or a total.
///
/// `{bedrag}` is the value of a field; what stands between `[` and `]` is left out when a hole in it has nothing to fill it.
package struct Sentence: Sendable {
    enum Part: Sendable, Equatable {
        case text(String)
        case hole(String)
        case optional([Part])
    }

    let parts: [Part]
    let span: Span

    /// Nil after telling what is wrong with it.
    init?(_ text: String, _ span: Span, _ diagnostics: inout Diagnostics) {
        var stack: [[Part]] = [[]]
        var literal = ""
        var rest = Substring(text)
        func wrong(_ what: String) {
            diagnostics.error(.standardSentence, at: span, what, hint: "\"Op {datum} betaalde u {bedrag}[ voor {omschrijving}].\"")
        }
        func close(_ literal: inout String, _ stack: inout [[Part]]) {
            if !literal.isEmpty { stack[stack.count - 1].append(.text(literal)) }
            literal = ""
        }
        while let letter = rest.popFirst() {
            switch letter {
            case "{":
                guard let end = rest.firstIndex(of: "}"), end > rest.startIndex else {
                    wrong("a brace of the sentence is not closed, or nothing stands in it")
                    return nil
                }
                close(&literal, &stack)
                stack[stack.count - 1].append(.hole(String(rest[..<end])))
                rest = rest[rest.index(after: end)...]
            case "[" where stack.count == 1:
                close(&literal, &stack)
                stack.append([])
            case "]" where stack.count == 2:
                close(&literal, &stack)
                stack[0].append(.optional(stack.removeLast()))
            case "[", "]", "}":
                wrong("'\(letter)' stands alone in the sentence, or inside another")
                return nil
            default: literal.append(letter)
            }
        }
        close(&literal, &stack)
        guard stack.count == 1 else {
            wrong("a bracket of the sentence is not closed")
            return nil
        }
        parts = stack[0]
        self.span = span
    }

    /// The fields it names.
    var holes: [String] { Sentence.holes(parts) }

    private static func holes(_ parts: [Part]) -> [String] {
        parts.flatMap { part -> [String] in
            switch part {
            case .text: []
            case .hole(let name): [name]
            case .optional(let inner): holes(inner)
            }
        }
    }

    /// The sentence, each hole filled; nil when something that must be there is not.
    package func text(_ fill: (_ hole: String) -> String?) -> String? { Sentence.text(parts, fill) }

    private static func text(_ parts: [Part], _ fill: (String) -> String?) -> String? {
        var text = ""
        for part in parts {
            switch part {
            case .text(let literal): text += literal
            case .hole(let name):
                guard let value = fill(name) else { return nil }
                text += value
            case .optional(let inner): text += self.text(inner, fill) ?? ""
            }
        }
        return text
    }
}

/// What is told about an amount, by its sign.
package struct Sentences: Sendable {
    var usual: Sentence?
    var zero: Sentence?
    /// Its amount is told without its sign: "you paid € 5,00 too much".
    var belowZero: Sentence?

    /// The sentence for an amount in cents; for something without an amount the usual one.
    package func sentence(for amount: Int?) -> Sentence? {
        switch amount {
        case .some(0): zero ?? usual
        case .some(let cents) where cents < 0: belowZero ?? usual
        default: usual
        }
    }

    var all: [Sentence] { [usual, zero, belowZero].compactMap(\.self) }

    /// The marks of a field or an event kind that hold them.
    static let keys = [
        FormShape.Key("sentence", .text, "What a citizen is told about it, in plain Dutch, with fields between braces"),
        FormShape.Key("sentence_zero", .text, "The same when its amount is nought"),
        FormShape.Key("sentence_below_zero", .text, "The same when its amount is less than nought"),
        FormShape.Key("sentence_en", .text, "The same in English"),
        FormShape.Key("sentence_zero_en", .text, "The same in English, when its amount is nought"),
        FormShape.Key("sentence_below_zero_en", .text, "The same in English, when its amount is less than nought"),
    ]

    init(_ mark: (String) -> Node?, in language: Language = .dutch, _ diagnostics: inout Diagnostics) {
        func sentence(_ name: String) -> Sentence? {
            let name = name + (language == .dutch ? "" : "_\(language.rawValue)")
            guard let node = mark(name), let text = node.needText("'\(name)'", &diagnostics) else { return nil }
            return Sentence(text, node.span, &diagnostics)
        }
        usual = sentence("sentence")
        zero = sentence("sentence_zero")
        belowZero = sentence("sentence_below_zero")
    }

    init() {}
}
