import Sealing
import Testing

@Suite("DER: what is written is read, and nothing else is")
struct DERTests {
    @Test("lengths are as short as they can be")
    func lengths() throws {
        for (count, header) in [(0, [0x04, 0x00]), (127, [0x04, 0x7F]), (128, [0x04, 0x81, 0x80]), (256, [0x04, 0x82, 0x01, 0x00])] {
            let written = DER.octets([UInt8](repeating: 7, count: count))
            #expect(Array(written.prefix(header.count)) == header.map { UInt8($0) })
            #expect(try #require(DERElement(written)).octets == [UInt8](repeating: 7, count: count))
        }
    }

    @Test("numbers", arguments: [0, 1, 127, 128, 255, 256, 65_535, 1 << 40, (1 << 62) - 1])
    func numbers(value: Int) throws {
        #expect(try #require(DERElement(DER.integer(value))).integer == value)
    }

    @Test("a set is in the order of its encodings")
    func sets() {
        #expect(DER.set(of: [[4, 1, 9], [2, 1, 5], [4, 1, 3]]) == [0x31, 9, 2, 1, 5, 4, 1, 3, 4, 1, 9])
    }

    @Test("object identifiers as in the standards")
    func identifiers() {
        #expect(DER.identifier(.sha256) == [6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1])
        #expect(DER.identifier(.data) == [6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 7, 1])
    }

    @Test(
        "what is not distinguished, not whole or too much is refused",
        arguments: [
            [], [0x30], [0x30, 0x80, 0, 0], [0x04, 0x81, 0x01, 7], [0x04, 0x82, 0x00, 0x80], [0x04, 0x02, 1], [0x04, 0x01, 1, 2],
            [0x1F, 0x22, 0x00], [0x04, 0x85, 1, 0, 0, 0, 0], [0x04, 0x84, 0xFF, 0xFF, 0xFF, 0xFF],
        ] as [[UInt8]])
    func refused(bytes: [UInt8]) {
        #expect(DERElement(bytes) == nil)
    }

    @Test("numbers that are negative or padded are none", arguments: [[2, 0], [2, 1, 0x80], [2, 2, 0, 1]] as [[UInt8]])
    func badNumbers(bytes: [UInt8]) {
        #expect(DERElement(bytes)?.integer == nil)
    }

    @Test("a constructed element has no more in it than one asks for")
    func bounded() throws {
        let many = try #require(
            DERElement(DER.element(DERTag.sequence, [UInt8](repeating: 0, count: 0) + (0..<9).flatMap { _ in DER.null })))
        #expect(many.elements(limit: 8) == nil)
        #expect(many.elements(limit: 9)?.count == 9)
        #expect(try #require(DERElement(DER.null)).elements() == nil)
    }
}
