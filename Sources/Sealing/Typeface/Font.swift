/// A TrueType font, read once: what its glyphs are for characters, how wide they are, and a subset of it for a document.
package struct Font: Sendable {
    package let metrics: FontMetrics
    let measures: FontMeasures
    let outlines: FontOutlines
    /// In the font's units, by glyph: how far it moves on and where its outline begins.
    let advances: [UInt16]
    let bearings: [Int16]
    /// The height of a small letter, in the font's units: where its accents are made for.
    let smallHeight: Int
    private let characters: FontCharacters

    /// Nil when the bytes are no TrueType font with outlines (`glyf`) that may be embedded.
    package init?(_ bytes: [UInt8]) {
        guard let font = try? Font.read(bytes) else { return nil }
        self = font
    }

    /// Reads a font file (OpenType with TrueType outlines), every offset checked: a file that is not sound is refused, not mended.
    package static func read(_ bytes: [UInt8]) throws(FontFailure) -> Font { try Font(FontDirectory(bytes)) }

    private init(_ directory: FontDirectory) throws(FontFailure) {
        measures = try FontMeasures(directory)
        let count = measures.glyphs
        outlines = try FontOutlines(
            try directory.table("glyf"), try directory.table("loca"), isLong: measures.isLongLoca, count: count)
        characters = try FontCharacters(try directory.table("cmap"), glyphs: count)

        let table = try directory.table("hmtx")
        var advances: [UInt16] = []
        var bearings: [Int16] = []
        for glyph in 0..<count {
            // The last advance goes for all that follow; a bearing each.
            let isLong = glyph < measures.metrics
            advances.append(UInt16(try table.u16(4 * (isLong ? glyph : measures.metrics - 1))))
            bearings.append(Int16(try table.i16(isLong ? 4 * glyph + 2 : 4 * measures.metrics + 2 * (glyph - measures.metrics))))
        }
        self.advances = advances
        self.bearings = bearings

        let tops = ["H", "x"].map { [outlines, characters] (letter: Unicode.Scalar) in
            characters.glyph(for: letter).flatMap { outlines.box($0)?.top }
        }
        smallHeight = measures.xHeight ?? tops[1] ?? measures.ascent / 2
        metrics = FontMetrics(measures, capHeight: measures.capHeight ?? tops[0] ?? measures.ascent, xHeight: smallHeight)
    }

    /// Nil when the font has none.
    package func glyph(for scalar: Unicode.Scalar) -> UInt16? { characters.glyph(for: scalar) }

    /// How far a glyph moves on, in 1/1000 of the size; 0 for a glyph that is not there.
    package func width(of glyph: UInt16) -> Int {
        Int(glyph) < advances.count ? FontMetrics.scaled(Int(advances[Int(glyph)]), measures.unitsPerEm) : 0
    }
}
