/// Reads the distinguished encoding of ASN.1 (ITU-T X.690) strictly: lengths are definite and as short as they can be, tags have one byte. Whoever
/// reads goes down by hand, so that no input decides how deep.
package struct DERReader: Sendable {
    private var rest: ArraySlice<UInt8>

    package init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    package var isAtEnd: Bool { rest.isEmpty }

    /// The tag of the element that comes now.
    package var tag: UInt8? { rest.first }

    /// Nil when there is no whole, well encoded element here.
    package mutating func next() -> DERElement? {
        let start = rest.startIndex
        guard rest.count >= 2, rest[start] & 0x1F != 0x1F else { return nil }
        var at = start + 2
        var length = Int(rest[start + 1])
        if length >= 0x80 {
            let octets = length & 0x7F
            guard (1...4).contains(octets), rest.endIndex - at >= octets, rest[at] != 0 else { return nil }
            length = rest[at..<at + octets].reduce(0) { $0 << 8 | Int($1) }
            guard length >= 0x80 else { return nil }
            at += octets
        }
        guard rest.endIndex - at >= length else { return nil }
        let element = DERElement(tag: rest[start], content: rest[at..<at + length], encoded: rest[start..<at + length])
        rest = rest[(at + length)...]
        return element
    }

    /// The next element when it has this tag; nil, and nothing is read, when it has not.
    package mutating func next(_ tag: UInt8) -> DERElement? {
        guard self.tag == tag else { return nil }
        return next()
    }
}
