import Core

/// The first thing in a JSON text that is not as it must be, and where.
struct JSONMistake: Error {
    enum Flaw {
        case notUTF8, byteOrderMark, null, surrogate
        case syntax(StaticString)
        case depth, nodes, number
        case duplicate(String, first: Span)
    }

    let flaw: Flaw
    /// Byte offset, and bytes from there.
    let at: Int
    let length: Int

    init(_ flaw: Flaw, at: Int, length: Int = 1) {
        self.flaw = flaw
        self.at = at
        self.length = length
    }

    /// What a caller hears. A key is named only when it cannot be a datum.
    var fault: Fault {
        switch flaw {
        case .notUTF8, .byteOrderMark, .null, .surrogate: Fault(.encoding)
        case .syntax: Fault(.malformed)
        case .depth, .nodes, .number: Fault(.tooComplex)
        case .duplicate(let key, _):
            Fault(
                .invalid,
                problems: [
                    Fault.Problem(name: JSONMistake.isName(key) ? key : "", code: "duplicate", reason: "Dit veld komt tweemaal voor.")
                ])
        }
    }

    /// What the author of a file hears.
    func diagnostic(in source: SourceText) -> Diagnostic {
        var cursor = PlaceCursor(source)
        let span = cursor.span(at, at + length)
        return switch flaw {
        case .notUTF8: Diagnostic(.notUTF8, at: span, "the file is not UTF-8")
        case .byteOrderMark: Diagnostic(.notUTF8, at: span, "the file begins with a byte order mark", hint: "save it as UTF-8 without BOM")
        case .null: Diagnostic(.notUTF8, at: span, "a NUL character")
        case .surrogate: Diagnostic(.notUTF8, at: span, "half of a surrogate pair", hint: "write the character itself, in UTF-8")
        case .syntax(let problem): Diagnostic(.fileSyntax, at: span, "not well-formed JSON: \(problem)")
        case .depth: Diagnostic(.tooLarge, at: span, "nested too deeply")
        case .nodes: Diagnostic(.tooLarge, at: span, "too many values")
        case .number: Diagnostic(.tooLarge, at: span, "a number of too many digits")
        case .duplicate(let key, let first):
            Diagnostic(
                .duplicateKey, at: span, "'\(key)' stands here for the second time",
                others: [Diagnostic.Other(first, "the first is here")])
        }
    }

    /// Whether a key looks like the name of a field, so that naming it back cannot repeat a BSN or a sentence.
    private static func isName(_ key: String) -> Bool {
        var digits = 0
        for byte in key.utf8 {
            switch byte {
            case 0x30...0x39: digits += 1
            case 0x41...0x5A, 0x61...0x7A, 0x5F, 0x2D, 0x2E: break
            default: return false
            }
        }
        return digits < 5 && !key.isEmpty && key.utf8.count <= 40
    }
}
