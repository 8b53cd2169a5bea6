/// One table of a font file: every reading is checked against its end. Numbers are big-endian (OpenType, Data types).
struct FontTable {
    let bytes: ArraySlice<UInt8>

    var count: Int { bytes.count }

    func byte(_ at: Int) throws(FontFailure) -> Int {
        guard at >= 0, at < bytes.count else { throw .damaged }
        return Int(bytes[bytes.startIndex + at])
    }

    func u16(_ at: Int) throws(FontFailure) -> Int {
        guard at >= 0, at <= bytes.count - 2 else { throw .damaged }
        let first = bytes.startIndex + at
        return Int(bytes[first]) << 8 | Int(bytes[first + 1])
    }

    func i16(_ at: Int) throws(FontFailure) -> Int {
        let value = try u16(at)
        return value < 0x8000 ? value : value - 0x10000
    }

    func u32(_ at: Int) throws(FontFailure) -> Int {
        guard at >= 0, at <= bytes.count - 4 else { throw .damaged }
        let first = bytes.startIndex + at
        let high = Int(bytes[first]) << 24 | Int(bytes[first + 1]) << 16
        return high | Int(bytes[first + 2]) << 8 | Int(bytes[first + 3])
    }

    /// A part of it, from a place to its own end.
    func from(_ at: Int) throws(FontFailure) -> FontTable {
        guard at >= 0, at <= bytes.count else { throw .damaged }
        return FontTable(bytes: bytes[(bytes.startIndex + at)...])
    }

    func part(_ at: Int, _ length: Int) throws(FontFailure) -> FontTable {
        guard at >= 0, length >= 0, at <= bytes.count, length <= bytes.count - at else { throw .damaged }
        let first = bytes.startIndex + at
        return FontTable(bytes: bytes[first..<first + length])
    }
}
