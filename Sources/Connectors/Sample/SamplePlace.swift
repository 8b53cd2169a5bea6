import Core

/// A place in a sample from which a token can be looked up, so that a caret stands under the hole itself and not under its element.
struct SamplePlace {
    let start: Span

    init(_ start: Span) { self.start = start }

    init(_ source: SourceText, line: Int32, column: Int32) {
        start = Span(source: source, line: Int(line), column: Int(column))
    }

    /// Where a text first stands from here on, within the next lines; else this place itself.
    ///
    /// - Parameter length: how much of it the caret marks, in characters.
    func span(of text: String, length: Int? = nil) -> Span {
        let wanted = Array(text)
        for line in start.line..<start.line + 40 {
            let letters = Array(start.source.line(line))
            var at = line == start.line ? start.column - 1 : 0
            while at >= 0, at + wanted.count <= letters.count {
                if letters[at] == wanted[0], letters[at..<at + wanted.count].elementsEqual(wanted) {
                    return Span(source: start.source, line: line, column: at + 1, length: length ?? wanted.count)
                }
                at += 1
            }
        }
        return start
    }
}
