package import Core

/// One place where a case's answer is not what its file expects: the path first, then what the file says (`-`) and what came (`+`).
///
/// ```
/// zaken[0].gebeurtenissen[2] BetalingVerwerkt M-1 (mappings/x/leges.test.yaml:52:13)
///   - bedrag: 312.40
///   + bedrag: 312.45
/// ```
package struct CaseMismatch: Sendable {
    package struct Line: Sendable, Equatable {
        /// Whether the file says it; otherwise the mapping gave it.
        package let isExpected: Bool
        package let text: String

        static func expected(_ text: String) -> Line { Line(isExpected: true, text: text) }
        static func got(_ text: String) -> Line { Line(isExpected: false, text: text) }
    }

    /// `zaken[0].saldo`, with what tells an event apart behind it.
    package let path: String
    /// Where the test file says it, or where it should have.
    package let span: Span
    package let lines: [Line]
    /// Where what came was made; nil when the path says enough.
    package let note: String?

    package var text: String {
        (["\(path) (\(span.place))"] + lines.map { "  \($0.isExpected ? "-" : "+") \($0.text)" } + (note.map { ["  \($0)"] } ?? []))
            .joined(separator: "\n")
    }
}
