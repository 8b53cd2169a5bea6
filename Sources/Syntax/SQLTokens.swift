/// A piece of a statement: a word, a name between quotes, a text, or a single sign.
struct SQLToken {
    enum Kind {
        case word, quoted, text, sign
    }

    let kind: Kind
    let text: String
    /// From 0 within the statement.
    let line: Int
    /// In characters, from 0.
    let column: Int
    /// How many brackets stand open around it.
    let depth: Int

    var lowercased: String { text.lowercased() }
    /// Whether it can be a part of a path.
    var isPart: Bool { kind == .word || kind == .quoted }
    var isNumber: Bool { text.utf8.first.map { $0 &- 0x30 <= 9 } ?? false }

    func isWord(_ word: String) -> Bool { kind == .word && lowercased == word }
    func isSign(_ sign: String) -> Bool { kind == .sign && text == sign }
}

/// Cuts a statement that `SQLScan` has found whole into tokens: comments are gone, texts are one token.
enum SQLTokens {
    static func read(_ statement: String) -> [SQLToken] {
        let text = Array(statement)
        var tokens: [SQLToken] = []
        var (at, line, lineStart, depth) = (0, 0, 0, 0)

        func mark(from start: Int, to end: Int) {
            for index in start..<end where text[index].isNewline {
                line += 1
                lineStart = index + 1
            }
        }
        func add(_ kind: SQLToken.Kind, _ content: String, _ end: Int) {
            tokens.append(SQLToken(kind: kind, text: content, line: line, column: at - lineStart, depth: depth))
            mark(from: at, to: end)
            at = end
        }
        /// Behind the closing quote; a doubled quote does not close.
        func closing(_ quote: Character, from start: Int, backslashes: Bool = false) -> Int {
            var end = start
            while end < text.count {
                if backslashes, text[end] == "\\" {
                    end += 2
                } else if text[end] != quote {
                    end += 1
                } else if end + 1 < text.count, text[end + 1] == quote {
                    end += 2
                } else {
                    return end + 1
                }
            }
            return text.count
        }

        while at < text.count {
            let sign = text[at]
            let next = at + 1 < text.count ? text[at + 1] : " "
            if sign.isWhitespace {
                mark(from: at, to: at + 1)
                at += 1
            } else if sign == "-", next == "-" {
                while at < text.count, !text[at].isNewline { at += 1 }
            } else if sign == "/", next == "*" {
                var end = at + 2
                while end < text.count, !(text[end] == "/" && text[end - 1] == "*" && end > at + 2) { end += 1 }
                mark(from: at, to: min(end + 1, text.count))
                at = end + 1
            } else if sign == "'" {
                let isEscaped = at > 0 && "eE".contains(text[at - 1])
                let end = closing("'", from: at + 1, backslashes: isEscaped)
                add(.text, String(text[at + 1..<max(at + 1, end - 1)]).replacing("''", with: "'"), end)
            } else if sign == "\"" {
                let end = closing("\"", from: at + 1)
                add(.quoted, String(text[at + 1..<max(at + 1, end - 1)]).replacing("\"\"", with: "\""), end)
            } else if sign.isLetter || sign.isNumber || sign == "_" {
                var end = at + 1
                while end < text.count,
                    text[end].isLetter || text[end].isNumber || "_$".contains(text[end]) || sign.isNumber && text[end] == "."
                { end += 1 }
                add(.word, String(text[at..<end]), end)
            } else {
                if sign == ")" || sign == "]" { depth -= 1 }
                add(.sign, String(sign), at + 1)
                if sign == "(" || sign == "[" { depth += 1 }
            }
        }
        return tokens
    }
}
