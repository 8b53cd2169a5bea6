import Core
import Syntax

/// A YAML file with its tree, in which a piece can be taken out, replaced or swapped.
struct MutantText {
    let source: SourceText
    let root: Node
    let scalars: [Unicode.Scalar]
    private let lineStarts: [Int]

    init?(_ source: SourceText) {
        var diagnostics = Diagnostics()
        guard let root = YAMLReader.read(source, into: &diagnostics), !diagnostics.hasErrors else { return nil }
        self.source = source
        self.root = root
        scalars = Array(source.text.unicodeScalars)
        var starts = [0]
        for (at, scalar) in scalars.enumerated() where scalar == "\n" { starts.append(at + 1) }
        lineStarts = starts
    }

    func start(_ span: Span) -> Int { min(scalars.count, lineStarts[span.line - 1] + span.column - 1) }

    func text(_ range: Range<Int>) -> String { String(String.UnicodeScalarView(scalars[range])) }

    func replacing(_ changes: [(Range<Int>, String)]) -> String {
        var result = scalars
        for (range, text) in changes.sorted(by: { $0.0.lowerBound > $1.0.lowerBound }) {
            result.replaceSubrange(range, with: text.unicodeScalars)
        }
        return String(String.UnicodeScalarView(result))
    }

    /// Where a node stands; a block reaches to the end of its last line.
    func range(_ node: Node) -> Range<Int> {
        let from = start(node.span)
        switch node.content {
        case .nothing: return from..<from
        case .boolean(let value): return from..<from + (value ? 4 : 5)
        case .text(let text), .number(let text):
            let isBlock = text.contains("\n") || (node.span.length < text.unicodeScalars.count && scalars[from] != "\"")
            return from..<(isBlock ? end(ofBlockAt: node.span) : from + node.span.length)
        case .list, .map: return from..<(scalars[from] == "{" || scalars[from] == "[" ? bracket(from) : end(ofBlockAt: node.span))
        }
    }

    func isFlow(_ node: Node) -> Bool { ["{", "["].contains(scalars[start(node.span)]) }

    /// The item of a list with the dash before it, if it has one.
    func itemStart(_ node: Node) -> Int {
        let from = start(node.span)
        var at = from - 1
        while at >= 0, scalars[at] == " " { at -= 1 }
        return at >= 0 && scalars[at] == "-" && at < from - 1 ? at : from
    }

    private func bracket(_ from: Int) -> Int {
        var depth = 0
        var quote: Unicode.Scalar?
        for at in from..<scalars.count {
            let scalar = scalars[at]
            if let open = quote {
                if scalar == open, scalars[at - 1] != "\\" { quote = nil }
            } else if scalar == "\"" || scalar == "'" {
                quote = scalar
            } else if scalar == "{" || scalar == "[" {
                depth += 1
            } else if scalar == "}" || scalar == "]" {
                depth -= 1
                if depth == 0 { return at + 1 }
            }
        }
        return scalars.count
    }

    private func end(ofBlockAt span: Span) -> Int {
        var last = span.line
        for line in span.line + 1..<max(span.line + 1, lineStarts.count + 1) {
            let from = lineStarts[line - 1]
            let indent = scalars[from...].prefix { $0 == " " }.count
            let first = from + indent < scalars.count ? scalars[from + indent] : "\n"
            if first == "\n" || first == "#" { continue }
            guard indent >= span.column - 1 else { break }
            last = line
        }
        return last < lineStarts.count ? lineStarts[last] - 1 : scalars.count
    }
}
