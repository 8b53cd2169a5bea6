/// An amount of money in whole euro cents. Never a binary floating point number, never rounded.
package struct Cents: Sendable, Hashable, Comparable {
    /// The amount in cents; negative for a credit.
    package var amount: Int

    @inlinable package init(_ amount: Int) { self.amount = amount }

    package static let zero = Cents(0)

    @inlinable package static func < (a: Cents, b: Cents) -> Bool { a.amount < b.amount }
    package static prefix func - (a: Cents) -> Cents { Cents(-a.amount) }

    /// The sum, or nil when it does not fit: an amount that overflows is an error of the source, never a wrapped number.
    @inlinable package func adding(_ other: Cents) -> Cents? {
        let (sum, overflow) = amount.addingReportingOverflow(other.amount)
        return overflow ? nil : Cents(sum)
    }

    /// The largest amount we believe, in cents: a hundred billion euro. Anything above is a reading gone wrong.
    package static let ceiling = 10_000_000_000_000

    /// Reads an exact decimal such as `312.45`, `-7`, `+0.5`, `.50` or `1.234,50`.
    ///
    /// Trailing zeros after the second decimal are exact and allowed (`312.4500`); a third decimal that is not zero is refused, never rounded.
    /// - Parameters:
    ///   - decimal: the decimal separator, `.` or `,`.
    ///   - thousands: a group separator that is skipped when it stands before exactly three digits of the whole part.
    /// - Returns: nil when the text is not such a number, has a third decimal, or exceeds `ceiling`.
    package init?(
        decimal text: UnsafeBufferPointer<UInt8>, separator decimal: UInt8 = UInt8(ascii: "."), thousands: UInt8? = nil
    ) {
        var at = 0
        let end = text.count
        var negative = false
        if at < end, text[at] == UInt8(ascii: "-") || text[at] == UInt8(ascii: "+") {
            negative = text[at] == UInt8(ascii: "-")
            at += 1
        }
        var whole = 0
        var digits = 0
        var sinceGroup = -1  // digits since the last group separator; -1 before the first
        while at < end {
            let byte = text[at]
            if byte >= 0x30, byte <= 0x39 {
                whole = whole &* 10 &+ Int(byte &- 0x30)
                if whole > Cents.ceiling { return nil }
                digits += 1
                if sinceGroup >= 0 { sinceGroup += 1 }
            } else if let thousands, byte == thousands, digits > 0 {
                if sinceGroup == -1 ? digits > 3 : sinceGroup != 3 { return nil }
                sinceGroup = 0
            } else {
                break
            }
            at += 1
        }
        if sinceGroup >= 0, sinceGroup != 3 { return nil }
        var fraction = 0
        var decimals = 0
        if at < end, text[at] == decimal {
            at += 1
            while at < end, text[at] >= 0x30, text[at] <= 0x39 {
                let digit = Int(text[at] &- 0x30)
                if decimals < 2 {
                    fraction = fraction * 10 + digit
                } else if digit != 0 {
                    return nil
                }
                decimals += 1
                at += 1
            }
            if decimals == 0 { return nil }
        }
        guard at == end, digits + decimals > 0 else { return nil }
        if decimals == 1 { fraction *= 10 }
        let total = whole * 100 + fraction
        guard total <= Cents.ceiling else { return nil }
        amount = negative ? -total : total
    }

    /// The same, from a text.
    package init?(decimal text: String, separator: UInt8 = UInt8(ascii: "."), thousands: UInt8? = nil) {
        var text = text
        guard let cents = text.withUTF8({ Cents(decimal: $0, separator: separator, thousands: thousands) }) else { return nil }
        self = cents
    }

    /// Euros with a decimal point and two decimals: `312.45`, `-0.05`.
    package var decimal: String {
        let magnitude = amount.magnitude
        let cents = magnitude % 100
        return "\(amount < 0 ? "-" : "")\(magnitude / 100).\(cents < 10 ? "0" : "")\(cents)"
    }
}
