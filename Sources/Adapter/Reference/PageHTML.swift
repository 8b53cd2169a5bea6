import Core

extension Page {
    /// The page as one HTML file: it needs no script and nothing from elsewhere, and can be read on a phone and heard.
    var html: String {
        var lines = [
            "<!doctype html>", "<html lang=\"\(language.rawValue)\">", "<head>", "<meta charset=\"utf-8\">",
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">", "<title>\(Page.escaped(title))</title>",
            "<style>\(Page.style)</style>", "</head>", "<body>", "<a class=\"skip\" href=\"#main\">\(language.skip)</a>",
            "<header><h1>\(Page.text(title))</h1><p>\(Page.text(introduction))</p></header>",
            "<nav aria-label=\"\(language.contents)\"><ul>",
        ]
        for section in sections {
            let inner = section.sections.map { "<li><a href=\"#\($0.id)\">\(Page.text($0.title))</a></li>" }.joined()
            lines.append(
                "<li><a href=\"#\(section.id)\">\(Page.text(section.title))</a>\(inner.isEmpty ? "" : "<ul>\(inner)</ul>")</li>")
        }
        lines += ["</ul></nav>", "<main id=\"main\">"]
        for section in sections { Page.write(section, depth: 2, &lines) }
        lines += ["</main>", "</body>", "</html>"]
        return lines.joined(separator: "\n") + "\n"
    }

    static let style = """
        :root{color-scheme:light dark;--line:#8888}body{font:1rem/1.5 system-ui,sans-serif;max-width:70rem;margin:0 auto;padding:1rem}\
        h2{margin-top:2.5rem;border-bottom:2px solid}h3{margin-top:2rem}code{font-family:ui-monospace,monospace;font-size:.95em;overflow-wrap:anywhere}\
        nav ul ul{columns:21rem}nav li{overflow-wrap:anywhere}.scroll{overflow-x:auto}table{border-collapse:collapse;min-width:100%}caption{text-align:left;font-weight:600}\
        th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid var(--line)}:target{outline:3px solid}\
        .skip{position:absolute;left:-99rem}.skip:focus{left:1rem}@media print{nav{display:none}}
        """

    /// The style as a Content-Security-Policy names it.
    static let styleHash = hash(of: style)

    /// A style sheet as a Content-Security-Policy names it: its SHA-256 in base64 (CSP 3, RFC 4648).
    static func hash(of style: String) -> String {
        "sha256-" + String(decoding: Base64.plain(Digest(of: style).bytes), as: UTF8.self)
    }

    private static func write(_ section: Section, depth: Int, _ lines: inout [String]) {
        lines.append("<section aria-labelledby=\"\(section.id)\"><h\(depth) id=\"\(section.id)\">\(text(section.title))</h\(depth)>")
        for block in section.blocks {
            switch block {
            case .paragraph(let paragraph): lines.append("<p>\(text(paragraph))</p>")
            case .table(let table): write(table, &lines)
            }
        }
        for inner in section.sections { write(inner, depth: depth + 1, &lines) }
        lines.append("</section>")
    }

    private static func write(_ table: Table, _ lines: inout [String]) {
        // A wide table scrolls by itself, with the keyboard too.
        lines.append("<div class=\"scroll\" role=\"region\" aria-label=\"\(escaped(table.caption))\" tabindex=\"0\"><table>")
        lines.append("<caption>\(text(table.caption))</caption>")
        lines.append("<thead><tr>" + table.head.map { "<th scope=\"col\">\(text($0))</th>" }.joined() + "</tr></thead><tbody>")
        for row in table.rows {
            let rest = row.cells.dropFirst().map { "<td>\(text($0))</td>" }.joined()
            lines.append("<tr><th scope=\"row\" id=\"\(row.id)\">\(text(row.cells.first ?? ""))</th>\(rest)</tr>")
        }
        lines.append("</tbody></table></div>")
    }

    /// Backticks become code, everything else is itself.
    private static func text(_ text: String) -> String {
        let parts = text.split(separator: "`", omittingEmptySubsequences: false)
        return parts.enumerated().map { $0.offset % 2 == 1 ? "<code>\(escaped(String($0.element)))</code>" : escaped(String($0.element)) }
            .joined()
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
    }
}
