/// Letters that stand beside each other in one font.
package struct GlyphRun: Sendable, Equatable {
    /// Which font: the regular ones first, then the bold ones, in the order of the `FontSet`. Also the place in `TypeCase.subsets()`.
    package let face: Int
    /// Two bytes each in the content stream, high byte first (`Identity-H`).
    package let codes: [UInt16]
    /// In 1/1000 of the size.
    package let width: Int

    package init(face: Int, codes: [UInt16], width: Int) {
        self.face = face
        self.codes = codes
        self.width = width
    }
}
