/// One element of a distinguished encoding that was read: a view into the bytes it came from.
package struct DERElement: Sendable {
    package let tag: UInt8
    package let content: ArraySlice<UInt8>
    /// Tag, length and content.
    package let encoded: ArraySlice<UInt8>

    init(tag: UInt8, content: ArraySlice<UInt8>, encoded: ArraySlice<UInt8>) {
        self.tag = tag
        self.content = content
        self.encoded = encoded
    }

    /// Nil unless the bytes are exactly one element.
    package init?(_ bytes: ArraySlice<UInt8>) {
        var reader = DERReader(bytes)
        guard let element = reader.next(), reader.isAtEnd else { return nil }
        self = element
    }

    package init?(_ bytes: [UInt8]) { self.init(bytes[...]) }

    /// Nil when this is not something constructed.
    package var reader: DERReader? { tag & 0x20 == 0 ? nil : DERReader(content) }

    /// What is in it; nil when it is not constructed, is not well encoded, or has more than `limit` elements.
    package func elements(limit: Int = 64) -> [DERElement]? {
        guard var reader else { return nil }
        var found: [DERElement] = []
        while !reader.isAtEnd {
            guard found.count < limit, let next = reader.next() else { return nil }
            found.append(next)
        }
        return found
    }

    package var identifier: DERIdentifier? {
        guard tag == DERTag.objectIdentifier, let last = content.last, last & 0x80 == 0 else { return nil }
        return DERIdentifier(content: content)
    }

    package var octets: [UInt8]? { tag == DERTag.octetString ? Array(content) : nil }

    package var boolean: Bool? {
        guard tag == DERTag.boolean, content.count == 1 else { return nil }
        return content.first == 0 ? false : content.first == 0xFF ? true : nil
    }

    /// The big-endian bytes of a number that is not negative and is written as short as it can be, without a leading zero.
    package var unsigned: [UInt8]? {
        guard tag == DERTag.integer, let first = content.first, first & 0x80 == 0 else { return nil }
        if content.count > 1, first == 0 {
            let rest = content.dropFirst()
            return rest.first.map { $0 & 0x80 != 0 } == true ? Array(rest) : nil
        }
        return Array(content)
    }

    /// A number from 0 to 2⁶² − 1.
    package var integer: Int? {
        guard let unsigned, unsigned.count < 8 || (unsigned.count == 8 && unsigned[0] < 0x40) else { return nil }
        return unsigned.reduce(0) { $0 << 8 | Int($1) }
    }
}
