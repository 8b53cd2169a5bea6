import Core
import Testing

@Suite("A BSN is nine digits that pass the 11-proef")
struct BSNTests {
    @Test("synthetic numbers that pass", arguments: ["999990019", "999993653", "999991450", "000000012", "123456782", "010000008"])
    func accepted(text: String) throws {
        let bsn = try #require(BSN(text))
        #expect(bsn.reveal() == text)
        #expect(bsn.number == Int(text))
        #expect(BSN(text[...]) == bsn)
    }

    @Test(
        "everything else is refused",
        arguments: [
            "", "000000000", "999990018", "999990021", "99999001", "9999900190", "0999990019", " 999990019", "999990019 ", "99999001x",
            "+99990019", "-99990019",
            "999.990.019", "９９９９９００１９", "999990019\0", "12345678", "111111111",
        ])
    func refused(text: String) {
        #expect(BSN(text) == nil)
    }

    @Test("of any eight first digits at most one ninth passes, and one changed digit never does")
    func elevenTest() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<2_000 {
            let first = (0..<8).map { _ in Int.random(in: 0...9, using: &generator) }
            let weighted = zip(first, stride(from: 9, through: 2, by: -1)).map { $0 * $1 }.reduce(0, +)
            let passing = (0...9).filter { BSN((first + [$0]).map(String.init).joined()) != nil }
            let expected = first.allSatisfy { $0 == 0 } || weighted % 11 == 10 ? [] : [weighted % 11]
            #expect(passing == expected)
            guard let last = passing.first else { continue }
            let digits = first + [last]
            let at = Int.random(in: 0..<9, using: &generator)
            for digit in 0...9 where digit != digits[at] {
                var other = digits
                other[at] = digit
                #expect(BSN(other.map(String.init).joined()) == nil)
            }
        }
    }
}
