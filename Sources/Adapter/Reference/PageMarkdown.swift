extension Page {
    /// The page as Markdown (GitHub's).
    var markdown: String {
        var lines = ["# \(title)", "", introduction, ""]
        for section in sections {
            let inner = section.sections.map { "[\(Page.plain($0.title))](#\($0.id))" }.joined(separator: " · ")
            lines.append("* [\(section.title)](#\(section.id))\(inner.isEmpty ? "" : ": \(inner)")")
        }
        for section in sections { Page.write(section, depth: 2, &lines) }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func write(_ section: Section, depth: Int, _ lines: inout [String]) {
        lines += ["", "<a id=\"\(section.id)\"></a>", "", "\(String(repeating: "#", count: depth)) \(plain(section.title))"]
        for block in section.blocks {
            lines.append("")
            switch block {
            case .paragraph(let text): lines.append(plain(text))
            case .table(let table):
                lines.append("| " + table.head.joined(separator: " | ") + " |")
                lines.append("|" + String(repeating: "---|", count: table.head.count))
                for row in table.rows {
                    let cells = row.cells.map { plain($0).replacing("|", with: "\\|") }
                    lines.append("| <a id=\"\(row.id)\"></a>" + cells.joined(separator: " | ") + " |")
                }
            }
        }
        for inner in section.sections { write(inner, depth: depth + 1, &lines) }
    }

    /// What stands in angle brackets outside code would be taken for HTML.
    private static func plain(_ text: String) -> String {
        text.split(separator: "`", omittingEmptySubsequences: false).enumerated().map { part in
            part.offset % 2 == 1 ? String(part.element) : String(part.element).replacing("<", with: "&lt;")
        }.joined(separator: "`")
    }
}
