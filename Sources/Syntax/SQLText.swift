package import Core

/// Scans the SQL of a mapping file: where its parameters stand, and that it is one statement that only selects.
///
/// It knows no grammar, only what is text and what is not: quotes, comments, dollar quotes, casts. What databases read differently (`?`,
/// `$1`, `@name`, a comment inside a comment) is refused, so that no driver sees a parameter this scanner did not.
package enum SQLText {
    /// The query of a text node, or nil when it has a mistake.
    package static func query(_ node: Node, into diagnostics: inout Diagnostics) -> Query? {
        guard let text = node.needText("SQL", &diagnostics) else { return nil }
        var scan = SQLScan(text, places: SQLPlaces(node, text))
        scan.run()
        diagnostics.append(scan.diagnostics)
        return scan.diagnostics.hasErrors ? nil : Query(checked: scan.segments)
    }

    /// Where each parameter of a statement stands; empty when it has none or a mistake hides them.
    package static func places(of node: Node) -> [Span] {
        guard let text = node.text else { return [] }
        var scan = SQLScan(text, places: SQLPlaces(node, text))
        scan.run()
        return scan.parameterPlaces
    }

    /// Where a word first stands in a statement; nil when it does not.
    package static func place(of word: String, in node: Node) -> Span? {
        guard let text = node.text else { return nil }
        return SQLScan(text, places: SQLPlaces(node, text)).place(of: word)
    }

    /// The word or sign that stands at a place of a statement, in characters from 0; nil behind its end.
    package static func place(at offset: Int, in node: Node) -> (word: String, span: Span)? {
        guard let text = node.text else { return nil }
        return SQLScan(text, places: SQLPlaces(node, text)).word(at: offset)
    }
}
