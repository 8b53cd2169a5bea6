/// A burgerservicenummer: nine digits that pass the 11-proef, and not 000000000.
///
/// It prints as `<bsn>` wherever it is printed by accident; `reveal()` and `number` are the only ways out, for the wire and for bound parameters.
package struct BSN: Sendable, Hashable {
    /// The number without leading zeros, for a column that stores it as a number.
    package let number: Int

    /// Nil unless the text is exactly nine digits that pass the 11-proef (9·d1 + 8·d2 + … + 2·d8 − d9 divisible by 11).
    package init?(_ text: some StringProtocol) {
        var number = 0
        var sum = 0
        var count = 0
        for byte in text.utf8 {
            guard byte >= 0x30, byte <= 0x39, count < 9 else { return nil }
            let digit = Int(byte - 0x30)
            number = number * 10 + digit
            sum += digit * (count == 8 ? -1 : 9 - count)
            count += 1
        }
        guard count == 9, number != 0, sum % 11 == 0 else { return nil }
        self.number = number
    }

    /// The nine digits, leading zeros kept.
    package func reveal() -> String {
        let digits = String(number)
        return String(repeating: "0", count: 9 - digits.utf8.count) + digits
    }
}

extension BSN: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "<bsn>" }
    package var debugDescription: String { "<bsn>" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
