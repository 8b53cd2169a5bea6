/// What stands before an XML message, as far as its bytes are ASCII: read before anybody knows in which encoding the rest is.
package struct XMLDeclaration {
    /// The encoding it names, as written; nil when it names none.
    package let encoding: String?
    /// Where the message begins behind it; 0 when there is no declaration.
    package let end: Int
    /// Whether a UTF-8 byte order mark stands before everything.
    package let hasMark: Bool

    package init(of bytes: [UInt8]) {
        hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        let start = hasMark ? 3 : 0
        // A declaration is short; one that is not closed soon is none.
        let head = bytes.dropFirst(start).prefix(200)
        guard head.starts(with: Array("<?xml".utf8)), let close = head.firstIndex(of: UInt8(ascii: ">")) else {
            encoding = nil
            end = 0
            return
        }
        end = close + 1
        let words = String(decoding: head[..<close], as: UTF8.self)
        guard let name = words.range(of: "encoding") else {
            encoding = nil
            return
        }
        let rest = words[name.upperBound...].drop { $0 == " " || $0 == "=" || $0 == "\t" || $0 == "\n" || $0 == "\r" }
        guard let quote = rest.first, quote == "\"" || quote == "'" else {
            encoding = nil
            return
        }
        encoding = String(rest.dropFirst().prefix { $0 != quote })
    }
}

extension String {
    /// Where another text first stands in this one.
    fileprivate func range(of text: String) -> Range<Index>? {
        var at = startIndex
        while at < endIndex {
            if self[at...].hasPrefix(text) { return at..<index(at, offsetBy: text.count) }
            at = index(after: at)
        }
        return nil
    }
}
