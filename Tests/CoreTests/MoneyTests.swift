import Core
import Testing

@Suite("Money is integer cents, read from decimal text")
struct MoneyTests {
    @Test(
        "exact decimals become cents",
        arguments: [
            ("312.45", 31245), ("-7", -700), ("+0.5", 50), (".50", 50), ("0", 0), ("-0.05", -5), ("312.4500", 31245), ("00012.10", 1210),
        ])
    func exact(text: String, cents: Int) {
        #expect(Cents(decimal: text)?.amount == cents)
    }

    @Test(
        "what is not exact is refused, never rounded",
        arguments: ["1.005", "12.345", "", "-", ".", "1.", "1e3", "NaN", "1 000", "1,50", "0x10", "99999999999999.00", "--1", "1.2.3", "१"])
    func refused(text: String) {
        #expect(Cents(decimal: text) == nil)
    }

    @Test("Dutch notation: decimal comma, groups of three")
    func dutch() {
        let comma = UInt8(ascii: ",")
        let point = UInt8(ascii: ".")
        #expect(Cents(decimal: "1.234,50", separator: comma, thousands: point)?.amount == 123_450)
        #expect(Cents(decimal: "1.234.567,5", separator: comma, thousands: point)?.amount == 123_456_750)
        for wrong in ["1.23,50", "12.34.567,00", "1234.567,00", ".123,00", "1.234.,00"] {
            #expect(Cents(decimal: wrong, separator: comma, thousands: point) == nil, "\(wrong)")
        }
    }

    @Test("writing and reading are inverse")
    func roundTrip() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<2_000 {
            let cents = Cents(Int.random(in: -Cents.ceiling...Cents.ceiling, using: &generator))
            #expect(Cents(decimal: cents.decimal) == cents)
        }
    }

    @Test("a sum that does not fit is nil")
    func overflow() {
        #expect(Cents(.max).adding(Cents(1)) == nil)
        #expect(Cents(2).adding(Cents(-3))?.amount == -1)
    }
}
