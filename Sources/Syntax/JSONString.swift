import Core

extension JSONParser {
    /// The string whose opening quote is the current byte; steps over its closing quote.
    mutating func string() throws(JSONMistake) -> String {
        let opening = at
        at += 1
        let start = at
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "\""):
                at += 1
                return String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<at - 1]), as: UTF8.self)
            case UInt8(ascii: "\\"): return try escapedString(opening)
            case 0..<0x20: throw JSONMistake(.syntax("a line end or tab inside a string"), at: at)
            default: at += 1
            }
        }
        throw JSONMistake(.syntax("the string is not closed"), at: opening)
    }

    /// The rest of a string whose first backslash is the current byte.
    private mutating func escapedString(_ opening: Int) throws(JSONMistake) -> String {
        var text = Array(bytes[opening + 1..<at])
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "\""):
                at += 1
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): try escape(into: &text)
            case 0..<0x20: throw JSONMistake(.syntax("a line end or tab inside a string"), at: at)
            default:
                text.append(bytes[at])
                at += 1
            }
        }
        throw JSONMistake(.syntax("the string is not closed"), at: opening)
    }

    /// One escape; the current byte is its backslash.
    private mutating func escape(into text: inout [UInt8]) throws(JSONMistake) {
        let start = at
        guard at + 1 < bytes.count else { throw JSONMistake(.syntax("the string is not closed"), at: at) }
        let plain: UInt8
        switch bytes[at + 1] {
        case UInt8(ascii: "\""): plain = 0x22
        case UInt8(ascii: "\\"): plain = 0x5C
        case UInt8(ascii: "/"): plain = 0x2F
        case UInt8(ascii: "b"): plain = 0x08
        case UInt8(ascii: "f"): plain = 0x0C
        case UInt8(ascii: "n"): plain = 0x0A
        case UInt8(ascii: "r"): plain = 0x0D
        case UInt8(ascii: "t"): plain = 0x09
        case UInt8(ascii: "u"):
            let scalar = try unicode(start)
            UTF8.encode(scalar).map { text.append(contentsOf: $0) }
            return
        default: throw JSONMistake(.syntax("an escape JSON does not know"), at: start, length: 2)
        }
        text.append(plain)
        at += 2
    }

    /// The character of `\uXXXX` or of a pair of them.
    private mutating func unicode(_ start: Int) throws(JSONMistake) -> Unicode.Scalar {
        let first = try fourDigits()
        if first == 0 { throw JSONMistake(.null, at: start, length: 6) }
        if let scalar = Unicode.Scalar(first) { return scalar }
        // Only the first half of a pair may stand here, and the second half must follow it.
        guard first < 0xDC00, at + 1 < bytes.count, bytes[at] == UInt8(ascii: "\\"), bytes[at + 1] == UInt8(ascii: "u") else {
            throw JSONMistake(.surrogate, at: start, length: 6)
        }
        let second = try fourDigits()
        guard second >= 0xDC00, second <= 0xDFFF, let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) else {
            throw JSONMistake(.surrogate, at: start, length: 6)
        }
        return scalar
    }

    /// The number behind `\u`; steps over both.
    private mutating func fourDigits() throws(JSONMistake) -> UInt32 {
        var number: UInt32 = 0
        for offset in 2..<6 {
            guard at + offset < bytes.count else { throw JSONMistake(.syntax("four hexadecimal digits are expected here"), at: at) }
            let byte = bytes[at + offset]
            let digit: UInt8
            switch byte {
            case 0x30...0x39: digit = byte - 0x30
            case 0x41...0x46: digit = byte - 0x41 + 10
            case 0x61...0x66: digit = byte - 0x61 + 10
            default: throw JSONMistake(.syntax("four hexadecimal digits are expected here"), at: at)
            }
            number = number << 4 | UInt32(digit)
        }
        at += 6
        return number
    }
}
