import Core

/// Splits `"{soort.omschrijving} {jaar}"` into texts and columns; `{{` and `}}` stand for braces.
enum Template {
    static func parts(_ text: String, _ span: Span, _ diagnostics: inout Diagnostics) -> [Expression.TemplatePart]? {
        let letters = Array(text)
        // A quoted scalar begins one character before its text.
        let shift = span.length > letters.count ? 1 : 0
        var parts: [Expression.TemplatePart] = []
        var literal = ""
        var at = 0
        func place(_ from: Int, _ length: Int) -> Span { span.part(offset: shift + from, length: length) }
        while at < letters.count {
            let letter = letters[at]
            if letter == "{" || letter == "}", at + 1 < letters.count, letters[at + 1] == letter {
                literal.append(letter)
                at += 2
            } else if letter == "{" {
                guard let end = letters[at...].firstIndex(of: "}") else {
                    diagnostics.error(.badTemplate, at: place(at, 1), "the brace is not closed", hint: "write '{{' for a brace in the text")
                    return nil
                }
                let name = String(letters[(at + 1)..<end])
                guard !name.isEmpty, !name.contains(where: { $0 == "{" || $0.isWhitespace }) else {
                    diagnostics.error(.badTemplate, at: place(at, end - at + 1), "between the braces must stand a column")
                    return nil
                }
                if !literal.isEmpty { parts.append(.text(literal)) }
                literal = ""
                parts.append(.column(Expression.ColumnName(name, place(at + 1, name.count))))
                at = end + 1
            } else if letter == "}" {
                diagnostics.error(.badTemplate, at: place(at, 1), "the brace closes nothing", hint: "write '}}' for a brace in the text")
                return nil
            } else {
                literal.append(letter)
                at += 1
            }
        }
        if !literal.isEmpty { parts.append(.text(literal)) }
        let hasColumn = parts.contains { if case .column = $0 { true } else { false } }
        guard hasColumn else {
            diagnostics.error(.badTemplate, at: span, "the template names no column", hint: "a constant is written { is: … }")
            return nil
        }
        return parts
    }
}
