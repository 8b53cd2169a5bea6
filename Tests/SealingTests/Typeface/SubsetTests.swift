import Glibc
import Testing

@testable import Sealing

@Suite struct SubsetTests {
    static let text = "Gemeente Voorbeeldstad: u hebt nog € 1.234,50 open; \u{2212} é ő ș ĳ j\u{301} (2026)"

    private func subset() throws -> FontSubset {
        var letters = TypeCase(try TestFonts.set())
        _ = try letters.runs(Self.text, isBold: false)
        return try #require(letters.subsets()[0])
    }

    @Test func widthsAgreeWithTheFont() throws {
        let subset = try subset()
        let table = try FontDirectory(subset.bytes).table("hmtx")
        #expect(table.count == 4 * subset.widths.count)
        for (code, width) in subset.widths.enumerated() {
            #expect(FontMetrics.scaled(try table.u16(4 * code), 2000) == width)
        }
    }

    @Test func shapesAreThoseOfTheFontWithoutHints() throws {
        let subset = try subset()
        let lato = try TestFonts.lato.get()
        let directory = try FontDirectory(subset.bytes)
        let count = try directory.table("maxp").u16(4)
        #expect(count == subset.meanings.count)
        let outlines = try FontOutlines(
            try directory.table("glyf"), try directory.table("loca"), isLong: try directory.table("head").u16(50) == 1, count: count)
        for (code, meaning) in subset.meanings.enumerated() where meaning.count == 1 {
            let own = outlines.outline(UInt16(code))
            let original = lato.outlines.outline(try #require(lato.glyph(for: meaning[0])))
            guard original.count > 0 else {
                #expect(own.count == 0)
                continue
            }
            #expect(own.bytes.prefix(10) == original.bytes.prefix(10))
            let contours = try original.i16(0)
            if contours >= 0 {
                #expect(try own.u16(10 + 2 * contours) == 0)
                let points = try GlyphPoints.range(in: original, contours: contours)
                #expect(own.count - (12 + 2 * contours + points.count) <= 1)
                let shape = original.bytes.prefix(points.upperBound).dropFirst(points.lowerBound)
                #expect(try own.from(12 + 2 * contours).bytes.starts(with: shape))
            } else {
                #expect(try outlines.components(UInt16(code)).count == GlyphComponent.all(in: original).count)
                #expect(try outlines.components(UInt16(code)).allSatisfy { Int($0.glyph) < count })
            }
        }
    }

    @Test func isSmallAndAlwaysTheSame() throws {
        let subset = try subset()
        #expect(subset.bytes.count < 12_000)
        #expect(try self.subset().bytes == subset.bytes)
        #expect(subset.name.hasSuffix("+Lato-Regular"))
        let tag = subset.name.prefix { $0 != "+" }
        #expect(tag.count == 6 && tag.allSatisfy { ("A"..."Z").contains($0) })
        var other = TypeCase(try TestFonts.set())
        _ = try other.runs("Anders", isBold: false)
        #expect(other.subsets()[0]?.name.prefix(6) != subset.name.prefix(6))
    }

    /// The sum over a whole font file is a constant (OpenType `head`, checksumAdjustment).
    @Test func sumsUpAsAFontMust() throws {
        let file = FontTable(bytes: try subset().bytes[...])
        #expect(file.count % 4 == 0)
        let sum = try stride(from: 0, to: file.count, by: 4).reduce(UInt32(0)) { $0 &+ UInt32(try file.u32($1)) }
        #expect(sum == 0xB1B0_AFBA)
    }

    /// Every letter of a font at once: parts found late, outlines that need long offsets.
    @Test func aWholeFontCanBeSet() throws {
        let dejaVu = try TestFonts.dejaVu.get()
        var letters = TypeCase(FontSet(regular: [dejaVu], bold: []))
        for value in UInt32(0x20)...0x2FFF {
            if let scalar = Unicode.Scalar(value) { _ = try? letters.runs(String(scalar), isBold: false) }
        }
        let subset = try #require(letters.subsets()[0])
        let directory = try FontDirectory(subset.bytes)
        #expect(try directory.table("head").u16(50) == 1)
        #expect(subset.meanings.count > 3000)
        #expect(throws: Never.self) {
            try FontOutlines(try directory.table("glyf"), try directory.table("loca"), isLong: true, count: subset.meanings.count)
        }
    }

    /// FreeType, which draws most PDF files in the world, reads it (through fontconfig).
    @Test func freeTypeReadsIt() throws {
        let path = "/tmp/blauwbrug-subset-\(getpid()).ttf"
        defer { unlink(path) }
        let bytes = try subset().bytes
        let file = try #require(fopen(path, "w"))
        #expect(fwrite(bytes, 1, bytes.count, file) == bytes.count)
        fclose(file)
        let pipe = try #require(popen("fc-scan --format '%{fontformat} %{outline}' \(path)", "r"))
        var line = [UInt8](repeating: 0, count: 200)
        let count = fread(&line, 1, line.count, pipe)
        #expect(pclose(pipe) == 0)
        #expect(String(decoding: line.prefix(count), as: UTF8.self) == "TrueType True")
    }
}
