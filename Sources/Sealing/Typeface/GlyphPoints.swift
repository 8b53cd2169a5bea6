/// Where the points of a drawn glyph stand in its outline (OpenType `glyf`, Simple glyph description).
enum GlyphPoints {
    /// From after its hints to before what fills it up to whole words. Every flag is walked: a shape that is cut off is no shape.
    static func range(in outline: FontTable, contours: Int) throws(FontFailure) -> Range<Int> {
        var last = -1
        for contour in 0..<contours {
            let end = try outline.u16(10 + 2 * contour)
            guard end > last else { throw .damaged }
            last = end
        }
        let hints = 10 + 2 * contours
        let start = hints + 2 + (try outline.u16(hints))
        var at = start
        var left = last + 1
        var coordinates = 0
        while left > 0 {
            let flag = try outline.byte(at)
            at += 1
            var count = 1
            if flag & 0x8 != 0 {
                count += try outline.byte(at)
                at += 1
            }
            guard count <= left else { throw .damaged }
            left -= count
            // A byte, two, or none because it is where the point before it is; across, then up.
            coordinates += count * (flag & 0x2 != 0 ? 1 : flag & 0x10 != 0 ? 0 : 2)
            coordinates += count * (flag & 0x4 != 0 ? 1 : flag & 0x20 != 0 ? 0 : 2)
        }
        guard at + coordinates <= outline.count else { throw .damaged }
        return start..<at + coordinates
    }
}
