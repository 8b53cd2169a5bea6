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
            case .text(let text): words(in: Array(text))
            }
        }
    }

    private static func words(in text: [Character]) -> [SQLWord] {
        var found: [SQLWord] = []
        var at = 0
        func isWord(_ character: Character) -> Bool { character.isLetter || character.isNumber || character == "_" }
        while at < text.count {
            let next: Character = at + 1 < text.count ? text[at + 1] : " "
            switch text[at] {
            case let blank where blank.isWhitespace: at += 1
            case "-" where next == "-": while at < text.count, !text[at].isNewline { at += 1 }
            case "/" where next == "*":
                at += 2
                while at + 1 < text.count, text[at] != "*" || text[at + 1] != "/" { at += 1 }
                at += 2
            case "'": found.append(.literal(quoted(text, &at)))
            case "\"": found.append(.word(quoted(text, &at)))
            case let digit where digit.isNumber:
                let start = at
                while at < text.count, text[at].isNumber || text[at] == "." { at += 1 }
                found.append(.number(String(text[start..<at])))
            case let letter where isWord(letter):
                let start = at
                while at < text.count, isWord(text[at]) { at += 1 }
                found.append(.word(String(text[start..<at]).lowercased()))
            default:
                found.append(.sign(text[at]))
                at += 1
            }
        }
        return found
    }

    /// The text between two quotes; two of them inside are one.
    private static func quoted(_ text: [Character], _ at: inout Int) -> String {
        let quote = text[at]
        var content = ""
        at += 1
        while at < text.count {
            if text[at] == quote {
                guard at + 1 < text.count, text[at + 1] == quote else { break }
                at += 1
            }
            content.append(text[at])
            at += 1
        }
        at += 1
        return content
    }
}
