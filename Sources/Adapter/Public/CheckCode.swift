import Core

/// The beginning of the SHA-256 of the first attached JSON, as the QR code has it: sixteen hexadecimal digits.
struct CheckCode: Sendable, Equatable {
    /// Lower case.
    let digits: String

    /// As a person typed it: in any case, with spaces and dashes. Nil when it cannot be one.
    init?(_ text: String) {
        var digits: [UInt8] = []
        for byte in text.utf8 where byte != UInt8(ascii: " ") && byte != UInt8(ascii: "-") {
            switch byte {
            case 0x30...0x39, 0x61...0x66: digits.append(byte)
            case 0x41...0x46: digits.append(byte | 0x20)
            default: return nil
            }
        }
        guard digits.count == 16 else { return nil }
        self.digits = String(decoding: digits, as: UTF8.self)
    }

    func fits(_ hash: Digest) -> Bool { hash.hex.hasPrefix(digits) }
}
