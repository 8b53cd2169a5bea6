package import Core

/// The words, literals and signs of a checked statement in their order: for a tool that looks for what a statement compares, never for
/// deciding what it does.
package enum SQLWord: Sendable, Equatable {
    /// A name or keyword, in small letters, quotes taken off.
    case word(String)
    /// The text between single quotes.
    case literal(String)
    case number(String)
    case parameter
    case sign(Character)

    package static func words(of query: Query) -> [SQLWord] {
        query.segments.flatMap { segment -> [SQLWord] in
            switch segment {
            case .parameter: [.parameter]
            case .text(let text): SQLTokens.read(text).map(SQLWord.init)
            }
        }
    }

    private init(_ token: SQLToken) {
        switch token.kind {
        case .word where token.isNumber: self = .number(token.text)
        case .word, .quoted: self = .word(token.lowercased)
        case .text: self = .literal(token.text)
        case .sign: self = .sign(Character(token.text))
        }
    }
}
