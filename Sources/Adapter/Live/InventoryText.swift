import Core

/// An inventory for the terminal: tables with their rows, and the columns that look like something.
enum InventoryText {
    static func text(_ inventory: Inventory) -> String {
        var lines: [String] = []
        for table in inventory.tables {
            let rows = table.rows.map { "about \($0.grouped()) row\($0 == 1 ? "" : "s")" } ?? "rows unknown"
            lines.append("\(table.title) (\(table.isView ? "view, " : "")\(rows), \(table.columns.count) columns)\(comment(table.comment))")
            let width = min(30, table.columns.map(\.name.count).max() ?? 0) + 2
            for column in table.columns {
                var marks: [String] = table.key.contains(column.name) ? ["key"] : []
                marks += table.foreignKeys.filter { $0.columns.contains(column.name) }.map { "→ \($0.table)" }
                marks += column.likenesses.map(\.words)
                let type = column.type + (column.mayBeNull ? "?" : "")
                let line = "  \(padded(column.name, width))\(padded(type, 28))\(marks.joined(separator: "; "))\(comment(column.comment))"
                lines.append(String(line.reversed().drop { $0 == " " }.reversed()))
            }
            lines.append("")
        }
        return lines.joined(separator: "\n")
    }

    private static func comment(_ text: String?) -> String {
        text.map { "  -- " + $0.split { $0.isNewline || $0.isWhitespace }.joined(separator: " ") } ?? ""
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text.padded(to: width) + (text.count >= width ? " " : "")
    }
}
