import Core
import Testing

@Suite("A mistake is shown as compilers do")
struct DiagnosticTests {
    private let code = Code("TST101", "a test")
    private let source = SourceText(
        name: "mappings/x/debts.yaml", text: "mapping: x\nrows:\n\nevents:\n\tbalans: saldo\r\n  één: 'twee'\nlast")

    @Test("place, line, caret, label, other place, hint")
    func whole() {
        let other = Span(source: SourceText(name: "connectors/y.yaml", text: "x"), line: 1, column: 1)
        let diagnostic = Diagnostic(
            code, at: Span(source: source, line: 5, column: 2, length: 6), "the standard has no field 'balans'",
            label: "not in the standard",
            others: [Diagnostic.Other(other, "declared here")], hint: "did you mean 'balance'?")
        #expect(
            DiagnosticPrinter.text(diagnostic) == """
                mappings/x/debts.yaml:5:2: error[TST101]: the standard has no field 'balans'
                  |
                5 | \tbalans: saldo
                  | \t^^^^^^ not in the standard
                  = connectors/y.yaml:1:1: declared here
                  = help: did you mean 'balance'?
                """)
    }

    @Test("a warning, characters of several bytes, a caret that would run over the line")
    func warning() {
        let diagnostic = Diagnostic(code, .warning, at: Span(source: source, line: 6, column: 8, length: 99), "odd")
        #expect(
            DiagnosticPrinter.text(diagnostic) == """
                mappings/x/debts.yaml:6:8: warning[TST101]: odd
                  |
                6 |   één: 'twee'
                  |        ^^^^^^
                """)
    }

    @Test("a place behind the file, an empty line, a line with two digits")
    func edges() {
        #expect(
            DiagnosticPrinter.text(Diagnostic(code, at: Span(source: source, line: 12, column: 1), "gone")) == """
                mappings/x/debts.yaml:12:1: error[TST101]: gone
                   |
                12 |\u{20}
                   | ^
                """)
        #expect(DiagnosticPrinter.text(Diagnostic(code, at: Span(source: source, line: 3, column: 1), "empty")).hasSuffix("3 | \n  | ^"))
    }

    @Test("many are shown in line order, each once")
    func order() {
        var diagnostics = Diagnostics()
        let span = { (line: Int, column: Int) in Span(source: source, line: line, column: column) }
        diagnostics.warning(code, at: span(7, 1), "c")
        diagnostics.error(code, at: span(1, 9), "b")
        diagnostics.error(code, at: span(1, 1), "a")
        diagnostics.error(code, at: span(1, 9), "b")
        #expect(diagnostics.sorted.map(\.message) == ["a", "b", "c"])
        #expect(diagnostics.errorCount == 3)
        #expect(diagnostics.hasErrors)
        #expect(
            DiagnosticPrinter.text(diagnostics) == """
                mappings/x/debts.yaml:1:1: error[TST101]: a
                  |
                1 | mapping: x
                  | ^

                mappings/x/debts.yaml:1:9: error[TST101]: b
                  |
                1 | mapping: x
                  |         ^

                mappings/x/debts.yaml:7:1: warning[TST101]: c
                  |
                7 | last
                  | ^

                """)
        var warnings = Diagnostics()
        warnings.warning(code, at: span(1, 1), "w")
        #expect(!warnings.hasErrors)
    }

    @Test("a source knows its lines and positions")
    func positions() {
        #expect(source.lineCount == 7)
        #expect(
            (0...8).map { source.line($0) } == ["", "mapping: x", "rows:", "", "events:", "\tbalans: saldo", "  één: 'twee'", "last", ""])
        let text = Array(source.text)
        #expect(text.count > 50)
        for (needle, place) in [("mapping", (1, 1)), ("rows", (2, 1)), ("saldo", (5, 10)), ("'twee'", (6, 8)), ("last", (7, 1))] {
            let offset = source.text.utf8.count - source.text[source.text.range(of: needle)!.lowerBound...].utf8.count
            #expect(source.position(at: offset) == place, "\(needle)")
        }
        #expect(source.position(at: 9_999).line == 7)
        let part = Span(source: source, line: 6, column: 8, length: 6).part(offset: 1, length: 4)
        #expect(part.place == "mappings/x/debts.yaml:6:9")
        #expect(part.length == 4)
    }
}

extension String {
    /// Where a text first stands.
    fileprivate func range(of needle: String) -> Range<String.Index>? { firstRange(of: needle) }
}
