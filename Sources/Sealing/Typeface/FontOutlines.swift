/// The shapes of a font's glyphs (OpenType `glyf` and `loca`). All are looked at when the font is read, so that a damaged one is refused then
/// and not while a citizen waits.
struct FontOutlines: Sendable {
    let bytes: [UInt8]
    /// Where each begins, and at the end where the last ends.
    private let starts: [Int]

    /// A glyph may be made of others, these of others again.
    static let depthLimit = 6

    init(_ glyf: FontTable, _ loca: FontTable, isLong: Bool, count: Int) throws(FontFailure) {
        var starts: [Int] = []
        starts.reserveCapacity(count + 1)
        for at in 0...count {
            let start = isLong ? try loca.u32(4 * at) : 2 * (try loca.u16(2 * at))
            guard start >= starts.last ?? 0, start <= glyf.count else { throw .damaged }
            starts.append(start)
        }
        self.starts = starts
        bytes = Array(glyf.bytes)
        try check(count)
    }

    func outline(_ glyph: UInt16) -> FontTable {
        guard Int(glyph) + 1 < starts.count else { return FontTable(bytes: []) }
        return FontTable(bytes: bytes[starts[Int(glyph)]..<starts[Int(glyph) + 1]])
    }

    /// The rectangle about it in the font's units; nil when nothing is drawn.
    func box(_ glyph: UInt16) -> GlyphBox? {
        let outline = outline(glyph)
        guard outline.count > 0 else { return nil }
        return try? GlyphBox(outline)
    }

    /// What it is made of; empty for one that is drawn itself.
    func components(_ glyph: UInt16) throws(FontFailure) -> [GlyphComponent] {
        let outline = outline(glyph)
        guard outline.count > 0, try outline.i16(0) < 0 else { return [] }
        return try GlyphComponent.all(in: outline)
    }

    private func check(_ count: Int) throws(FontFailure) {
        var depths = [Int8](repeating: -1, count: count)
        for glyph in 0..<count where depths[glyph] < 0 { _ = try depth(UInt16(glyph), 0, &depths) }
    }

    /// How deep it is made of others; throws for one that holds itself.
    private func depth(_ glyph: UInt16, _ above: Int, _ depths: inout [Int8]) throws(FontFailure) -> Int {
        guard Int(glyph) < depths.count, above <= Self.depthLimit else { throw .damaged }
        if depths[Int(glyph)] >= 0 { return Int(depths[Int(glyph)]) }
        let outline = outline(glyph)
        var own = 0
        if outline.count > 0 {
            _ = try GlyphBox(outline)
            let contours = try outline.i16(0)
            if contours >= 0 {
                if contours > 0 { _ = try GlyphPoints.range(in: outline, contours: contours) }
            } else {
                for part in try GlyphComponent.all(in: outline) { own = max(own, 1 + (try depth(part.glyph, above + 1, &depths))) }
            }
        }
        guard own <= Self.depthLimit else { throw .damaged }
        depths[Int(glyph)] = Int8(own)
        return own
    }
}
