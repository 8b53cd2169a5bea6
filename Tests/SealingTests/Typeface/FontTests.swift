import Testing

@testable import Sealing

@Suite struct FontTests {
    /// As fontTools reads them from Debian's Lato 2.0 (2,000 units to the em), rounded to thousandths.
    @Test func widthsAreTheFontsOwn() throws {
        let font = try TestFonts.lato.get()
        let expected: [(Unicode.Scalar, Int)] = [
            ("A", 677), (" ", 256), ("é", 528), ("€", 580), ("\u{2212}", 580), ("ő", 567), ("ș", 433), ("ĳ", 495), ("0", 580), ("m", 823),
        ]
        for (scalar, width) in expected { #expect(font.glyph(for: scalar).map { font.width(of: $0) } == width, "\(scalar)") }
        #expect(font.glyph(for: "\u{2212}") == 516)
        #expect(font.glyph(for: "\u{A0}") == font.glyph(for: " "))
        #expect(font.glyph(for: "\u{2713}") == nil)
        #expect(font.width(of: 0xFFFF) == 0)
    }

    @Test func descriptorSaysWhatTheFontSays() throws {
        let metrics = try TestFonts.latoBold.get().metrics
        #expect(metrics.postScriptName == "Lato-Bold")
        #expect([metrics.ascent, metrics.descent, metrics.capHeight, metrics.xHeight] == [987, -213, 723, 513])
        #expect(metrics.italicAngle == 0)
        #expect(metrics.flags == 4)
        #expect(metrics.stemV == 165)
        // An old OS/2 table has no heights: those of H and x.
        let old = try TestFonts.dejaVu.get().metrics
        #expect([old.capHeight, old.xHeight] == [729, 547])
        #expect(old.postScriptName == "DejaVuSans")
    }

    @Test func charactersBeyondTheFirstPlaneAreFound() throws {
        let font = try TestFonts.dejaVu.get()
        // fontTools: u1D538 is a glyph of its own, U+1D537 and U+1D53A differ.
        #expect(font.glyph(for: "\u{1D538}") != nil)
        #expect(font.glyph(for: "\u{1D53A}") == nil)
        #expect(font.glyph(for: "\u{10FFFF}") == nil)
    }

    @Test(arguments: [false, true]) func bothKindsOfCharacterTableAreRead(isLong: Bool) throws {
        let font = try Font.read(TestFonts.small(isLong: isLong))
        let lato = try TestFonts.lato.get()
        #expect(font.metrics.postScriptName == "Small")
        for scalar: Unicode.Scalar in ["A", "é", ";", "ő", "€"] {
            let glyph = try #require(font.glyph(for: scalar))
            let same = try #require(lato.glyph(for: scalar))
            #expect(font.width(of: glyph) == lato.width(of: same))
        }
        #expect(font.glyph(for: "B") == nil)
    }

    @Test func whatIsNoFontIsRefused() throws {
        #expect(throws: FontFailure.notTrueType) { try Font.read([]) }
        #expect(throws: FontFailure.notTrueType) { try Font.read(Array("%PDF-1.7 and more".utf8)) }
        #expect(throws: FontFailure.notTrueType) { try Font.read(Array("ttcf0000000000000".utf8)) }
        #expect(throws: FontFailure.withoutOutlines) { try Font.read(Array("OTTO0000000000000".utf8)) }
        #expect(throws: FontFailure.withoutOutlines) { try Font.read([0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]) }
    }

    @Test(arguments: [
        (0, nil), (2, FontFailure.embeddingForbidden), (4, nil), (8, nil), (6, nil), (0x100, .embeddingForbidden),
        (0x200, .embeddingForbidden),
    ])
    func aFontThatMayNotBeEmbeddedIsRefused(rights: Int, failure: FontFailure?) throws {
        var bytes = try TestFonts.small(isLong: false)
        let table = try FontDirectory(bytes).table("OS/2").bytes
        bytes[table.startIndex + 8] = UInt8(rights >> 8)
        bytes[table.startIndex + 9] = UInt8(rights & 0xFF)
        if let failure {
            #expect(throws: failure) { try Font.read(bytes) }
        } else {
            #expect(throws: Never.self) { try Font.read(bytes) }
        }
    }

    @Test func aGlyphThatHoldsItselfIsRefused() throws {
        var bytes = try TestFonts.small(isLong: false)
        let font = try Font.read(bytes)
        let glyph = try #require(font.glyph(for: "é"))
        let part = try #require(try font.outlines.components(glyph).first)
        let start = try FontDirectory(bytes).table("glyf").bytes.startIndex + font.outlines.outline(glyph).bytes.startIndex + part.place
        bytes[start] = UInt8(glyph >> 8)
        bytes[start + 1] = UInt8(glyph & 0xFF)
        #expect(throws: FontFailure.damaged) { try Font.read(bytes) }
    }

    /// Whatever is read of a damaged font, nothing crashes, and a letter that it gives can be set and written.
    @Test(arguments: [false, true]) func aDamagedFontCannotBreakAnything(isLong: Bool) throws {
        let whole = try TestFonts.small(isLong: isLong)
        #expect(whole.count < 6_000)
        for length in stride(from: 0, to: whole.count, by: 7) { _ = try? Font.read(Array(whole.prefix(length))) }
        var dice = Dice(isLong ? 1 : 2)
        var read = 0
        for _ in 0..<3_000 {
            var bytes = whole
            // Mostly in the directory and the small tables: in outlines a change is only another shape.
            for _ in 0...dice.next(3) { bytes[dice.next(dice.next(2) == 0 ? 156 : bytes.count)] = UInt8(dice.next(256)) }
            guard let font = try? Font.read(bytes) else { continue }
            read += 1
            var letters = TypeCase(FontSet(regular: [font], bold: []))
            _ = try? letters.runs("Aé;ő€", isBold: false)
            _ = try? letters.runs("e\u{302}A\u{323}\u{30B}", isBold: false)
            _ = letters.subsets()
        }
        // Else only the refusals were tried.
        #expect(read > 100)
    }
}
