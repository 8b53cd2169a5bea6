/// Bytes as text in 64 characters (RFC 4648).
package enum Base64 {
    private static let symbols = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let addressSymbols = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    /// With padding, without line ends (section 4): as `xs:base64Binary`, JSON and JSON Web Signatures' certificates have it.
    package static func plain(_ bytes: [UInt8]) -> [UInt8] { encoded(bytes, symbols, pads: true) }

    /// base64url without padding (section 5), as JSON Web Signatures and links have it.
    package static func url(_ bytes: [UInt8]) -> [UInt8] { encoded(bytes, addressSymbols, pads: false) }

    private static func encoded(_ bytes: [UInt8], _ symbols: [UInt8], pads: Bool) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: (bytes.count + 2) / 3 * 4) { out, count in
            symbols.withUnsafeBufferPointer { symbols in
                var at = 0
                while at < bytes.count {
                    let left = bytes.count - at
                    let group =
                        Int(bytes[at]) << 16 | (left > 1 ? Int(bytes[at + 1]) << 8 : 0) | (left > 2 ? Int(bytes[at + 2]) : 0)
                    for place in 0..<(min(left, 3) + 1) {
                        out[count] = symbols[group >> (18 - 6 * place) & 63]
                        count += 1
                    }
                    at += 3
                }
                while pads, count % 4 != 0 {
                    out[count] = UInt8(ascii: "=")
                    count += 1
                }
            }
        }
    }

    /// Nil unless it is what `url` would write for these bytes.
    package static func bytes(url text: ArraySlice<UInt8>) -> [UInt8]? { decoded(text, UInt8(ascii: "-"), UInt8(ascii: "_")) }

    /// Nil unless it is what `plain` would write for these bytes, its padding included.
    package static func bytes(plain text: ArraySlice<UInt8>) -> [UInt8]? {
        guard text.count.isMultiple(of: 4) else { return nil }
        let padding = text.suffix(2).filter { $0 == UInt8(ascii: "=") }.count
        if padding == 2, text.suffix(2).first != UInt8(ascii: "=") { return nil }
        return decoded(text.dropLast(padding), UInt8(ascii: "+"), UInt8(ascii: "/"))
    }

    private static func decoded(_ text: ArraySlice<UInt8>, _ sixtyTwo: UInt8, _ sixtyThree: UInt8) -> [UInt8]? {
        var out: [UInt8] = []
        out.reserveCapacity(text.count * 3 / 4)
        var bits: UInt32 = 0
        var held = 0
        for byte in text {
            let value: UInt8
            switch byte {
            case 0x41...0x5A: value = byte - 0x41
            case 0x61...0x7A: value = byte - 0x61 + 26
            case 0x30...0x39: value = byte - 0x30 + 52
            case sixtyTwo: value = 62
            case sixtyThree: value = 63
            default: return nil
            }
            bits = bits << 6 | UInt32(value)
            held += 6
            if held >= 8 {
                held -= 8
                out.append(UInt8(truncatingIfNeeded: bits >> UInt32(held)))
                bits &= (1 << UInt32(held)) - 1
            }
        }
        // Bits that are left over say nothing, so they are zero, or one content had several spellings; six of them are a character too many.
        return held < 6 && bits == 0 ? out : nil
    }
}
