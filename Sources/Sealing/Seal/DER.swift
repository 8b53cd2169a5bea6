/// Writes the distinguished encoding of ASN.1 (ITU-T X.690): every function gives one whole element.
package enum DER {
    package static func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(content.count + 6)
        out.append(tag)
        append(length: content.count, to: &out)
        out += content
        return out
    }

    private static func append(length: Int, to out: inout [UInt8]) {
        guard length >= 0x80 else { return out.append(UInt8(length)) }
        var octets: [UInt8] = []
        var left = length
        while left > 0 {
            octets.append(UInt8(left & 0xFF))
            left >>= 8
        }
        out.append(0x80 | UInt8(octets.count))
        out += octets.reversed()
    }

    package static func sequence(_ parts: [UInt8]...) -> [UInt8] { element(DERTag.sequence, parts.flatMap { $0 }) }

    /// A SET OF: its elements stand in the order of their encodings (X.690, 11.6).
    package static func set(of parts: [[UInt8]]) -> [UInt8] {
        element(DERTag.set, parts.sorted { $0.lexicographicallyPrecedes($1) }.flatMap { $0 })
    }

    /// `[number]`, explicit: around a whole element; or implicit: instead of the tag of something constructed whose content is given.
    package static func context(_ number: UInt8, _ content: [UInt8]) -> [UInt8] { element(DERTag.context(number), content) }

    package static func octets(_ bytes: [UInt8]) -> [UInt8] { element(DERTag.octetString, bytes) }
    package static func boolean(_ value: Bool) -> [UInt8] { [DERTag.boolean, 1, value ? 0xFF : 0] }
    package static let null: [UInt8] = [DERTag.null, 0]

    /// - Parameter value: not negative.
    package static func integer(_ value: Int) -> [UInt8] {
        integer(unsigned: (0..<8).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) })
    }

    /// A number that is not negative, from its big-endian bytes.
    package static func integer(unsigned bytes: [UInt8]) -> [UInt8] {
        var content = Array(bytes.drop { $0 == 0 })
        if content.isEmpty || content[0] & 0x80 != 0 { content.insert(0, at: 0) }
        return element(DERTag.integer, content)
    }

    package static func identifier(_ identifier: DERIdentifier) -> [UInt8] { element(DERTag.objectIdentifier, identifier.content) }
}
