/// The bytes of a cell, looked at without making a string.
extension UnsafeBufferPointer<UInt8> {
    @inline(__always)
    var droppingTrailingBlanks: UnsafeBufferPointer<UInt8> {
        var end = count
        while end > 0, self[end - 1] == 0x20 { end -= 1 }
        return UnsafeBufferPointer(rebasing: self[0..<end])
    }

    @inline(__always)
    var trimmed: UnsafeBufferPointer<UInt8> {
        var start = 0
        var end = count
        while end > start, self[end - 1] == 0x20 { end -= 1 }
        while start < end, self[start] == 0x20 { start += 1 }
        return UnsafeBufferPointer(rebasing: self[start..<end])
    }

    /// Whether every byte is ASCII; looked at eight at a time.
    @inline(__always)
    var isASCII: Bool {
        guard let base = baseAddress else { return true }
        let raw = UnsafeRawPointer(base)
        var bits: UInt64 = 0
        var at = 0
        while at &+ 8 <= count {
            bits |= raw.loadUnaligned(fromByteOffset: at, as: UInt64.self)
            at &+= 8
        }
        while at < count {
            bits |= UInt64(base[at])
            at &+= 1
        }
        return bits & 0x8080_8080_8080_8080 == 0
    }

    var isZeros: Bool { allSatisfy { $0 == UInt8(ascii: "0") } }

    /// A whole number in decimal digits with an optional sign; nil when it is none or does not fit.
    var integer: Int? {
        guard count > 0 else { return nil }
        var at = 0
        let negative = self[0] == UInt8(ascii: "-")
        if negative || self[0] == UInt8(ascii: "+") { at = 1 }
        guard at < count, count - at <= 18 else { return nil }
        var number = 0
        while at < count {
            let digit = self[at] &- 0x30
            guard digit <= 9 else { return nil }
            number = number &* 10 &+ Int(digit)
            at += 1
        }
        return negative ? -number : number
    }
}
