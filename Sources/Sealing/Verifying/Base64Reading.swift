extension Base64 {
    /// Nil unless it is what `url` would write for these bytes.
    package static func bytes(url text: ArraySlice<UInt8>) -> [UInt8]? {
        decoded(text, UInt8(ascii: "-"), UInt8(ascii: "_"))
    }

    /// Nil unless it is what `text` would write for these bytes, its padding included.
    static func bytes(plain text: ArraySlice<UInt8>) -> [UInt8]? {
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
        // Bits that are left over say nothing, so they are zero; six of them are a character too many.
        return held < 6 && bits == 0 ? out : nil
    }
}
