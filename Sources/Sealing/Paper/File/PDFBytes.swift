/// Bytes of a PDF file as they are written (ISO 32000-1, 7.3): numbers, names, texts and references in their shortest form.
struct PDFBytes {
    var bytes: [UInt8] = []

    init() {}

    init(_ text: StaticString) { write(text) }

    mutating func write(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    mutating func write(_ more: PDFBytes) { bytes.append(contentsOf: more.bytes) }

    mutating func write(_ number: Int) {
        if number < 0 { bytes.append(0x2D) }
        var rest = number.magnitude
        let start = bytes.count
        repeat {
            bytes.append(UInt8(truncatingIfNeeded: 0x30 + rest % 10))
            rest /= 10
        } while rest > 0
        bytes[start...].reverse()
    }

    /// A number of hundredths: `12345` is written `123.45`, `12300` is `123`.
    mutating func write(hundredths: Int) {
        if hundredths < 0 { bytes.append(0x2D) }
        let magnitude = hundredths.magnitude
        let whole = magnitude / 100
        let part = UInt8(magnitude % 100)
        if whole > 0 || part == 0 { write(Int(whole)) }
        guard part > 0 else { return }
        bytes.append(0x2E)
        bytes.append(0x30 + part / 10)
        if part % 10 > 0 { bytes.append(0x30 + part % 10) }
    }

    /// A part of one, from 0 to 1000 thousandths: `.353`.
    mutating func write(thousandths: Int) {
        if thousandths == 0 || thousandths >= 1000 { return write(thousandths / 1000) }
        bytes.append(0x2E)
        for divisor in [100, 10, 1] where thousandths % (divisor * 10) > 0 {
            bytes.append(UInt8(truncatingIfNeeded: 0x30 + thousandths / divisor % 10))
        }
    }

    /// Points, to a hundredth.
    mutating func write(_ points: Double) { write(hundredths: Int((points * 100).rounded())) }

    mutating func write(_ points: [Double]) {
        for (index, point) in points.enumerated() {
            if index > 0 { bytes.append(0x20) }
            write(point)
        }
    }

    mutating func write(reference object: Int) {
        write(object)
        write(" 0 R")
    }

    /// A name without its solidus; what may not stand in one is escaped (7.3.5).
    mutating func write(name: String) {
        bytes.append(0x2F)
        for byte in name.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2D, 0x2E, 0x5F: bytes.append(byte)
            default:
                bytes.append(0x23)
                write(hex: byte)
            }
        }
    }

    /// A text string (7.9.2): as it is when it is plain ASCII, else UTF-16 with a byte order mark.
    mutating func write(text: String) {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return write(literal: text.utf8) }
        write("<FEFF")
        for unit in text.utf16 {
            write(hex: UInt8(unit >> 8))
            write(hex: UInt8(unit & 0xFF))
        }
        write(">")
    }

    mutating func write(literal characters: some Sequence<UInt8>) {
        bytes.append(0x28)
        for byte in characters { write(inLiteral: byte) }
        bytes.append(0x29)
    }

    /// One byte between the brackets of a literal string. A bare carriage return would be read as a line feed (7.3.4.2).
    @inline(__always) mutating func write(inLiteral byte: UInt8) {
        switch byte {
        case 0x28, 0x29, 0x5C:
            bytes.append(0x5C)
            bytes.append(byte)
        case 0x0D:
            bytes.append(0x5C)
            bytes.append(0x72)
        default: bytes.append(byte)
        }
    }

    mutating func write(hex byte: UInt8) {
        bytes.append(PDFBytes.digit(byte >> 4))
        bytes.append(PDFBytes.digit(byte & 15))
    }

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x41 + value - 10 }
}
