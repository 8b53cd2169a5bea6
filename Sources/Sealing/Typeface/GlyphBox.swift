/// A rectangle in a font's units.
struct GlyphBox: Sendable {
    var left: Int
    var bottom: Int
    var right: Int
    var top: Int

    init(_ outline: FontTable) throws(FontFailure) {
        left = try outline.i16(2)
        bottom = try outline.i16(4)
        right = try outline.i16(6)
        top = try outline.i16(8)
    }

    init(left: Int, bottom: Int, right: Int, top: Int) {
        self.left = left
        self.bottom = bottom
        self.right = right
        self.top = top
    }

    func moved(_ right: Int, _ up: Int) -> GlyphBox {
        GlyphBox(left: left + right, bottom: bottom + up, right: self.right + right, top: top + up)
    }

    func joined(_ other: GlyphBox) -> GlyphBox {
        GlyphBox(
            left: min(left, other.left), bottom: min(bottom, other.bottom), right: max(right, other.right), top: max(top, other.top))
    }
}
