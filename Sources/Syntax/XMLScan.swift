import Core

/// The guard's walk over the tokens of an XML text that is known to be UTF-8. Allocates nothing unless offsets are asked for.
struct XMLScan {
    let base: UnsafePointer<UInt8>
    let end: Int
    let limits: XMLLimits
    var at = 0
    private(set) var tally = XMLTally()
    private var nodes = 0
    private var depth = 0
    /// Namespace declarations in scope per depth: libxml2 searches all of them for every prefix.
    private let scopes: UnsafeMutableBufferPointer<Int32>
    private let keepsOffsets: Bool
    /// Bytes of the running text; comments and CDATA do not end it. -1 between texts.
    private var textBytes = -1

    init(
        _ base: UnsafePointer<UInt8>, count: Int, limits: XMLLimits, scopes: UnsafeMutableBufferPointer<Int32>, keepsOffsets: Bool
    ) {
        self.base = base
        end = count
        self.limits = limits
        self.scopes = scopes
        self.keepsOffsets = keepsOffsets
        scopes[0] = 0
    }

    mutating func document() throws(XMLMistake) {
        if isHere("\u{FEFF}") { at = 3 }
        if isHere("<?xml"), at + 5 < end, isSpace(base[at + 5]) { try declaration() }
        while at < end {
            if depth == 0 {
                skipSpace()
                if at == end { break }
                guard base[at] == UInt8(ascii: "<") else { throw XMLMistake(.malformed, at: at, "text outside the root element") }
            }
            if base[at] != UInt8(ascii: "<") {
                try text()
                continue
            }
            switch at + 1 < end ? base[at + 1] : 0 {
            case UInt8(ascii: "/"): try endTag()
            case UInt8(ascii: "?"): try instruction()
            case UInt8(ascii: "!"): try exclamation()
            default: try startTag()
            }
        }
        guard depth == 0, tally.elements > 0 else { throw XMLMistake(.malformed, at: end, "it ends too early") }
    }

    // MARK: - Tags

    private mutating func startTag() throws(XMLMistake) {
        let start = at
        guard depth > 0 || tally.elements == 0 else { throw XMLMistake(.malformed, at: at, "a second root element") }
        at += 1
        try name()
        guard depth < limits.depth else { throw XMLMistake(.tooComplex, at: start, "nested too deeply") }
        try count(at: start)
        tally.elements += 1
        token(start)
        textBytes = -1
        var attributes = 0
        var namespaces = 0
        while true {
            let spaced = skipSpace()
            guard at < end else { throw XMLMistake(.malformed, at: start, "the tag is not closed") }
            if base[at] == UInt8(ascii: ">") {
                at += 1
                scopes[depth + 1] = scopes[depth] + Int32(namespaces)
                depth += 1
                break
            }
            if base[at] == UInt8(ascii: "/") {
                guard at + 1 < end, base[at + 1] == UInt8(ascii: ">") else { throw XMLMistake(.malformed, at: at, "'>' is expected here") }
                at += 2
                token(start)
                break
            }
            guard spaced else { throw XMLMistake(.malformed, at: at, "a space is expected here") }
            let isNamespace = isNamespaceHere
            if isNamespace { namespaces += 1 } else { attributes += 1 }
            guard namespaces <= limits.namespaces, Int(scopes[depth]) + namespaces <= limits.namespaces * 4 else {
                throw XMLMistake(.tooComplex, at: at, "too many namespaces")
            }
            guard attributes <= limits.attributes else { throw XMLMistake(.tooComplex, at: at, "too many attributes") }
            try attribute()
            if !isNamespace { tally.attributes += 1 }
        }
    }

    private mutating func attribute() throws(XMLMistake) {
        try count(at: at)
        try name()
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
        while at < end {
            let byte = base[at]
            if byte == quote {
                guard at - start <= limits.attributeValue else { throw XMLMistake(.tooComplex, at: start, "the value is too long") }
                at += 1
                return
            }
            if byte == UInt8(ascii: "<") { throw XMLMistake(.malformed, at: at, "'<' in a value") }
            if byte == UInt8(ascii: "&") { try reference() } else { at += 1 }
        }
        throw XMLMistake(.malformed, at: start, "the value is not closed")
    }

    private mutating func endTag() throws(XMLMistake) {
        let start = at
        guard depth > 0 else { throw XMLMistake(.malformed, at: at, "an end tag without its start") }
        at += 2
        try name()
        skipSpace()
        guard at < end, base[at] == UInt8(ascii: ">") else { throw XMLMistake(.malformed, at: at, "'>' is expected here") }
        at += 1
        depth -= 1
        textBytes = -1
        token(start)
    }

    // MARK: - Text

    private mutating func text() throws(XMLMistake) {
        let start = at
        try beginText(start)
        while at < end, base[at] != UInt8(ascii: "<") {
            let byte = base[at]
            if byte == UInt8(ascii: "&") {
                try reference()
                continue
            }
            if byte == UInt8(ascii: ">"), at >= start + 2, base[at - 1] == UInt8(ascii: "]"), base[at - 2] == UInt8(ascii: "]") {
                throw XMLMistake(.malformed, at: at - 2, "']]>' in a text")
            }
            at += 1
        }
        try addText(at - start, at: start)
    }

    private mutating func characterData() throws(XMLMistake) {
        let start = at
        guard depth > 0 else { throw XMLMistake(.malformed, at: at, "text outside the root element") }
        at += 9
        let content = at
        try find("]]>", from: start)
        guard at - 3 > content else { return }
        try beginText(content)
        try addText(at - 3 - content, at: content)
    }

    private mutating func beginText(_ start: Int) throws(XMLMistake) {
        guard textBytes < 0 else { return }
        textBytes = 0
        try count(at: start)
        tally.texts += 1
        token(start)
    }

    private mutating func addText(_ bytes: Int, at start: Int) throws(XMLMistake) {
        textBytes += bytes
        guard textBytes <= limits.text else { throw XMLMistake(.tooComplex, at: start, "the text is too long") }
    }

    // MARK: - What is not kept

    private mutating func exclamation() throws(XMLMistake) {
        if isHere("<!--") { return try comment() }
        if isHere("<![CDATA[") { return try characterData() }
        if isHere("<!DOCTYPE", ignoringCase: true) { throw XMLMistake(.doctype, at: at, "a DOCTYPE is not allowed") }
        throw XMLMistake(.malformed, at: at, "not a tag, a comment or CDATA")
    }

    private mutating func comment() throws(XMLMistake) {
        let start = at
        try count(at: start)
        at += 4
        try find("--", from: start)
        guard at < end, base[at] == UInt8(ascii: ">") else { throw XMLMistake(.malformed, at: at - 2, "'--' in a comment") }
        at += 1
    }

    private mutating func instruction() throws(XMLMistake) {
        let start = at
        try count(at: start)
        at += 2
        let target = at
        // Only ASCII names: where libxml2 disliked the name of an instruction, it would go on reading tags inside it.
        while at < end, XMLScan.isNameByte(base[at]), base[at] < 0x80 { at += 1 }
        guard at > target, !XMLScan.isDigit(base[target]), at < end, isSpace(base[at]) || isHere("?>") else {
            throw XMLMistake(.malformed, at: start, "not a processing instruction")
        }
        if at - target == 3, isHere("xml", at: target, ignoringCase: true) {
            throw XMLMistake(.malformed, at: start, "the XML declaration stands only at the very beginning")
        }
        guard at - target <= limits.name else { throw XMLMistake(.tooComplex, at: start, "the name is too long") }
        try find("?>", from: start)
    }

    /// Moves behind the next `mark`.
    private mutating func find(_ mark: StaticString, from start: Int) throws(XMLMistake) {
        let first = mark.utf8Start[0]
        while at < end {
            if base[at] == first, isHere(mark) {
                guard at - start <= limits.text else { throw XMLMistake(.tooComplex, at: start, "it is too long") }
                at += mark.utf8CodeUnitCount
                return
            }
            at += 1
        }
        throw XMLMistake(.malformed, at: start, "it is not closed")
    }

    // MARK: - Counting

    private mutating func count(at start: Int) throws(XMLMistake) {
        nodes += 1
        guard nodes <= limits.nodes else { throw XMLMistake(.tooComplex, at: start, "too many elements, attributes and texts") }
    }

    private mutating func token(_ offset: Int) {
        if keepsOffsets { tally.offsets.append(offset) }
    }
}
