/// A file that somebody wrote, as it was read: its name for messages, and its lines to quote from.
package final class SourceText: Sendable, Equatable {
    /// The path as the author knows it, relative to the root folder.
    package let name: String
    package let bytes: [UInt8]
    private let lineStarts: [Int]

    package init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
        var starts = [0]
        for (at, byte) in bytes.enumerated() where byte == 0x0A { starts.append(at + 1) }
        lineStarts = starts
    }

    package convenience init(name: String, text: String) { self.init(name: name, bytes: Array(text.utf8)) }

    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The number of lines, counting a last one without an end.
    package var lineCount: Int { lineStarts.count }

    /// How many bytes at the beginning are the mark that some editors put before UTF-8 (U+FEFF); no part of the text.
    package var markLength: Int { bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }

    /// A line by its number (from 1), without its end; empty when there is no such line.
    package func line(_ number: Int) -> String {
        guard number >= 1, number <= lineStarts.count else { return "" }
        let start = number == 1 ? markLength : lineStarts[number - 1]
        var end = number < lineStarts.count ? lineStarts[number] - 1 : bytes.count
        if end > start, bytes[end - 1] == 0x0D { end -= 1 }
        return String(decoding: bytes[start..<max(start, end)], as: UTF8.self)
    }

    /// The byte at which a line begins, behind the mark of the first.
    package func lineStart(_ number: Int) -> Int { number <= 1 ? markLength : lineStarts[min(number, lineStarts.count) - 1] }

    /// The line and column (both from 1, columns in characters) of a byte offset.
    package func position(at offset: Int) -> (line: Int, column: Int) {
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        let prefix = bytes[lineStarts[low]..<min(offset, bytes.count)]
        return (low + 1, String(decoding: prefix, as: UTF8.self).count + 1)
    }

    package static func == (a: SourceText, b: SourceText) -> Bool { a.name == b.name && a.bytes == b.bytes }
}
