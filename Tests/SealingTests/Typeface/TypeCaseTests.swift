import Testing

@testable import Sealing

@Suite struct TypeCaseTests {
    @Test func lettersGetCodesInTheOrderOfTheirUse() throws {
        var letters = TypeCase(try TestFonts.set())
        #expect(try letters.runs("abba", isBold: false).map(\.codes) == [[1, 2, 2, 1]])
        #expect(try letters.runs("cab", isBold: false).map(\.codes) == [[3, 1, 2]])
        #expect(try letters.runs("ab", isBold: true).map(\.codes) == [[1, 2]])
        #expect(try letters.runs("ab", isBold: true).map(\.face) == [2])
        #expect(try letters.runs("", isBold: true) == [])
    }

    @Test func aWidthIsThatOfItsLetters() throws {
        var letters = TypeCase(try TestFonts.set())
        let run = try #require(try letters.runs("€ 1.234,50 \u{2212}", isBold: false).first)
        #expect(run.width == run.codes.reduce(0) { $0 + letters.width(of: $1, face: run.face) })
        // fontTools: €, digits and minus 580, space 256, point 236 and comma 227 (half of 472 and 453, to the nearest).
        #expect(run.width == 8 * 580 + 2 * 256 + 236 + 227)
        #expect(letters.width(of: 99, face: 0) == 0)
        #expect(letters.width(of: 1, face: 9) == 0)
    }

    @Test func whatDutchTextNeedsIsInTheFirstFont() throws {
        var letters = TypeCase(try TestFonts.set())
        for isBold in [false, true] {
            let runs = try letters.runs("\u{2212}€\u{A0}1,00 ‘a’ “b” „c” – — … • é ő ș Ș ĳ Ĳ ñ ŵ Ḩ ß þ ð ł ỳ ‑ ½ §", isBold: isBold)
            #expect(runs.map(\.face) == [isBold ? 2 : 0])
        }
    }

    @Test func aCharacterIsItself() throws {
        var letters = TypeCase(try TestFonts.set())
        _ = try letters.runs("a \u{A0}-\u{2011}", isBold: false)
        let subset = try #require(letters.subsets()[0])
        // A space that does not break is drawn as one that does, and copied as itself.
        #expect(subset.meanings == [[], ["a"], [" "], ["\u{A0}"], ["-"], ["\u{2011}"]])
        #expect(subset.widths[2] == subset.widths[3])
        #expect(subset.widths.count == subset.meanings.count)
    }

    @Test(arguments: [
        ("e\u{301}", "é"), ("s\u{326}", "ș"), ("o\u{30B}", "ő"), ("A\u{30A}", "Å"), ("\u{212B}", "Å"), ("\u{2126}", "Ω"),
        ("e\u{302}\u{301}", "ế"), ("e\u{323}\u{302}", "ệ"), ("e\u{302}\u{323}", "ệ"), ("\u{1F71}", "ά"), ("\u{37E}", ";"),
        ("a\tb\r\nc\u{2028}d", "a b c d"), ("a\u{AD}b\u{FEFF}\u{200B}c\u{200C}d\u{200D}e\u{34F}", "abcde"), ("e\u{34F}\u{301}", "é"),
    ])
    func oneTextHasOneSetting(text: String, same: String) throws {
        var letters = TypeCase(try TestFonts.set())
        #expect(try letters.runs(text, isBold: false) == letters.runs(same, isBold: false))
        var other = TypeCase(try TestFonts.set())
        _ = try other.runs(same, isBold: false)
        #expect(letters.subsets().map { $0?.bytes } == other.subsets().map { $0?.bytes })
        #expect(letters.subsets().map { $0?.meanings } == other.subsets().map { $0?.meanings })
    }

    @Test func whatTheFirstFontLacksComesFromTheNext() throws {
        var letters = TypeCase(try TestFonts.set())
        let runs = try letters.runs("ok ✓ ok", isBold: false)
        #expect(runs.map(\.face) == [0, 1, 0])
        #expect(runs.map(\.codes.count) == [3, 1, 3])
        #expect(letters.subsets().map { $0?.metrics.postScriptName } == ["Lato-Regular", "DejaVuSans", nil, nil])
    }

    @Test func anAccentWithoutALetterOfItsOwnIsPlaced() throws {
        var letters = TypeCase(try TestFonts.set())
        // bíj́na: Unicode has í, not j́.
        let run = try #require(try letters.runs("bíj\u{301}na M\u{302}", isBold: false).first)
        #expect(run.codes.count == 7)
        let lato = try TestFonts.lato.get()
        let dotless = try #require(lato.glyph(for: "\u{237}"))
        let letter = try #require(lato.letter("j", with: ["\u{301}"], meaning: ["j", "\u{301}"]))
        #expect(letter.glyph == dotless)
        let high = try #require(lato.letter("M", with: ["\u{302}"], meaning: ["M", "\u{302}"])?.marks.first)
        let accent = try #require(lato.outlines.box(high.glyph)?.moved(high.right, high.up))
        let capital = try #require(lato.glyph(for: "M").flatMap { lato.outlines.box($0) })
        #expect(accent.bottom > capital.top)
        #expect(abs(accent.left + accent.right - capital.left - capital.right) <= 1)
        let subset = try #require(letters.subsets()[0])
        #expect(subset.meanings[3] == ["j", "\u{301}"])
        #expect(subset.widths[3] == lato.width(of: dotless))
        let under = try #require(lato.letter("g", with: ["\u{323}"], meaning: ["g", "\u{323}"])?.marks.first)
        let dot = try #require(lato.outlines.box(under.glyph)?.moved(under.right, under.up))
        let tail = try #require(lato.glyph(for: "g").flatMap { lato.outlines.box($0) })
        #expect(dot.top < tail.bottom)
    }

    @Test(arguments: [
        "\u{0}", "a\u{7}", "\u{7F}", "\u{9F}", "\u{FFFD}", "\u{FFFC}", "\u{202E}abc", "\u{2067}", "\u{E000}", "\u{FFFF}", "\u{378}", "中",
        "שלום", "سلام", "नमस्ते", "\u{1F469}\u{200D}\u{1F680}", "\u{301}e", "a b\u{2029}\u{301}\u{301}\u{301}\u{301}\u{301}", "a\u{20DD}",
        "a\u{FE00}", "\u{1F1F3}\u{E0001}", "a\u{35C}b", "e\u{301}\u{301}\u{301}\u{301}\u{301}",
    ])
    func whatCannotBeSetRightlyIsNotSet(text: String) throws {
        for isBold in [false, true] {
            var letters = TypeCase(try TestFonts.set())
            #expect(throws: DocumentFailure.missingGlyph) { try letters.runs(text, isBold: isBold) }
        }
    }

    /// Any scalar is set as itself or refused; what is set says what it was.
    @Test func everyScalarIsItselfOrRefused() throws {
        var letters = TypeCase(try TestFonts.set())
        for value in UInt32(0)...0xFFFF {
            guard let scalar = Unicode.Scalar(value), let runs = try? letters.runs(String(scalar), isBold: false) else { continue }
            #expect(runs.count <= 1)
        }
        let subsets = letters.subsets()
        for subset in subsets.compactMap({ $0 }) {
            #expect(subset.meanings.filter { !$0.isEmpty }.count == Set(subset.meanings.filter { !$0.isEmpty }).count)
        }
        let shown = Set(subsets.flatMap { $0?.meanings ?? [] }.flatMap { $0 })
        // Whatever Lato has of Latin is there.
        for value in UInt32(0xA1)...0x24F where value != 0xAD {
            if let scalar = Unicode.Scalar(value), scalar.properties.generalCategory != .unassigned {
                #expect(shown.contains(scalar), "\(value)")
            }
        }
    }
}
