import Core

/// Reads as much of a statement as SQLite's plan leaves out: which table an alias is, and what `:bsn` is compared with.
///
/// It knows words, not grammar; what it does not find is simply not told.
enum StatementTables {
    /// By alias in lower case the table it stands for, for the tables that are known.
    static func aliases(in text: String, tables: [String]) -> [String: String] {
        let known = Dictionary(tables.map { ($0.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
        let words = words(of: text)
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

    private static let ends: Set<String> = ["join", "where", "on", "using", "left", "inner", "cross", "natural", "order", "group", "limit", "union"]

    /// Words and single signs.
    private static func words(of text: String) -> [String] {
        var words: [String] = []
        var word = ""
        for character in text {
            if character.isLetter || character.isNumber || character == "_" {
                word.append(character)
                continue
            }
            if !word.isEmpty { words.append(word) }
            word = ""
            if !character.isWhitespace, character != "\"" { words.append(String(character)) }
        }
        return word.isEmpty ? words : words + [word]
    }

    /// The comparison with `:bsn`, when it is about that alias.
    static func comparison(in query: Query, alias: String, isOnlyTable: Bool) -> String? {
        let text = query.text { _ in ":bsn" }
        guard let place = text.firstRange(of: ":bsn") else { return nil }
        let lowered = text.lowercased()
        let before = lowered[..<place.lowerBound]
        // From the last WHERE, AND, OR or ON before it.
        var start = before.startIndex
        for word in ["where", "and", "or", "on"] {
            for mark in [" ", "\n", "\t"] {
                for end in [" ", "\n", "("] {
                    if let found = before.ranges(of: mark + word + end).last, found.upperBound > start {
                        start = end == "(" ? before.index(before: found.upperBound) : found.upperBound
                    }
                }
            }
        }
        guard start > before.startIndex else { return nil }
        let offset = lowered.distance(from: lowered.startIndex, to: start)
        let left = text[text.index(text.startIndex, offsetBy: offset)..<place.lowerBound].split(whereSeparator: \.isWhitespace).joined(
            separator: " ")
        guard isOnlyTable || left.lowercased().contains("\(alias.lowercased()).") else { return nil }
        return left + " :bsn"
    }

    /// The type that a comparison casts its column to; nil when it casts none.
    static func cast(in condition: String) -> String? {
        let lowered = condition.lowercased()
        guard let open = lowered.firstRange(of: "cast("), let at = lowered[open.upperBound...].firstRange(of: " as "),
            let close = lowered[at.upperBound...].firstIndex(of: ")")
        else { return nil }
        return String(lowered[at.upperBound..<close])
    }
}
