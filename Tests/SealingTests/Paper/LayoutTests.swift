import Core
import Testing

@testable import Sealing

/// How text and blocks are divided over lines and pages.
@Suite struct LayoutTests {
    private func strip(_ height: Double, glue: UInt8 = 0, head: Int? = nil) -> Strip {
        Strip(height: height, before: 10, glue: glue, head: head, ornaments: 0..<0, runs: 0..<0)
    }

    private func pages(_ strips: [Strip], heads: [Strip] = []) throws -> [[Int]] {
        try Pagination(strips, heads: heads, limit: 700).pages.map { $0.map { $0.isRepeatedHead ? -1 : $0.strip } }
    }

    @Test func aHeadingGoesWithWhatItIsAbove() throws {
        #expect(try pages([strip(500), strip(100, glue: Strip.always), strip(100), strip(20)]) == [[0], [1, 2, 3]])
    }

    @Test func whatBelongsTogetherStaysOnOnePage() throws {
        #expect(try pages([strip(300), strip(200, glue: 1), strip(200, glue: 1), strip(30)]) == [[0], [1, 2, 3]])
    }

    @Test func whatNoPageCanHoldIsDividedWhereItsPartsEnd() throws {
        let parts = [strip(250, glue: 2), strip(250, glue: 1), strip(250, glue: 2), strip(250, glue: 0)]
        #expect(try pages(parts) == [[0, 1], [2, 3]])
    }

    @Test func aTableThatGoesOnHasItsHeadAgain() throws {
        let head = strip(20, glue: Strip.always)
        let rows = (0..<5).map { _ in strip(200, head: 0) }
        #expect(try pages([head] + rows, heads: [head]) == [[0, 1, 2, 3], [-1, 4, 5]])
    }

    @Test func whatIsHigherThanAPageIsRefused() {
        #expect(throws: DocumentFailure.unplaceable) { try pages([strip(700)]) }
    }

    @Test func aDocumentHasAnEnd() throws {
        #expect(try pages((0..<400).map { _ in strip(600) }).count == 400)
        #expect(throws: DocumentFailure.unplaceable) { try pages((0..<401).map { _ in strip(600) }) }
    }

    @Test func columnsGiveToThoseThatNeedMore() {
        let even = [ColumnWidths.Wish(part: 1, least: 10), ColumnWidths.Wish(part: 3, least: 10)]
        #expect(ColumnWidths.fitted(even, to: 400) == [100, 300])
        let needy = [ColumnWidths.Wish(part: 1, least: 150), ColumnWidths.Wish(part: 3, least: 10)]
        #expect(ColumnWidths.fitted(needy, to: 400) == [150, 250])
        let wordy = [ColumnWidths.Wish(part: 1, least: 10, natural: 180), ColumnWidths.Wish(part: 3, least: 10, natural: 120)]
        #expect(ColumnWidths.fitted(wordy, to: 400) == [180, 220])
        let tight = [ColumnWidths.Wish(part: 1, least: 300), ColumnWidths.Wish(part: 1, least: 300)]
        #expect(ColumnWidths.fitted(tight, to: 400) == [200, 200])
    }

    @Test(
        .enabled(if: Specimen.fonts != nil),
        arguments: [
            ("aan het begin van een zin", ["aan het begin ", "van een zin"]), ("belasting-aanslag", ["belasting-", "aanslag"]),
            ("nr. 788Z-X422", ["nr. ", "788Z-X422"]),
        ]) func linesEndWhereAReaderExpects(_ text: String, _ lines: [String]) throws
    {
        let fonts = try #require(Specimen.fonts)
        var shaper = try Shaper(fonts)
        let shaped = try shaper.shape(text)
        let letters = Array(text.unicodeScalars)
        let found = try shaped.lines(within: 6000).map { line in
            String(String.UnicodeScalarView(letters[line.range]))
        }
        #expect(found == lines)
        #expect(try shaped.lines(within: 6000).allSatisfy { $0.width <= 6000 })
    }

    @Test(arguments: [(255, 255, 0), (255, 255, 255), (0, 0, 0), (255, 102, 0), (21, 66, 115)])
    func everyTextIsReadable(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
        let palette = Palette(.init(red: red, green: green, blue: blue))
        var pairs = [
            (palette.house, palette.white), (palette.house, palette.tint), (palette.text, palette.tint), (palette.muted, palette.white),
            (palette.muted, palette.tint), (palette.alarm, palette.white),
        ]
        for tone in [Block.Tone.warning, .information, .good] {
            let colours = palette.tone(tone)
            pairs += [colours.edge, palette.text, palette.alarm, palette.muted, palette.house].map { ($0, colours.ground) }
        }
        for (one, other) in pairs { #expect(one.contrast(with: other) >= 4.5, "\(one) on \(other)") }
    }
}
