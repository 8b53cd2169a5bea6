package import Core

/// Quotes lines of a message without what a citizen's data could stand in: texts and values become `•••`; names, namespaces and
/// punctuation stay.
package struct SourceMask: Sendable {
    package static let mark = "•••"

    private let source: SourceText
    private let pieces: [SourcePiece]
    /// Texts and values that are no data: they are what the sample says, to the letter.
    private let kept: [Range<Int>]

    package init(_ source: SourceText, _ pieces: [SourcePiece], keeping kept: [Range<Int>] = []) {
        self.source = source
        self.pieces = pieces
        self.kept = kept
    }

    /// A line as it may be shown, and where a stretch of it then stands.
    ///
    /// - Parameters:
    ///   - column, length: the stretch in the line as written, counted from 1 in characters.
    package func quoted(_ line: Int, column: Int, length: Int) -> (text: String, column: Int, length: Int) {
        let start = offset(line, 1)
        let end = lineEnd(start)
        let from = offset(line, column)
        let to = max(from, offset(line, column + length))
        var text = ""
        var (first, last) = (0, 0)
        func show(_ range: Range<Int>, _ shown: (ArraySlice<UInt8>) -> String) {
            guard !range.isEmpty else { return }
            let whole = shown(source.bytes[range])
            let isWritten = whole.utf8.count == range.count && whole.utf8.elementsEqual(source.bytes[range])
            let before = text.count
            func place(_ offset: Int) -> Int {
                isWritten ? before + String(decoding: source.bytes[range.lowerBound..<offset], as: UTF8.self).count : before
            }
            if range.contains(from) { first = place(from) }
            text += whole
            if to > range.lowerBound, to <= range.upperBound { last = isWritten ? place(to) : text.count }
        }
        var at = start
        for piece in pieces where piece.range.upperBound > start && piece.range.lowerBound < end {
            let range = max(start, piece.range.lowerBound)..<min(end, piece.range.upperBound)
            guard range.lowerBound >= at else { continue }
            show(at..<range.lowerBound) { SourceMask.punctuation($0) }
            let inner = SourceMask.trimmed(range, source.bytes)
            show(range.lowerBound..<inner.lowerBound) { String(decoding: $0, as: UTF8.self) }
            show(inner) { isShown(piece) ? String(decoding: $0, as: UTF8.self) : SourceMask.mark }
            show(inner.upperBound..<range.upperBound) { String(decoding: $0, as: UTF8.self) }
            at = range.upperBound
        }
        show(at..<max(at, end)) { SourceMask.punctuation($0) }
        if from >= end { first = text.count }
        return (text, first + 1, max(1, last - first))
    }

    private func isShown(_ piece: SourcePiece) -> Bool {
        if kept.contains(where: { $0.lowerBound <= piece.range.lowerBound && $0.upperBound >= piece.range.upperBound }) { return true }
        // A value that is kept without the space around it.
        if kept.contains(where: { $0 == SourceMask.trimmed(piece.range, source.bytes) }) { return true }
        let bytes = source.bytes[piece.range]
        return switch piece.kind {
        case .elementName, .endName, .attributeName, .key: SourceMask.longestNumber(bytes) < 5 && bytes.count <= 80
        case .namespace, .declaration: SourceMask.longestNumber(bytes) < 8
        case .tagEnd, .emptyTagEnd, .word: true
        case .attributeValue, .text, .characterData, .comment, .instruction, .doctype, .string, .number, .junk: false
        }
    }

    /// What stands between pieces: signs and space. A letter there is not understood, so it is not shown.
    private static func punctuation(_ bytes: ArraySlice<UInt8>) -> String {
        let isPlain = bytes.allSatisfy { $0 < 0x80 && !(0x30...0x39).contains($0) && !(0x61...0x7A).contains($0 | 0x20) }
        return isPlain || bytes.elementsEqual([0xEF, 0xBB, 0xBF]) ? String(decoding: bytes, as: UTF8.self) : mark
    }

    private static func trimmed(_ range: Range<Int>, _ bytes: [UInt8]) -> Range<Int> {
        func isSpace(_ at: Int) -> Bool { bytes[at] == 0x20 || bytes[at] == 0x09 || bytes[at] == 0x0A || bytes[at] == 0x0D }
        guard let first = range.first(where: { !isSpace($0) }), let last = range.last(where: { !isSpace($0) }) else {
            return range.upperBound..<range.upperBound
        }
        return first..<last + 1
    }

    /// The most digits in a row.
    package static func longestNumber(_ bytes: some Sequence<UInt8>) -> Int {
        var (longest, running) = (0, 0)
        for byte in bytes {
            running = (0x30...0x39).contains(byte) ? running + 1 : 0
            longest = max(longest, running)
        }
        return longest
    }

    /// The byte of a column of a line; in a text that is not UTF-8, about there.
    private func offset(_ line: Int, _ column: Int) -> Int {
        guard line >= 1, line <= source.lineCount else { return source.bytes.count }
        let start = source.lineStart(line)
        return min(start + source.line(line).prefix(column - 1).utf8.count, lineEnd(start))
    }

    /// Behind the last byte of the line that begins here, without its end.
    private func lineEnd(_ start: Int) -> Int {
        let end = source.bytes[start...].firstIndex(of: 0x0A) ?? source.bytes.count
        return end > start && source.bytes[end - 1] == 0x0D ? end - 1 : end
    }
}
