/// A glyph as part of another (OpenType `glyf`, Composite glyph description).
struct GlyphComponent {
    let glyph: UInt16
    /// Where its glyph number stands in the outline.
    let place: Int
    /// Where it ends: its place and scale included.
    let end: Int

    private static let limit = 64

    static func all(in outline: FontTable) throws(FontFailure) -> [GlyphComponent] {
        var found: [GlyphComponent] = []
        var at = 10
        while true {
            let flags = try outline.u16(at)
            let glyph = UInt16(try outline.u16(at + 2))
            var end = at + 4 + (flags & Flag.words != 0 ? 4 : 2)
            if flags & Flag.scale != 0 {
                end += 2
            } else if flags & Flag.twoScales != 0 {
                end += 4
            } else if flags & Flag.matrix != 0 {
                end += 8
            }
            guard end <= outline.count, found.count < limit else { throw .damaged }
            found.append(GlyphComponent(glyph: glyph, place: at + 2, end: end))
            if flags & Flag.more == 0 { return found }
            at = end
        }
    }

    enum Flag {
        static let words = 0x1
        static let offsets = 0x2
        static let scale = 0x8
        static let more = 0x20
        static let twoScales = 0x40
        static let matrix = 0x80
        static let instructions = 0x100
    }
}
