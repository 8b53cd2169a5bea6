import Core

/// Gives spans of a file for byte offsets that mostly go forward. Counting on from the last place keeps a file of one long line linear.
struct PlaceCursor {
    private let source: SourceText
    private var offset = 0
    private var line = 1
    private var column = 1

    init(_ source: SourceText) { self.source = source }

    /// The stretch between two byte offsets; its length is cut at the end of the line.
    mutating func span(_ from: Int, _ to: Int) -> Span {
        move(to: min(from, source.bytes.count))
        var end = offset
        while end < min(to, source.bytes.count), source.bytes[end] != 0x0A { end += 1 }
        return Span(source: source, line: line, column: column, length: characters(offset, end))
    }

    private mutating func move(to target: Int) {
        if target < offset { (offset, line, column) = (0, 1, 1) }
        var start = offset
        for at in offset..<target where source.bytes[at] == 0x0A {
            line += 1
            column = 1
            start = at + 1
        }
        column += characters(start, target)
        offset = target
    }

    private func characters(_ from: Int, _ to: Int) -> Int {
        let bytes = source.bytes[from..<to]
        return bytes.allSatisfy { $0 < 0x80 } ? bytes.count : String(decoding: bytes, as: UTF8.self).count
    }
}
