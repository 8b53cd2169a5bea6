import Sealing
import Testing

@Suite struct QRCodeTests {
    @Test func hasThePatternsThatAReaderLooksFor() throws {
        let code = try #require(QRCode("https://schulden.voorbeeldstad.nl/controle?n=ABCD-EFGH-JKMN-PQRS&h=0123456789abcdef"))
        #expect((code.size - 21) % 4 == 0)
        // Three corners with an eye: dark edge, light ring, dark heart; the fourth without.
        for (left, top) in [(0, 0), (code.size - 7, 0), (0, code.size - 7)] {
            for step in 0..<7 {
                #expect(code.isDark(left + step, top) && code.isDark(left, top + step) && code.isDark(left + step, top + 6))
            }
            #expect(!code.isDark(left + 1, top + 1) && code.isDark(left + 3, top + 3))
        }
        // The line that tells the size: dark and light in turn.
        for at in 8..<code.size - 8 { #expect(code.isDark(at, 6) == (at % 2 == 0)) }
    }

    /// The two bits beside the first eye that say which correction, 00 is M, under the fixed mask 10 (ISO/IEC 18004, 7.9).
    @Test func correctsAsMuchAsItSays() throws {
        let code = try #require(QRCode("documentnummer"))
        #expect([code.isDark(0, 8), code.isDark(1, 8)] == [true, false])
    }

    @Test func whatDoesNotFitIsRefused() {
        #expect(QRCode("") == nil)
        #expect(QRCode("a\u{0}b") == nil)
        #expect(QRCode(String(repeating: "é", count: 1165)) != nil)
        #expect(QRCode(String(repeating: "é", count: 1166)) == nil)
        #expect(QRCode(String(repeating: "7", count: 100_000)) == nil)
    }
}
