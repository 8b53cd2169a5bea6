/// Writes a diagnostic as compilers do: the place first, the line quoted, a caret under the exact token, the other place, a hint.
///
/// ```
/// mappings/x/debts.yaml:4:3: error[MAP204]: the standard has no field 'balans'
///   |
/// 4 |   balans: saldo
///   |   ^^^^^^ not in the standard
///   = help: did you mean 'balance'?
/// ```
package enum DiagnosticPrinter {
    package static func text(_ diagnostic: Diagnostic) -> String {
        let span = diagnostic.span
        let quoted = span.source.line(span.line)
        let gutter = String(repeating: " ", count: String(span.line).count)
        // A tab in the quoted line stays a tab in the caret line, so that the caret stands under its token in any terminal.
        let indent = String(quoted.prefix(span.column - 1).map { $0 == "\t" ? "\t" : " " })
        // A whole statement on one line is pointed at, not underlined to its end.
        let width = max(1, min(span.length, quoted.count - span.column + 1, 80))
        let carets = String(repeating: "^", count: width) + (diagnostic.label.isEmpty ? "" : " \(diagnostic.label)")
        var lines = [
            "\(span.place): \(diagnostic.severity.rawValue)[\(diagnostic.code)]: \(diagnostic.message)",
            "\(gutter) |",
            "\(span.line) | \(quoted)",
            "\(gutter) | \(indent)\(carets)",
        ]
        for other in diagnostic.others { lines.append("\(gutter) = \(other.span.place): \(other.message)") }
        if let hint = diagnostic.hint { lines.append("\(gutter) = help: \(hint)") }
        return lines.joined(separator: "\n")
    }

    /// All of them, in line order, with an empty line between.
    package static func text(_ diagnostics: Diagnostics) -> String {
        diagnostics.sorted.map { text($0) + "\n" }.joined(separator: "\n")
    }
}
