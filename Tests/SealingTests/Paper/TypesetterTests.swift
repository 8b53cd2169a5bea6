import Core
import Sealing
import Testing

/// What is made, and what is not.
@Suite(.enabled(if: Specimen.fonts != nil)) struct TypesetterTests {
    private func made(_ text: DocumentText, number: DocumentNumber = Specimen.number) throws -> UnsealedDocument {
        let fonts = try #require(Specimen.fonts)
        return try Typesetter(fonts, Specimen.style)
            .document(text, number: number, attachments: Specimen.attachments, seal: Specimen.seal)
    }

    @Test func theSameIsMadeOfTheSame() throws {
        let first = try made(Specimen.overview(cases: 5))
        #expect(try made(Specimen.overview(cases: 5)).bytes == first.bytes)
        let other = DocumentNumber(random: [UInt8](repeating: 9, count: 10))
        #expect(try made(Specimen.overview(cases: 5), number: other).bytes != first.bytes)
    }

    @Test func fiveCasesAreSmall() throws { #expect(try made(Specimen.overview(cases: 5)).bytes.count < 60_000) }

    @Test func aHundredPagesAreMade() throws { #expect(try made(Specimen.overview(cases: 200)).pages > 100) }

    @Test(arguments: ["\u{F0000}", "\u{5E9}\u{5DC}\u{5D5}\u{5DD}"]) func whatCannotBePrintedIsNotReplaced(_ text: String) {
        #expect(throws: DocumentFailure.missingGlyph) { try made(Specimen.text([.paragraph([Phrase(text)])])) }
    }

    @Test func aRowWithTooFewCellsIsRefused() {
        let table = Block.Table(summary: "", columns: [.init("A"), .init("B")], rows: [[[Phrase("a")]]])
        #expect(throws: DocumentFailure.unplaceable) { try made(Specimen.text([.table(table)])) }
    }

    @Test func onlyPlacesAreLinkedTo() throws {
        func size(_ link: String?) throws -> Int { try made(Specimen.text([.paragraph([Phrase("hier", link: link)])])).bytes.count }
        let without = try size(nil)
        for link in ["javascript:alert(1)", "file:///etc/passwd", "https://a b", "https://é"] { #expect(try size(link) == without) }
        #expect(try size("https://a.nl") > without)
    }

    @Test func nothingAtAllIsADocument() throws {
        let blocks: [Block] = [
            .paragraph([]), .list([]), .list([[]]), .facts([]), .figures([]), .notice(title: "", [], .good), .together([]),
            .heading("", level: 1), .table(.init(summary: "", columns: [], rows: [])),
            .meter(.init(paid: 0, open: 0, late: 0, words: "")), .meter(.init(paid: .max, open: 1, late: 5, words: "")),
        ]
        #expect(try made(Specimen.text(blocks)).pages == 1)
    }
}
