package import Core

/// Bytes being written: JSON and XML go straight into it, escaped as they are copied.
///
/// One growing block of memory, because a reply of 20 kB is written in some thousand small pieces. Not shared between tasks.
package final class Output {
    // Exclusivity checks on these three cost a quarter of the instructions of writing an answer; nothing here calls out while it writes.
    @exclusivity(unchecked) private var base: UnsafeMutablePointer<UInt8>
    @exclusivity(unchecked) private var capacity: Int
    /// Bytes written so far.
    @exclusivity(unchecked) package private(set) var count = 0

    package init(capacity: Int = 16_384) {
        self.capacity = max(64, capacity)
        base = .allocate(capacity: self.capacity + 8)
    }

    deinit { base.deallocate() }

    /// What was written, as an array.
    package var bytes: [UInt8] { Array(UnsafeBufferPointer(start: base, count: count)) }

    /// What was written, as a text.
    package var text: String { String(decoding: UnsafeBufferPointer(start: base, count: count), as: UTF8.self) }

    /// Forgets what was written, keeps the memory.
    package func clear() { count = 0 }

    @inline(__always) private func reserve(_ more: Int) {
        if count &+ more > capacity { grow(more) }
    }

    @inline(never) private func grow(_ more: Int) {
        capacity = max(capacity * 2, count + more)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + 8)
        larger.update(from: base, count: count)
        base.deallocate()
        base = larger
    }

    @inline(__always) package func append(byte: UInt8) {
        reserve(1)
        base[count] = byte
        count &+= 1
    }

    package func append(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { append($0) }
    }

    package func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let from = bytes.baseAddress else { return }
        reserve(bytes.count)
        (base + count).update(from: from, count: bytes.count)
        count &+= bytes.count
    }

    /// As it is, without escaping.
    package func append(_ text: String) {
        Output.lend(text) { append($0) }
    }

    /// The bytes of a text where they stand: a span borrows them, so that no reference to the text is counted.
    @inline(__always)
    private static func lend(_ text: borrowing String, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        let bytes = text.utf8.span
        bytes.withUnsafeBufferPointer(body)
    }

    package func append(_ text: StaticString) {
        append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// A whole number in decimal digits.
    package func append(integer: Int) {
        reserve(20)
        var magnitude = integer.magnitude
        if integer < 0 { append(byte: UInt8(ascii: "-")) }
        var digits = 1
        var power: UInt = 10
        while digits < 20, magnitude >= power {
            digits += 1
            let (next, overflow) = power.multipliedReportingOverflow(by: 10)
            if overflow { break }
            power = next
        }
        var at = count + digits
        repeat {
            at -= 1
            base[at] = 0x30 + UInt8(truncatingIfNeeded: magnitude % 10)
            magnitude /= 10
        } while magnitude > 0
        count += digits
    }

    /// RFC 3339 with the offset of Amsterdam: `2025-07-01T09:15:00+02:00`.
    package func append(_ instant: Instant) {
        reserve(32)
        let civil = instant.civil
        digits(civil.year, 4)
        append(byte: UInt8(ascii: "-"))
        digits(civil.month, 2)
        append(byte: UInt8(ascii: "-"))
        digits(civil.day, 2)
        append(byte: UInt8(ascii: "T"))
        digits(civil.hour, 2)
        append(byte: UInt8(ascii: ":"))
        digits(civil.minute, 2)
        append(byte: UInt8(ascii: ":"))
        digits(civil.second, 2)
        append(byte: instant.offset < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
        let minutes = abs(Int(instant.offset)) / 60
        digits(minutes / 60, 2)
        append(byte: UInt8(ascii: ":"))
        digits(minutes % 60, 2)
    }

    /// ISO 8601 calendar date: `2025-07-01`.
    package func append(_ date: CalendarDate) {
        digits(Int(date.year), 4)
        append(byte: UInt8(ascii: "-"))
        digits(Int(date.month), 2)
        append(byte: UInt8(ascii: "-"))
        digits(Int(date.day), 2)
    }

    /// A number in exactly `width` digits, zeros in front.
    package func digits(_ number: Int, _ width: Int) {
        reserve(width)
        var rest = number
        var at = count + width
        while at > count {
            at -= 1
            base[at] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        count += width
    }

    /// A JSON string with its quotes (RFC 8259 section 7).
    package func json(_ text: String) {
        append(byte: UInt8(ascii: "\""))
        Output.lend(text) { escaped($0, unsafe: Output.mayNeedJSON) { self.jsonByte($0) } }
        append(byte: UInt8(ascii: "\""))
    }

    /// Text for element content or a quoted attribute (XML 1.0). Characters XML cannot hold become U+FFFD, so output is always well-formed.
    package func xml(_ text: String) {
        Output.lend(text) { escaped($0, unsafe: Output.mayNeedXML) { self.xmlByte($0) } }
    }

    /// Copies first and looks at the copy eight bytes at a time (a SIMD compare with `any()` measured ten times slower); on a hit writes byte by byte.
    @inline(__always)
    private func escaped(
        _ text: UnsafeBufferPointer<UInt8>, unsafe: (UInt64) -> Bool, _ slow: (UnsafeBufferPointer<UInt8>) -> Void
    ) {
        guard let from = text.baseAddress else { return }
        reserve(text.count)
        let start = base + count
        start.update(from: from, count: text.count)
        let words = UnsafeRawPointer(start)
        var at = 0
        while at &+ 8 <= text.count {
            if unsafe(words.loadUnaligned(fromByteOffset: at, as: UInt64.self)) { return slow(text) }
            at &+= 8
        }
        if at < text.count {
            // The block has eight spare bytes; fill the rest of the word with a harmless letter.
            var word: UInt64 = 0x6161_6161_6161_6161
            withUnsafeMutableBytes(of: &word) { $0.copyMemory(from: UnsafeRawBufferPointer(start: words + at, count: text.count - at)) }
            if unsafe(word) { return slow(text) }
        }
        count &+= text.count
    }

    /// Whether one of eight bytes is below 0x20, a quote or a backslash.
    @inline(__always) private static func mayNeedJSON(_ x: UInt64) -> Bool {
        let quote = x ^ 0x2222_2222_2222_2222
        let backslash = x ^ 0x5C5C_5C5C_5C5C_5C5C
        let hit =
            ((x &- 0x2020_2020_2020_2020) & ~x) | ((quote &- 0x0101_0101_0101_0101) & ~quote)
            | ((backslash &- 0x0101_0101_0101_0101) & ~backslash)
        return hit & 0x8080_8080_8080_8080 != 0
    }

    /// Whether one of eight bytes is below 0x20, `&`, `<`, `>`, a quote, or begins a three-byte character that may be U+FFFE or U+FFFF.
    @inline(__always) private static func mayNeedXML(_ x: UInt64) -> Bool {
        var hit = (x &- 0x2020_2020_2020_2020) & ~x
        // 0x26 and 0x27 differ in their lowest bit, 0x3C and 0x3E in the next: two at a time.
        let both = (x | 0x0101_0101_0101_0101) ^ 0x2727_2727_2727_2727
        hit |= (both &- 0x0101_0101_0101_0101) & ~both
        let angle = (x | 0x0202_0202_0202_0202) ^ 0x3E3E_3E3E_3E3E_3E3E
        hit |= (angle &- 0x0101_0101_0101_0101) & ~angle
        let quote = x ^ 0x2222_2222_2222_2222
        hit |= (quote &- 0x0101_0101_0101_0101) & ~quote
        let ef = x ^ 0xEFEF_EFEF_EFEF_EFEF
        hit |= (ef &- 0x0101_0101_0101_0101) & ~ef
        return hit & 0x8080_8080_8080_8080 != 0
    }

    private func jsonByte(_ text: UnsafeBufferPointer<UInt8>) {
        for byte in text {
            switch byte {
            case 0x22: append("\\\"" as StaticString)
            case 0x5C: append("\\\\" as StaticString)
            case 0x0A: append("\\n" as StaticString)
            case 0x0D: append("\\r" as StaticString)
            case 0x09: append("\\t" as StaticString)
            case 0..<0x20:
                append("\\u00" as StaticString)
                append(Hex.text([byte]))
            default: append(byte: byte)
            }
        }
    }

    private func xmlByte(_ text: UnsafeBufferPointer<UInt8>) {
        var at = 0
        while at < text.count {
            let byte = text[at]
            switch byte {
            case 0x26: append("&amp;" as StaticString)
            case 0x3C: append("&lt;" as StaticString)
            case 0x3E: append("&gt;" as StaticString)
            case 0x22: append("&quot;" as StaticString)
            case 0x27: append("&#39;" as StaticString)
            case 0x09: append("&#9;" as StaticString)
            case 0x0A: append("&#10;" as StaticString)
            case 0x0D: append("&#13;" as StaticString)
            case 0..<0x20: append("\u{FFFD}" as StaticString)
            case 0xEF where at + 2 < text.count && text[at + 1] == 0xBF && text[at + 2] >= 0xBE:
                append("\u{FFFD}" as StaticString)
                at += 2
            default: append(byte: byte)
            }
            at += 1
        }
    }
}
