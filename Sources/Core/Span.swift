/// Where something was written: a stretch of one line of a file.
package struct Span: Sendable, Equatable {
    package let source: SourceText
    /// Counted from 1.
    package let line: Int
    /// Counted from 1, in characters.
    package let column: Int
    /// In characters, at least 1: the width of the caret line under it.
    package let length: Int

    package init(source: SourceText, line: Int, column: Int, length: Int = 1) {
        self.source = source
        self.line = line
        self.column = column
        self.length = max(1, length)
    }

    /// A stretch inside this one, for a mistake within a scalar: `offset` and `length` in characters.
    package func part(offset: Int, length: Int) -> Span {
        Span(source: source, line: line, column: column + offset, length: length)
    }

    /// `file:line:col`, the form editors and compilers share.
    package var place: String { "\(source.name):\(line):\(column)" }
}
