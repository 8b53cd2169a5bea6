import Core
import Syntax

/// Reads as much of a statement as SQLite's plan leaves out: which table an alias is, and what `:bsn` is compared with.
///
/// It knows words, not grammar; what it does not find is simply not told.
enum StatementTables {
    /// By alias in lower case the table it stands for, for the tables that are known.
    static func aliases(in query: Query, tables: [String]) -> [String: String] {
        let known = Dictionary(tables.map { ($0.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
        let words = SQLWord.words(of: query).map { word in
            switch word {
            case .word(let text): text
            case .sign(let sign): String(sign)
            case .literal, .number, .parameter: ""
            }
        }
        var found: [String: String] = [:]
        for (index, word) in words.enumerated() where index > 0 {
            guard let table = known[word.lowercased()], [",", "from", "join"].contains(words[index - 1].lowercased()) else { continue }
            found[word.lowercased()] = table
            var next = index + 1 < words.count ? words[index + 1] : ""
            if next.lowercased() == "as", index + 2 < words.count { next = words[index + 2] }
            if let first = next.first, first.isLetter || first == "_", !ends.contains(next.lowercased()) {
                found[next.lowercased()] = table
                found[word.lowercased()] = nil
            }
        }
        return found
    }

    private static let ends: Set<String> = [
        "join", "where", "on", "using", "left", "inner", "cross", "natural", "order", "group", "limit", "union",
    ]

    /// The first comparison with `:bsn` as written, and its column in lower case when that stands there bare.
    static func comparison(in query: Query) -> (text: String, column: String?)? {
        let text = query.text { _ in ":bsn" }
        guard let place = text.firstRange(of: ":bsn") else { return nil }
        let before = text[..<place.lowerBound]
        let words = before.split(whereSeparator: \.isWhitespace)
        // From the last WHERE, AND, OR or ON before it.
        guard let at = words.lastIndex(where: { ["where", "and", "or", "on"].contains($0.lowercased()) }), at + 1 < words.count else {
            return nil
        }
        let left = words[(at + 1)...].joined(separator: " ")
        let column = left.lowercased().filter { $0 != " " && $0 != "=" && $0 != "\"" }.split(separator: ".").last.map(String.init)
        return (left + " :bsn", column?.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" } == true ? column : nil)
    }

    /// Where the first table stands that is none of those there are, in characters from 0; nil when each is known.
    static func unknownTable(in text: String, tables: [String]) -> Int? {
        let known = Set(tables.map { $0.lowercased() })
        let lowered = text.lowercased()
        var last = ""
        var at = lowered.startIndex
        while at < lowered.endIndex {
            guard isWord(lowered[at]) else {
                at = lowered.index(after: at)
                continue
            }
            let end = lowered[at...].firstIndex { !isWord($0) } ?? lowered.endIndex
            let word = String(lowered[at..<end])
            // What a WITH names is a table too.
            if ["from", "join"].contains(last), !known.contains(word), !lowered.contains("\(word) as ("), word != "select" {
                return lowered.distance(from: lowered.startIndex, to: at)
            }
            last = word
            at = end
        }
        return nil
    }

    private static func isWord(_ character: Character) -> Bool { character.isLetter || character.isNumber || character == "_" }

    /// The type that a comparison casts its column to; nil when it casts none.
    static func cast(in condition: String) -> String? {
        let lowered = condition.lowercased()
        guard let open = lowered.firstRange(of: "cast("), let at = lowered[open.upperBound...].firstRange(of: " as "),
            let close = lowered[at.upperBound...].firstIndex(of: ")")
        else { return nil }
        return String(lowered[at.upperBound..<close])
    }
}
