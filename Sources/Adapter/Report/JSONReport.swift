import Core
import Syntax

/// The report for programs, in a shape that only grows: `docs/check.md` describes it.
enum JSONReport {
    /// Raised when a key changes its meaning or goes away.
    static let version = 1

    static func text(_ report: CheckReport) -> String {
        let counts = report.counts
        return JSONText.object([
            ("version", .word(String(version))), ("tool", .text("blauwbrug \(Version.current)")),
            ("errors", .word(String(report.errors))), ("warnings", .word(String(report.warnings))),
            ("mappings", .word(counts.map { String($0.mappings) } ?? "null")),
            ("vendors", .word(counts.map { String($0.vendors) } ?? "null")),
            ("diagnostics", .list(report.diagnostics.map(diagnostic))),
        ]).written() + "\n"
    }

    private static func diagnostic(_ diagnostic: Diagnostic) -> JSONText {
        .object(
            [("code", .text(diagnostic.code.name)), ("severity", .text(diagnostic.severity.rawValue))] + place(diagnostic.span) + [
                ("message", .text(diagnostic.message)), ("label", diagnostic.label.isEmpty ? .word("null") : .text(diagnostic.label)),
                ("hint", diagnostic.hint.map { .text($0) } ?? .word("null")),
                ("others", .list(diagnostic.others.map { .object(place($0.span) + [("message", .text($0.message))]) })),
                ("cause", .text(diagnostic.code.cause)), ("fix", .text(diagnostic.code.fix)),
            ])
    }

    private static func place(_ span: Span) -> [(String, JSONText)] {
        [
            ("file", .text(span.source.name)), ("line", .word(String(span.line))), ("column", .word(String(span.column))),
            ("length", .word(String(span.length))),
        ]
    }
}
