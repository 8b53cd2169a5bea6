import Sealing

/// A document as plain text, block by block, for a golden file and for counting words.
enum Dump {
    static func text(_ text: DocumentText) -> String {
        var lines = ["title: \(text.title)", "footer: \(text.footer)", "page: \(text.pageNumber)", ""]
        for block in text.blocks { lines += self.lines(block, "") }
        // A no-break space is shown, so that a golden file can miss one.
        return lines.joined(separator: "\n").replacing("\u{A0}", with: "_") + "\n"
    }

    private static func lines(_ block: Block, _ indent: String) -> [String] {
        let lines: [String] =
            switch block {
            case .heading(let text, let level): ["", "\(String(repeating: "#", count: level)) \(text)"]
            case .paragraph(let phrases): [words(phrases)]
            case .notice(let title, let paragraphs, let tone): ["[\(tone)] \(title)"] + paragraphs.map { "  \(words($0))" }
            case .figures(let figures):
                figures.map { "\($0.isMain ? "**" : "*") \($0.label): \($0.value)\($0.note.map { " (\($0))" } ?? "")" }
            case .facts(let facts): facts.map { "\($0.label): \(words($0.value))" }
            case .list(let items), .steps(let items): items.map { "- \(words($0))" }
            case .table(let table):
                ["table: \(table.summary)", table.columns.map(\.title).joined(separator: " | ")]
                    + table.rows.map { $0.map { words($0) }.joined(separator: " | ") }
                    + (table.total.map { ["= " + $0.map { words($0) }.joined(separator: " | ")] } ?? [])
            case .meter(let meter): ["meter \(meter.paid)/\(meter.open)/\(meter.late): \(meter.words)"]
            case .code(let payload, let words, let beside):
                ["code \(payload): \(words)"] + beside.flatMap { self.lines($0, "  ") }
            case .together(let inner): ["("] + inner.flatMap { self.lines($0, "  ") } + [")"]
            }
        return lines.map { $0.isEmpty ? "" : indent + $0 }
    }

    private static func words(_ phrases: [Phrase]) -> String {
        phrases.map { phrase in
            let mark =
                switch phrase.style {
                case .plain: ""
                case .strong: "*"
                case .muted: "~"
                case .alarm: "!"
                }
            let link = phrase.link.map { "<\($0)>" } ?? ""
            return "\(mark)\(phrase.text)\(mark)\(link)"
        }.joined()
    }

    /// What a reader reads as sentences, without the words of labels, tables and addresses.
    static func prose(_ blocks: [Block]) -> [String] {
        func text(_ phrases: [Phrase]) -> String { phrases.map { $0.link == nil ? $0.text : "adres" }.joined() }
        return blocks.flatMap { block -> [String] in
            switch block {
            case .heading, .facts, .table: []
            case .meter(let meter): [meter.words]
            case .paragraph(let phrases): [text(phrases)]
            case .notice(let title, let paragraphs, _): [title] + paragraphs.map(text)
            case .figures(let figures): figures.compactMap(\.note)
            case .list(let items), .steps(let items): items.map(text)
            case .code(_, _, let beside): prose(beside)
            case .together(let inner): prose(inner)
            }
        }
    }
}
