/// The pieces of an XML text, also of a broken one.
package struct XMLPieces {
    private let bytes: [UInt8]
    private var at = 0
    private var found: [SourcePiece] = []

    /// In the order in which they stand.
    package static func of(_ bytes: [UInt8]) -> [SourcePiece] {
        var pieces = XMLPieces(bytes)
        pieces.run()
        return pieces.found
    }

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    private mutating func run() {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
        while at < bytes.count {
            if bytes[at] != UInt8(ascii: "<") {
                let start = at
                at = next("<", from: at) ?? bytes.count
                add(.text, start..<at)
            } else if isHere("<!--") {
                block(.comment, opening: 4, "-->")
            } else if isHere("<![CDATA[") {
                block(.characterData, opening: 9, "]]>")
            } else if isHere("<!") {
                doctype()
            } else if isHere("<?") {
                block(isHere("<?xml ") ? .declaration : .instruction, opening: 2, "?>")
            } else if isHere("</") {
                at += 2
                add(.endName, name())
                skipSpace()
                if at < bytes.count, bytes[at] == UInt8(ascii: ">") { at += 1 } else { junk() }
            } else {
                at += 1
                startTag()
            }
        }
    }

    private mutating func startTag() {
        let name = name()
        guard !name.isEmpty else { return junk() }
        add(.elementName, name)
        while at < bytes.count, bytes[at] != UInt8(ascii: "<") {
            skipSpace()
            guard at < bytes.count else { return }
            if bytes[at] == UInt8(ascii: ">") {
                add(.tagEnd, at..<at + 1)
                at += 1
                return
            }
            if isHere("/>") {
                add(.emptyTagEnd, at..<at + 2)
                at += 2
                return
            }
            guard attribute() else { return junk() }
        }
    }

    /// False, having taken nothing, when no attribute stands here.
    private mutating func attribute() -> Bool {
        let start = at
        let name = name()
        skipSpace()
        guard !name.isEmpty, at < bytes.count, bytes[at] == UInt8(ascii: "=") else {
            at = start
            return false
        }
        at += 1
        skipSpace()
        let quote = at < bytes.count ? bytes[at] : 0
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
            let end = bytes[(at + 1)...].firstIndex(where: { $0 == quote || $0 == UInt8(ascii: "<") }), bytes[end] == quote
        else {
            at = start
            return false
        }
        let isNamespace = bytes[name].starts(with: "xmlns".utf8) && (name.count == 5 || bytes[name.lowerBound + 5] == UInt8(ascii: ":"))
        add(.attributeName, name)
        add(isNamespace ? .namespace : .attributeValue, at + 1..<end)
        at = end + 1
        return true
    }

    private mutating func block(_ kind: SourcePiece.Kind, opening: Int, _ mark: StaticString) {
        let start = at + opening
        at = min(start, bytes.count)
        while at < bytes.count, !isHere(mark) { at += 1 }
        add(at < bytes.count ? kind : .junk, min(start, bytes.count)..<at)
        at = min(at + mark.utf8CodeUnitCount, bytes.count)
    }

    private mutating func doctype() {
        let start = at + 2
        let end = next(">", from: at) ?? bytes.count
        let subset = bytes[at..<end].contains(UInt8(ascii: "["))
        at = end
        if subset {
            while at < bytes.count, !isHere("]>") { at += 1 }
        }
        add(.doctype, min(start, at)..<at)
    }

    /// What cannot be told, up to where a tag could begin again.
    private mutating func junk() {
        let start = at
        at = next("<", from: at) ?? bytes.count
        add(.junk, start..<at)
    }

    private mutating func name() -> Range<Int> {
        let start = at
        while at < bytes.count, XMLScan.isNameByte(bytes[at]) { at += 1 }
        return start..<at
    }

    private mutating func skipSpace() {
        while at < bytes.count, bytes[at] == 0x20 || bytes[at] == 0x0A || bytes[at] == 0x09 || bytes[at] == 0x0D { at += 1 }
    }

    private func next(_ letter: Unicode.Scalar, from start: Int) -> Int? { bytes[start...].firstIndex(of: UInt8(ascii: letter)) }

    private func isHere(_ mark: StaticString) -> Bool {
        guard at + mark.utf8CodeUnitCount <= bytes.count else { return false }
        return (0..<mark.utf8CodeUnitCount).allSatisfy { bytes[at + $0] == mark.utf8Start[$0] }
    }

    private mutating func add(_ kind: SourcePiece.Kind, _ range: Range<Int>) {
        if !range.isEmpty { found.append(SourcePiece(kind: kind, range: range)) }
    }
}
