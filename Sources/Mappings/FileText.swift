import Core

/// A file's characters, and changes to them that are made together at the end: what no change touches keeps its layout and its comments.
struct FileText {
    private let scalars: [Unicode.Scalar]
    private var lineStarts: [Int] = [0]
    private var changes: [(range: Range<Int>, order: Int, text: String)] = []
    private let newline: String

    init(_ file: SourceText) {
        scalars = Array(file.text.unicodeScalars)
        for (at, scalar) in scalars.enumerated() where scalar == "\n" { lineStarts.append(at + 1) }
        newline = scalars.contains("\r") ? "\r\n" : "\n"
    }

    /// Nil when two changes touch each other.
    var result: String? {
        let ordered = changes.sorted {
            ($0.range.lowerBound, $0.range.upperBound, $0.order) < ($1.range.lowerBound, $1.range.upperBound, $1.order)
        }
        var text = String.UnicodeScalarView()
        var at = 0
        for change in ordered {
            guard change.range.lowerBound >= at else { return nil }
            text.append(contentsOf: scalars[at..<change.range.lowerBound])
            text.append(contentsOf: change.text.unicodeScalars)
            at = change.range.upperBound
        }
        text.append(contentsOf: scalars[at...])
        return String(text)
    }

    private mutating func change(_ range: Range<Int>, _ text: String) { changes.append((range, changes.count, text)) }

    private func start(_ span: Span) -> Int { min(scalars.count, lineStarts[span.line - 1] + span.column - 1) }

    /// Where a scalar stands; nil when it goes over several lines.
    private func range(of node: Node) -> Range<Int>? {
        let from = start(node.span)
        switch node.content {
        case .nothing: return from..<from
        case .text(let text), .number(let text):
            let range = from..<min(scalars.count, from + node.span.length)
            let isQuoted = scalars[from] == "\"" || scalars[from] == "'"
            let written = String(String.UnicodeScalarView(scalars[range]))
            return isQuoted ? (range.count > 1 ? range : nil) : (written == text ? range : nil)
        case .boolean(let value): return from..<from + (value ? 4 : 5)
        case .list, .map: return nil
        }
    }

    private func isFlow(_ node: Node) -> Bool { ["{", "["].contains(scalars[start(node.span)]) }

    mutating func replace(_ node: Node, with text: String) -> Bool {
        guard let range = range(of: node) else { return false }
        change(range, range.isEmpty ? " \(text)" : text)
        return true
    }

    mutating func add(_ text: String, after entry: Node.Entry, in map: Node) -> Bool {
        if isFlow(map) {
            guard let range = range(of: entry.value) else { return false }
            change(range.upperBound..<range.upperBound, ", \(text)")
            return true
        }
        let at = end(ofBlockAt: entry.keySpan)
        insert([String(repeating: " ", count: entry.keySpan.column - 1) + text], at: at)
        return true
    }

    mutating func remove(_ entry: Node.Entry, in map: Node) -> Bool {
        guard let entries = map.entries, let place = entries.firstIndex(where: { $0.key == entry.key }), place > 0 else { return false }
        guard isFlow(map) else {
            change(lineStarts[entry.keySpan.line - 1]..<end(ofBlockAt: entry.keySpan), "")
            return true
        }
        guard let before = range(of: entries[place - 1].value), let own = range(of: entry.value) else { return false }
        change(before.upperBound..<own.upperBound, "")
        return true
    }

    mutating func removeItem(_ item: Node, in list: Node) -> Bool {
        guard !isFlow(list), let count = list.list?.count, count > 1, let dash = dash(of: item) else { return false }
        change(lineStarts[item.span.line - 1]..<end(ofBlockAt: dash), "")
        return true
    }

    mutating func addItem(_ lines: [String], after item: Node) -> Bool {
        guard let dash = dash(of: item) else { return false }
        let indent = String(repeating: " ", count: dash.column - 1)
        insert(lines.enumerated().map { indent + ($0.offset == 0 ? "- " : "  ") + $0.element }, at: end(ofBlockAt: dash))
        return true
    }

    /// Puts lines in the place of a key of a block and everything under it.
    mutating func replaceBlock(_ entry: Node.Entry, with lines: [String]) -> Bool {
        let from = lineStarts[entry.keySpan.line - 1]
        let indent = scalars[from...].prefix { $0 == " " }.count
        guard indent == entry.keySpan.column - 1 else { return false }
        let spaces = String(repeating: " ", count: indent)
        change(from..<end(ofBlockAt: entry.keySpan), lines.map { spaces + $0 + newline }.joined())
        return true
    }

    private mutating func insert(_ lines: [String], at place: Int) {
        let isOpen = place > 0 && scalars[place - 1] != "\n"
        change(place..<place, (isOpen ? newline : "") + lines.joined(separator: newline) + (isOpen ? "" : newline))
    }

    /// The dash before an item of a block; nil when something else stands between.
    private func dash(of item: Node) -> Span? {
        let from = lineStarts[item.span.line - 1]
        var at = start(item.span) - 1
        while at >= from, scalars[at] == " " { at -= 1 }
        guard at >= from, scalars[at] == "-", scalars[from..<at].allSatisfy({ $0 == " " }) else { return nil }
        return Span(source: item.span.source, line: item.span.line, column: at - from + 1)
    }

    /// Where the lines end that belong to a key or a dash: those below it that stand deeper, without the blank lines and comments behind.
    private func end(ofBlockAt span: Span) -> Int {
        let isKey = scalars[start(span)] != "-"
        var last = span.line
        for line in span.line + 1..<max(span.line + 1, lineStarts.count + 1) {
            let from = lineStarts[line - 1]
            let indent = scalars[from...].prefix { $0 == " " }.count
            let first = from + indent < scalars.count ? scalars[from + indent] : "\n"
            if first == "\n" || first == "\r" || first == "#" { continue }
            guard indent >= span.column || (isKey && indent == span.column - 1 && first == "-") else { break }
            last = line
        }
        return last < lineStarts.count ? lineStarts[last] : scalars.count
    }
}
