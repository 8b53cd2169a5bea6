/// The pieces of a JSON text, also of a broken one.
package struct JSONPieces {
    private let bytes: [UInt8]
    private var at = 0
    private var found: [SourcePiece] = []

    /// In the order in which they stand.
    package static func of(_ bytes: [UInt8]) -> [SourcePiece] {
        var pieces = JSONPieces(bytes)
        pieces.run()
        return pieces.found
    }

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    private mutating func run() {
        while at < bytes.count {
            let byte = bytes[at]
            if byte == UInt8(ascii: "\"") {
                string()
            } else if JSONPieces.isLetter(byte) {
                let start = at
                while at < bytes.count, JSONPieces.isLetter(bytes[at]) { at += 1 }
                let word = String(decoding: bytes[start..<at], as: UTF8.self)
                let isNumber = byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte)
                let kind: SourcePiece.Kind = ["true", "false", "null"].contains(word) ? .word : isNumber ? .number : .junk
                found.append(SourcePiece(kind: kind, range: start..<at))
            } else {
                at += 1
            }
        }
    }

    /// A text without its quotes; one that is not closed ends with its line.
    private mutating func string() {
        at += 1
        let start = at
        while at < bytes.count, bytes[at] != UInt8(ascii: "\""), bytes[at] != 0x0A {
            at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1
        }
        at = min(at, bytes.count)
        let end = at
        let isClosed = at < bytes.count && bytes[at] == UInt8(ascii: "\"")
        if isClosed { at += 1 }
        var next = at
        while next < bytes.count, bytes[next] == 0x20 || bytes[next] == 0x0A || bytes[next] == 0x09 || bytes[next] == 0x0D { next += 1 }
        let isKey = next < bytes.count && bytes[next] == UInt8(ascii: ":")
        if end > start { found.append(SourcePiece(kind: !isClosed ? .junk : isKey ? .key : .string, range: start..<end)) }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        byte >= 0x80 || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: "+") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
    }
}
