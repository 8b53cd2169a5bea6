package import Core

/// A column that a SELECT gives, so far as its text says.
package struct SQLOutput: Sendable {
    /// Nil when only the database knows what it calls it: an expression without a name of its own.
    package let name: String?
    /// Whether the name stands between quotes, so that capitals count.
    package let isQuoted: Bool
    package let span: Span

    /// Whether it is the column of that name; databases fold names without quotes.
    package func isCalled(_ other: String) -> Bool {
        guard let name else { return false }
        return isQuoted ? name == other : name.lowercased() == other.lowercased()
    }
}

extension SQLText {
    /// The columns that a checked statement gives, by its text alone; nil when the text does not say (`*`, VALUES, a set of brackets around it).
    package static func outputs(_ node: Node) -> [SQLOutput]? {
        guard let text = node.text else { return nil }
        let tokens = SQLTokens.read(text)
        // A dollar quote may hold anything.
        guard !tokens.contains(where: { $0.isSign("$") }), let items = SQLText.items(tokens) else { return nil }
        let places = SQLPlaces(node, text)
        var outputs: [SQLOutput] = []
        for item in items {
            guard let last = item.last, !last.isSign("*") else { return nil }
            let named = SQLText.name(of: item)
            let token = named ?? item[item.startIndex]
            let isQuoted = token.kind == .quoted
            let span = places.span(line: token.line, column: token.column, token: isQuoted ? "\"\(token.text)\"" : token.text)
            outputs.append(SQLOutput(name: named?.text, isQuoted: isQuoted, span: span))
        }
        return outputs.isEmpty ? nil : outputs
    }

    /// The items between SELECT and FROM of the outermost statement.
    private static func items(_ tokens: [SQLToken]) -> [ArraySlice<SQLToken>]? {
        var at = 0
        if tokens.first?.isWord("with") == true {
            guard let main = tokens.firstIndex(where: { $0.depth == 0 && $0.isWord("select") }) else { return nil }
            at = main
        }
        guard at < tokens.count, tokens[at].isWord("select") else { return nil }
        at += 1
        if at < tokens.count, tokens[at].isWord("all") { at += 1 }
        if at < tokens.count, tokens[at].isWord("distinct") {
            at += 1
            // DISTINCT ON (…) belongs to PostgreSQL.
            if at < tokens.count, tokens[at].isWord("on") { return nil }
        }
        var items: [ArraySlice<SQLToken>] = []
        var start = at
        while at < tokens.count {
            let token = tokens[at]
            if token.depth == 0 {
                if token.isSign(",") {
                    items.append(tokens[start..<at])
                    start = at + 1
                } else if token.kind == .word, SQLText.ends.contains(token.lowercased), !tokens[at - 1].isWord("distinct"),
                    !tokens[at - 1].isSign(".")
                {
                    break
                }
            }
            at += 1
        }
        items.append(tokens[start..<at])
        return items
    }

    private static let ends: Set<String> = ["from", "where", "union", "except", "intersect", "order", "limit", "group", "into", "fetch"]

    /// The name an item is given: behind AS, as the last part of a path, or standing behind an expression.
    private static func name(of item: ArraySlice<SQLToken>) -> SQLToken? {
        guard let last = item.last, last.kind == .word || last.kind == .quoted else { return nil }
        let rest = item.dropLast()
        guard let before = rest.last else { return isName(last) ? last : nil }
        if before.isWord("as") { return last }
        // A cast ends in the name of a type.
        if item.contains(where: { $0.depth == 0 && $0.isSign(":") }) { return nil }
        if before.isSign(".") {
            let isPath = item.enumerated().allSatisfy { $0.offset.isMultiple(of: 2) ? $0.element.isPart : $0.element.isSign(".") }
            return isPath ? last : nil
        }
        let isBehind = before.isPart ? !SQLText.joints.contains(before.lowercased) : before.isSign(")") || before.kind == .text
        return isName(last) && isBehind ? last : nil
    }

    private static func isName(_ token: SQLToken) -> Bool {
        token.kind == .quoted || !token.isNumber && !SQLText.values.contains(token.lowercased)
    }

    private static let values: Set<String> = ["end", "null", "true", "false", "current_date", "current_timestamp"]

    /// Words behind which an expression goes on.
    private static let joints: Set<String> = [
        "and", "or", "not", "is", "in", "like", "ilike", "between", "case", "when", "then", "else", "from", "collate", "zone", "escape",
    ]
}
