/// Reads the syntax of PDF (ISO 32000-1, 7.2 and 7.3), strictly: what two readers could understand in two ways, such as a key that stands
/// twice, is refused.
struct PDFScan {
    /// Deeper than any document nests its values.
    private static let depth = 32
    /// More than any value of a document of ours has.
    private static let parts = 200_000

    private let bytes: [UInt8]
    private(set) var at: Int
    /// Whether the bytes are the file itself, so that places in them mean something.
    private let isFile: Bool
    private var count = 0
    /// Whether a comment was passed over: only readers that repair files see what is in it.
    private(set) var hasComment = false

    init(_ bytes: [UInt8], at: Int, isFile: Bool) {
        self.bytes = bytes
        self.at = at
        self.isFile = isFile
    }

    /// The byte that comes now; nil at the end.
    var next: UInt8? { at >= 0 && at < bytes.count ? bytes[at] : nil }

    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 || byte == 0x0C || byte == 0 }

    private static func isDelimiter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "["), UInt8(ascii: "]"),
            UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "/"), UInt8(ascii: "%"):
            true
        default: false
        }
    }

    /// Passes over white space and comments.
    mutating func space() {
        while let byte = next {
            if PDFScan.isSpace(byte) {
                at += 1
            } else if byte == UInt8(ascii: "%") {
                hasComment = true
                while let inside = next, inside != 0x0A, inside != 0x0D { at += 1 }
            } else {
                return
            }
        }
    }

    /// Passes over a word that must come now.
    mutating func word(_ word: StaticString) throws(PDFMistake) {
        space()
        guard take(word) else { throw .malformed }
    }

    /// Passes over a word when it comes now, exactly here.
    mutating func take(_ word: StaticString) -> Bool {
        let length = word.utf8CodeUnitCount
        guard at >= 0, at <= bytes.count - length else { return false }
        for place in 0..<length where bytes[at + place] != word.utf8Start[place] { return false }
        at += length
        return true
    }

    /// A number that is not negative, in at most twelve digits.
    mutating func number() throws(PDFMistake) -> Int {
        space()
        let start = at
        var value = 0
        while let digit = next, digit &- 0x30 <= 9 {
            guard at - start < 12 else { throw .malformed }
            value = value * 10 + Int(digit - 0x30)
            at += 1
        }
        if at == start { throw .malformed }
        return value
    }

    mutating func move(to place: Int) { at = place }

    mutating func item(_ level: Int = 0) throws(PDFMistake) -> PDFItem {
        space()
        count += 1
        guard level < PDFScan.depth, count < PDFScan.parts else { throw .tooComplex }
        guard let byte = next else { throw .malformed }
        switch byte {
        case UInt8(ascii: "/"): return .name(try name())
        case UInt8(ascii: "("): return try literal()
        case UInt8(ascii: "["):
            at += 1
            var items: [PDFItem] = []
            while true {
                space()
                if take("]") { return .list(items) }
                items.append(try item(level + 1))
            }
        case UInt8(ascii: "<"):
            if take("<<") { return .map(try map(level)) }
            return try hexadecimal()
        case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "0")...UInt8(ascii: "9"): return try numeral()
        default:
            if take("true") { return .boolean(true) }
            if take("false") { return .boolean(false) }
            if take("null") { return .null }
            throw .malformed
        }
    }

    private mutating func map(_ level: Int) throws(PDFMistake) -> [String: PDFItem] {
        var entries: [String: PDFItem] = [:]
        while true {
            space()
            if take(">>") { return entries }
            guard next == UInt8(ascii: "/") else { throw .malformed }
            let key = try name()
            let value = try item(level + 1)
            if entries.updateValue(value, forKey: key) != nil { throw .malformed }
        }
    }

    private mutating func name() throws(PDFMistake) -> String {
        at += 1
        var text: [UInt8] = []
        while let byte = next, !PDFScan.isSpace(byte), !PDFScan.isDelimiter(byte) {
            at += 1
            guard text.count < 256, byte < 0x80 else { throw text.count < 256 ? .malformed : .tooComplex }
            if byte == UInt8(ascii: "#") {
                guard at + 1 < bytes.count, let high = PDFScan.digit(bytes[at]), let low = PDFScan.digit(bytes[at + 1]) else {
                    throw .malformed
                }
                // Texts of other characters can be equal and yet not the same bytes.
                guard high < 8 else { throw .malformed }
                text.append(high << 4 | low)
                at += 2
            } else {
                text.append(byte)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }

    /// An integer, a number with a fraction, or a reference: `12 0 R`.
    private mutating func numeral() throws(PDFMistake) -> PDFItem {
        let start = at
        var isNegative = false
        if let sign = next, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
            isNegative = sign == UInt8(ascii: "-")
            at += 1
        }
        var value = 0
        var digits = 0
        var isReal = false
        while let byte = next, byte &- 0x30 <= 9 || byte == UInt8(ascii: ".") {
            at += 1
            if byte == UInt8(ascii: ".") {
                if isReal { throw .malformed }
                isReal = true
            } else if !isReal {
                digits += 1
                guard digits <= 15 else { throw .malformed }
                value = value * 10 + Int(byte - 0x30)
            } else {
                digits += 1
            }
        }
        guard digits > 0 else { throw .malformed }
        if isReal { return .real }
        guard bytes[start] &- 0x30 <= 9, let number = reference(to: value) else { return .integer(isNegative ? -value : value) }
        return number
    }

    /// What follows a first number of a reference of generation 0; nil, and nothing is read, when it is none.
    private mutating func reference(to number: Int) -> PDFItem? {
        var ahead = self
        guard let blank = ahead.next, PDFScan.isSpace(blank) else { return nil }
        while let byte = ahead.next, PDFScan.isSpace(byte) { ahead.at += 1 }
        var digits = 0
        while let byte = ahead.next, byte == 0x30, digits < 6 {
            ahead.at += 1
            digits += 1
        }
        guard digits > 0, let gap = ahead.next, PDFScan.isSpace(gap) else { return nil }
        while let byte = ahead.next, PDFScan.isSpace(byte) { ahead.at += 1 }
        guard ahead.take("R") else { return nil }
        if let byte = ahead.next, !PDFScan.isSpace(byte), !PDFScan.isDelimiter(byte) { return nil }
        at = ahead.at
        return .reference(number)
    }

    private mutating func hexadecimal() throws(PDFMistake) -> PDFItem {
        let start = at
        at += 1
        var out: [UInt8] = []
        var half: UInt8?
        while let byte = next {
            at += 1
            if byte == UInt8(ascii: ">") {
                if let half { out.append(half << 4) }
                return .string(out, at: isFile ? start..<at : nil)
            }
            if PDFScan.isSpace(byte) { continue }
            guard let digit = PDFScan.digit(byte) else { throw .malformed }
            if let high = half {
                out.append(high << 4 | digit)
                half = nil
            } else {
                half = digit
            }
        }
        throw .malformed
    }

    private mutating func literal() throws(PDFMistake) -> PDFItem {
        let start = at
        at += 1
        var out: [UInt8] = []
        var open = 1
        while let byte = next {
            at += 1
            switch byte {
            case UInt8(ascii: "("): open += 1
            case UInt8(ascii: ")"):
                open -= 1
                if open == 0 { return .string(out, at: isFile ? start..<at : nil) }
            case UInt8(ascii: "\\"):
                if let meant = try escape() { out.append(meant) }
                continue
            default: break
            }
            out.append(byte)
        }
        throw .malformed
    }

    /// What a backslash stands for; nil before the end of a line.
    private mutating func escape() throws(PDFMistake) -> UInt8? {
        guard let byte = next else { throw .malformed }
        at += 1
        switch byte {
        case UInt8(ascii: "n"): return 0x0A
        case UInt8(ascii: "r"): return 0x0D
        case UInt8(ascii: "t"): return 0x09
        case UInt8(ascii: "b"): return 0x08
        case UInt8(ascii: "f"): return 0x0C
        case 0x0A: return nil
        case 0x0D:
            if next == 0x0A { at += 1 }
            return nil
        case UInt8(ascii: "0")...UInt8(ascii: "7"):
            var value = Int(byte - 0x30)
            for _ in 0..<2 {
                guard let digit = next, (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(digit) else { break }
                value = value * 8 + Int(digit - 0x30)
                at += 1
            }
            return UInt8(truncatingIfNeeded: value)
        default: return byte
        }
    }
}
