import Core

/// Finds where a part of an SQL text stands in its file: in a literal block every line of the text is a line of the file.
struct SQLPlaces {
    private let node: Node
    /// Lines of the text before the node's first line.
    private let skipped: Int
    /// Spaces that the first line keeps, left of the node's column.
    private let indented: Int

    init(_ node: Node, _ text: String) {
        self.node = node
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let first = lines.firstIndex { !$0.allSatisfy { $0 == " " } } ?? 0
        skipped = first
        indented = first < lines.count ? lines[first].prefix { $0 == " " }.count : 0
    }

    /// The place of a token; the whole node when the text was folded or escaped and the token is not found there.
    ///
    /// - Parameters:
    ///   - line: from 0 within the text.
    ///   - column: in characters, from 0.
    func span(line: Int, column: Int, token: String) -> Span {
        let source = node.span.source
        let at = node.span.line + line - skipped
        // A text in quotes on one line begins behind its quote.
        for start in [node.span.column + column - indented, node.span.column + column + 1] where start >= 1 && at >= 1 {
            let there = source.line(at).dropFirst(start - 1)
            if !token.isEmpty, there.hasPrefix(token) { return Span(source: source, line: at, column: start, length: token.count) }
        }
        return node.span
    }
}
