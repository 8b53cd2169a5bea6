import Core
import Syntax

/// The rows of a test case, as a database would write their cells.
enum CaseRows {
    /// One `Rows` per row set of the plan; nil after telling what is wrong.
    static func rows(_ node: Node?, _ plan: Plan, at place: Span, _ diagnostics: inout Diagnostics) -> [Rows]? {
        guard let node else {
            diagnostics.error(.missingKey, at: place, "a case needs 'rows'", hint: "rows: {} for a citizen nobody knows")
            return nil
        }
        if case .nothing = node.content { return plan.rowSets.map { RowsBuilder(width: $0.columns.count).finish() } }
        let names = plan.rowSets.map(\.name)
        guard let form = Form(node, "'rows'", keys: names, &diagnostics) else { return nil }
        let before = diagnostics.errorCount
        let rows = plan.rowSets.map { set in
            var builder = RowsBuilder(width: set.columns.count)
            if let written = form[set.name], let items = written.needList("'\(set.name)'", &diagnostics) {
                for item in items { append(item, set, to: &builder, &diagnostics) }
            }
            return builder.finish()
        }
        return diagnostics.errorCount == before ? rows : nil
    }

    private static func append(_ node: Node, _ set: RowSetPlan, to builder: inout RowsBuilder, _ diagnostics: inout Diagnostics) {
        guard let form = Form(node, "a row of '\(set.name)'", keys: set.columns.map(\.name), &diagnostics) else { return }
        for column in set.columns {
            guard let cell = form[column.name] else {
                let slips = (node.entries ?? []).map(\.key).filter { key in !set.columns.contains { $0.name == key } }
                if !column.reading.isOptional, Spelling.nearest(to: column.name, in: slips) == nil {
                    diagnostics.error(
                        .badCaseFile, at: node.span, "the row does not give '\(column.name)'",
                        others: [Diagnostic.Other(column.span, "'\(column.name)' is never absent")],
                        hint: "write '\(column.name):' with nothing behind it to test a NULL")
                }
                builder.appendNull()
                continue
            }
            switch cell.content {
            case .text(let text), .number(let text): builder.append(text)
            case .boolean(let value): builder.append(value ? "t" : "f")
            case .nothing: builder.appendNull()
            case .list, .map:
                diagnostics.error(.wrongShape, at: cell.span, "a cell must be a text, this is \(cell.shape)")
                builder.appendNull()
            }
        }
    }
}
