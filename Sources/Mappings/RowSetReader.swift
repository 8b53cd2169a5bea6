import Core
import Syntax

/// Reads one entry of `rows`: the query, its key and its columns.
enum RowSetReader {
    static func rowSet(_ entry: Node.Entry, codes: inout CodeShelf, _ diagnostics: inout Diagnostics) -> RowSet {
        let name = Name(text: entry.key, span: entry.keySpan)
        guard let form = Form(entry.value, "the row set '\(entry.key)'", shape, &diagnostics) else {
            return RowSet(name: name, select: nil, query: nil, key: [], columns: [], outputs: nil, isWhole: false)
        }
        let query = form.need("select", &diagnostics).flatMap { select($0, &diagnostics) }
        let key = (form.need("key", &diagnostics) == nil ? [] : form.texts("key", &diagnostics) ?? [])
            .filter { !Decision.isOpen($0) }.map { Name(text: $0.text ?? "", span: $0.span) }
        let columns = columns(form, codes: &codes, &diagnostics)
        return RowSet(
            name: name, select: form["select"], query: query, key: key, columns: columns ?? [],
            outputs: query == nil ? nil : form["select"].flatMap { SQLText.outputs($0) }, isWhole: columns != nil)
    }

    /// The declared columns; nil when they could not be read.
    static func columns(_ form: Form, codes: inout CodeShelf, _ diagnostics: inout Diagnostics) -> [Column]? {
        guard let entries = form.need("columns", &diagnostics)?.needEntries("'columns'", &diagnostics) else { return nil }
        var columns: [Column] = []
        for column in entries where !Decision.isOpen(column.key) {
            if column.key.isEmpty || column.key.contains(where: { ".{}".contains($0) || $0.isWhitespace }) {
                diagnostics.error(
                    .badName, at: column.keySpan, "the name of a column has no dots, braces or blanks", hint: "name it with AS in the query"
                )
            }
            columns.append(
                Column(
                    name: Name(text: column.key, span: column.keySpan), reading: Reading(column.value, codes: &codes, &diagnostics),
                    span: column.value.span))
        }
        return columns
    }

    private static func select(_ node: Node, _ diagnostics: inout Diagnostics) -> Query? {
        guard !Decision.isOpen(node), let query = SQLText.query(node, into: &diagnostics) else { return nil }
        guard query.parameters.contains(.bsn) else {
            diagnostics.error(
                .notAboutCitizen, at: node.span, "the query does not ask about the citizen: it has no :bsn",
                hint: "a query without it would give everybody's debts to anybody")
            return nil
        }
        return query
    }
}
