/// Texts of old systems: windows-1252, which is also what is meant by ISO-8859-1 (WHATWG Encoding Standard, section 4.2): the C1 control
/// characters in which the two differ occur in no message.
package enum Latin1 {
    /// What the bytes 80 to 9F stand for; 0 for the five that stand for nothing.
    private static let high: [UInt16] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
        0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
    ]

    /// The same text as UTF-8; nil when a byte stands for nothing.
    package static func utf8(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count + bytes.count / 8)
        for byte in bytes {
            guard byte >= 0x80 else {
                text.append(byte)
                continue
            }
            let letter = byte < 0xA0 ? high[Int(byte - 0x80)] : UInt16(byte)
            guard letter != 0, let scalar = Unicode.Scalar(letter) else { return nil }
            text.append(contentsOf: UTF8.encode(scalar).map { Array($0) } ?? [])
        }
        return text
    }
}
