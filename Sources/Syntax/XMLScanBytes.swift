import Core

/// The smallest parts of XML: names, spaces, references, the declaration.
extension XMLScan {
    /// Moves behind the name that must stand here. Letters outside ASCII are left to libxml2.
    mutating func name() throws(XMLMistake) {
        let start = at
        while at < end, XMLScan.isNameByte(base[at]) { at += 1 }
        guard at > start, !XMLScan.isDigit(base[start]), base[start] != UInt8(ascii: "-"), base[start] != UInt8(ascii: ".") else {
            throw XMLMistake(.malformed, at: start, "a name is expected here")
        }
        guard at - start <= limits.name else { throw XMLMistake(.tooComplex, at: start, "the name is too long") }
    }

    @inline(__always) static func isNameByte(_ byte: UInt8) -> Bool {
        if byte | 0x20 >= 0x61, byte | 0x20 <= 0x7A { return true }
        return byte >= 0x80 || isDigit(byte) || byte == 0x3A || byte == 0x2D || byte == 0x2E || byte == 0x5F
    }

    @inline(__always) static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 <= 9 }

    @inline(__always) func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D }

    @discardableResult @inline(__always)
    mutating func skipSpace() -> Bool {
        let start = at
        while at < end, isSpace(base[at]) { at += 1 }
        return at > start
    }

    /// Whether the attribute that begins here declares a namespace.
    var isNamespaceHere: Bool {
        guard isHere("xmlns") else { return false }
        let next = at + 5 < end ? base[at + 5] : 0
        return next == 0x3A || !XMLScan.isNameByte(next)
    }

    @inline(__always) func isHere(_ text: StaticString, at start: Int? = nil, ignoringCase: Bool = false) -> Bool {
        let start = start ?? at
        let count = text.utf8CodeUnitCount
        guard start + count <= end else { return false }
        for offset in 0..<count {
            let a = base[start + offset]
            let b = text.utf8Start[offset]
            guard a == b || ignoringCase && b | 0x20 >= 0x61 && b | 0x20 <= 0x7A && a | 0x20 == b | 0x20 else { return false }
        }
        return true
    }

    /// Moves behind `&amp;`, `&#38;`, `&#x26;` and the like. Other entities need a DTD, and there is none.
    mutating func reference() throws(XMLMistake) {
        let start = at
        at += 1
        if at < end, base[at] == UInt8(ascii: "#") { return try characterReference(start) }
        for known: StaticString in ["amp;", "lt;", "gt;", "quot;", "apos;"] where isHere(known) {
            at += known.utf8CodeUnitCount
            return
        }
        throw XMLMistake(.malformed, at: start, "an entity nobody declared")
    }

    private mutating func characterReference(_ start: Int) throws(XMLMistake) {
        at += 1
        let isHex = at < end && base[at] == UInt8(ascii: "x")
        if isHex { at += 1 }
        var value: UInt32 = 0
        let first = at
        while at < end, base[at] != UInt8(ascii: ";") {
            let byte = base[at]
            let letter = byte | 0x20
            let digit: UInt8
            if XMLScan.isDigit(byte) {
                digit = byte &- 0x30
            } else if isHex, letter >= 0x61, letter <= 0x66 {
                digit = letter &- 0x61 &+ 10
            } else {
                throw XMLMistake(.malformed, at: start, "not a character reference")
            }
            value = min(value * (isHex ? 16 : 10) + UInt32(digit), 0x110000)
            at += 1
        }
        guard at < end, at > first, XMLScan.isCharacter(value) else { throw XMLMistake(.malformed, at: start, "not a character reference") }
        at += 1
    }

    /// The production Char of XML 1.0.
    private static func isCharacter(_ value: UInt32) -> Bool {
        switch value {
        case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }

    /// Moves behind `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`.
    mutating func declaration() throws(XMLMistake) {
        let start = at
        at += 5
        guard let version = try pseudoAttribute("version") else {
            throw XMLMistake(.malformed, at: start, "the XML declaration has no version")
        }
        guard isHere("1.0", at: version.lowerBound), version.count == 3 else {
            throw XMLMistake(.encoding, at: version.lowerBound, "not XML 1.0")
        }
        if let encoding = try pseudoAttribute("encoding") {
            guard encoding.count == 5, isHere("UTF-8", at: encoding.lowerBound, ignoringCase: true) else {
                throw XMLMistake(.encoding, at: encoding.lowerBound, "it declares another encoding than UTF-8")
            }
        }
        if let standalone = try pseudoAttribute("standalone") {
            guard
                standalone.count == 3 && isHere("yes", at: standalone.lowerBound)
                    || standalone.count == 2 && isHere("no", at: standalone.lowerBound)
            else { throw XMLMistake(.malformed, at: standalone.lowerBound, "standalone is 'yes' or 'no'") }
        }
        skipSpace()
        guard isHere("?>") else { throw XMLMistake(.malformed, at: at, "'?>' is expected here") }
        at += 2
    }

    /// The bytes between the quotes behind a word of the declaration, when it stands here after a space.
    private mutating func pseudoAttribute(_ word: StaticString) throws(XMLMistake) -> Range<Int>? {
        let before = at
        guard skipSpace(), isHere(word) else {
            at = before
            return nil
        }
        at += word.utf8CodeUnitCount
        skipSpace()
        guard at < end, base[at] == UInt8(ascii: "=") else { throw XMLMistake(.malformed, at: at, "'=' is expected here") }
        at += 1
        skipSpace()
        guard at < end, base[at] == UInt8(ascii: "\"") || base[at] == UInt8(ascii: "'") else {
            throw XMLMistake(.malformed, at: at, "a quote is expected here")
        }
        let quote = base[at]
        at += 1
        let start = at
        while at < end, base[at] != quote, at - start <= 40 { at += 1 }
        guard at < end, base[at] == quote else { throw XMLMistake(.malformed, at: start, "the value is not closed") }
        at += 1
        return start..<at - 1
    }
}
