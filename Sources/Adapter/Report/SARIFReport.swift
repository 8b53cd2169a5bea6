import Core
import Syntax

/// The report in SARIF 2.1.0 (OASIS), as code hosts read it. Fixes are left out: a hint is a sentence, not an edit.
enum SARIFReport {
    private static let schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

    static func text(_ report: CheckReport) -> String {
        var codes: [Code] = []
        for diagnostic in report.diagnostics where !codes.contains(diagnostic.code) { codes.append(diagnostic.code) }
        codes.sort { $0.name < $1.name }
        let driver = JSONText.object([
            ("name", .text("blauwbrug")), ("version", .text(Version.current)), ("semanticVersion", .text(Version.current)),
            ("rules", .list(codes.map(rule))),
        ])
        let run = JSONText.object([
            ("tool", .object([("driver", driver)])), ("columnKind", .text("unicodeCodePoints")),
            (
                "invocations",
                .list([.object([("executionSuccessful", .word("true")), ("exitCode", .word(report.errors > 0 ? "1" : "0"))])])
            ),
            ("results", .list(report.diagnostics.map { result($0, codes) })),
        ])
        return JSONText.object([("$schema", .text(schema)), ("version", .text("2.1.0")), ("runs", .list([run]))]).written() + "\n"
    }

    private static func rule(_ code: Code) -> JSONText {
        .object([
            ("id", .text(code.name)), ("shortDescription", message(code.summary)), ("fullDescription", message(code.cause)),
            (
                "help",
                .object([
                    ("text", .text("\(code.cause) \(code.fix)")), ("markdown", .text("\(code.cause)\n\n**Fix.** \(code.fix)")),
                ])
            ),
        ])
    }

    private static func result(_ diagnostic: Diagnostic, _ codes: [Code]) -> JSONText {
        let told = diagnostic.message + (diagnostic.hint.map { " (\($0))" } ?? "")
        var members: [(String, JSONText)] = [
            ("ruleId", .text(diagnostic.code.name)),
            ("ruleIndex", .word(String(codes.firstIndex(of: diagnostic.code) ?? -1))),
            ("level", .text(diagnostic.severity.rawValue)), ("message", message(told)),
            ("locations", .list([.object([("physicalLocation", place(diagnostic.span))])])),
        ]
        if !diagnostic.others.isEmpty {
            let others = diagnostic.others.enumerated().map { index, other in
                JSONText.object([
                    ("id", .word(String(index + 1))), ("physicalLocation", place(other.span)), ("message", message(other.message)),
                ])
            }
            members.append(("relatedLocations", .list(others)))
        }
        return .object(members)
    }

    private static func place(_ span: Span) -> JSONText {
        .object([
            ("artifactLocation", .object([("uri", .text(uri(span.source.name))), ("uriBaseId", .text("%SRCROOT%"))])),
            (
                "region",
                .object([
                    ("startLine", .word(String(span.line))), ("startColumn", .word(String(span.column))),
                    ("endLine", .word(String(span.line))), ("endColumn", .word(String(span.column + span.length))),
                ])
            ),
        ])
    }

    private static func message(_ text: String) -> JSONText { .object([("text", .text(text))]) }

    /// A path as a relative reference (RFC 3986 section 4.2): what a segment cannot hold is escaped.
    private static func uri(_ path: String) -> String {
        let digits = Array("0123456789ABCDEF")
        var text = ""
        for byte in path.utf8 {
            let letter = byte | 0x20
            if letter >= 0x61 && letter <= 0x7A || byte >= 0x30 && byte <= 0x39 || "-._~/".utf8.contains(byte) {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                text += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
            }
        }
        return text
    }
}
