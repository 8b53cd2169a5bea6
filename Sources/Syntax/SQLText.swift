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
}
