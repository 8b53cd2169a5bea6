/// The number of an issued document, as printed on it: sixteen characters of Crockford's base 32 in four groups (`7K3Q-M9XD-04TB-ZN5C`), the
/// last of which is a check character. Drawn at random: it says nothing about the citizen, and cannot be guessed.
package struct DocumentNumber: Sendable, Hashable, CustomStringConvertible {
    private static let symbols = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    /// Without the dashes.
    private let characters: [UInt8]

    /// - Parameter random: ten random bytes; of their 80 bits 75 are used.
    package init(random: [UInt8]) {
        var bits: UInt64 = 0
        var held = 0
        var drawn: [UInt8] = []
        for byte in random where drawn.count < 15 {
            bits = bits << 8 | UInt64(byte)
            held += 8
            while held >= 5, drawn.count < 15 {
                held -= 5
                drawn.append(UInt8(bits >> UInt64(held) & 31))
            }
        }
        characters = (drawn + [DocumentNumber.check(drawn)]).map { DocumentNumber.symbols[Int($0)] }
    }

    /// As a person typed it: in any case, with or without dashes and spaces, O for 0, I and L for 1. Nil when it cannot be a number of ours.
    package init?(_ text: String) {
        var values: [UInt8] = []
        for byte in text.utf8 where byte != UInt8(ascii: "-") && byte != UInt8(ascii: " ") {
            let upper = byte >= 0x61 && byte <= 0x7A ? byte - 0x20 : byte
            let meant: UInt8 =
                switch upper {
                case UInt8(ascii: "O"): UInt8(ascii: "0")
                case UInt8(ascii: "I"), UInt8(ascii: "L"): UInt8(ascii: "1")
                default: upper
                }
            guard let value = DocumentNumber.symbols.firstIndex(of: meant) else { return nil }
            values.append(UInt8(value))
        }
        guard values.count == 16, DocumentNumber.check(Array(values.dropLast())) == values[15] else { return nil }
        characters = values.map { DocumentNumber.symbols[Int($0)] }
    }

    /// Finds every wrong character and most swaps: the weights are odd, so they have an inverse modulo 32.
    private static func check(_ values: [UInt8]) -> UInt8 {
        UInt8(values.enumerated().reduce(0) { $0 + Int($1.element) * (2 * $1.offset + 1) } % 32)
    }

    package var description: String {
        stride(from: 0, to: 16, by: 4).map { String(decoding: characters[$0..<$0 + 4], as: UTF8.self) }.joined(separator: "-")
    }
}
