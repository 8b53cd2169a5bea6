/// Looks whether bytes are a text at all, before anything is read in them: UTF-8 (RFC 3629) without overlong forms, surrogates, NUL and
/// control characters.
struct UTF8Check {
    enum Flaw: Sendable {
        /// Not UTF-8.
        case invalid
        /// A NUL, the mark of UTF-16 and UTF-32 too.
        case null
        /// A control character other than tab and line ends; neither JSON nor XML may hold one.
        case control
    }

    /// The first flaw, or nil.
    private(set) var flaw: Flaw?
    /// Byte offset of the flaw.
    private(set) var at = 0
    /// Byte offset of the first U+FFFE or U+FFFF, or -1: JSON may hold them, XML may not.
    private(set) var nonCharacter = -1

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let base = bytes.baseAddress else { return }
        let raw = UnsafeRawPointer(base)
        let end = bytes.count
        while at < end {
            let stop = at &+ 8
            if stop <= end {
                let word = raw.loadUnaligned(fromByteOffset: at, as: UInt64.self)
                // A high bit remains for every byte of 0x80 and up, and for every byte below 0x20.
                if (word | ((word &- 0x2020_2020_2020_2020) & ~word)) & 0x8080_8080_8080_8080 == 0 {
                    at = stop
                    continue
                }
            }
            let last = min(stop, end)
            while at < last {
                let length = UTF8Check.length(base + at, end &- at)
                if length <= 0 {
                    flaw = length == 0 ? .invalid : (base[at] == 0 ? .null : .control)
                    return
                }
                if length == 3, nonCharacter < 0, base[at] == 0xEF, base[at &+ 1] == 0xBF, base[at &+ 2] >= 0xBE { nonCharacter = at }
                at &+= length
            }
        }
    }

    /// Bytes of the character that begins here; 0 when it is not UTF-8, -1 for a control character.
    @inline(__always) private static func length(_ byte: UnsafePointer<UInt8>, _ left: Int) -> Int {
        let first = byte[0]
        if first < 0x80 { return first >= 0x20 || first == 0x0A || first == 0x0D || first == 0x09 ? 1 : -1 }
        guard first >= 0xC2, first <= 0xF4 else { return 0 }
        let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        guard length <= left else { return 0 }
        let second = byte[1]
        let from: UInt8 = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80
        let to: UInt8 = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF
        guard second >= from, second <= to else { return 0 }
        if length > 2, byte[2] & 0xC0 != 0x80 { return 0 }
        if length > 3, byte[3] & 0xC0 != 0x80 { return 0 }
        return length
    }
}
