import Core

/// Names as SQL and YAML want them.
enum SkeletonNames {
    private static let reserved: Set<String> = [
        "all", "and", "any", "as", "asc", "between", "by", "case", "cast", "check", "column", "constraint", "create", "cross", "current",
        "default", "delete", "desc", "distinct", "do", "drop", "else", "end", "except", "exists", "false", "fetch", "for", "foreign",
        "from",
        "full", "grant", "group", "having", "in", "index", "inner", "insert", "into", "is", "join", "key", "left", "like", "limit",
        "natural",
        "not", "null", "of", "offset", "on", "only", "or", "order", "outer", "primary", "references", "right", "select", "set", "some",
        "table",
        "then", "to", "transaction", "trigger", "true", "union", "unique", "update", "user", "using", "values", "view", "when", "where",
        "with",
    ]

    /// A name in a statement: bare when every database reads it so, else between quotes.
    static func sql(_ name: String) -> String {
        let isPlain =
            name.utf8.allSatisfy { $0 &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == 0x5F } && !(name.utf8.first.map { $0 &- 0x30 < 10 } ?? true)
        if isPlain, !reserved.contains(name) { return name }
        return "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    static func sql(_ table: Inventory.Table) -> String { (table.schema.map { sql($0) + "." } ?? "") + sql(table.name) }

    /// A name as a mapping can use it: small letters, digits and underscores.
    static func word(_ name: String) -> String {
        var word = ""
        for character in name.lowercased() {
            if character.isASCII, character.isLetter || character.isNumber {
                word.append(character)
            } else if !word.hasSuffix("_") {
                word.append("_")
            }
        }
        while word.hasSuffix("_") { word.removeLast() }
        // YAML reads these two as booleans, and a column of that name could not be named.
        return ["", "true", "false", "null"].contains(word) ? word + "_" : word
    }

    /// A comment that stays one line whatever a database's own comment holds.
    static func comment(_ text: String) -> String {
        text.split { $0.isNewline || $0.isWhitespace }.joined(separator: " ")
    }
}
