/// The letters of one document, taken from the fonts as its text is set: each letter gets a code when it is first used, and the fonts that go
/// into the file hold nothing else.
///
/// A code is for one character as a reader sees it, so copied and spoken text is exactly what was set (PDF/A-3a, ISO 19005-3, 6.2.11.7).
package struct TypeCase: Sendable {
    package let fonts: FontSet
    private var faces: [FaceUse]

    package init(_ fonts: FontSet) {
        self.fonts = fonts
        faces = (fonts.regular + fonts.bold).map { FaceUse($0) }
    }

    /// What is drawn for a text, in its own order. Tabs and line ends are spaces; marks that show nothing and mean nothing (a soft hyphen, a byte
    /// order mark) are left out; text is composed (NFC) where Unicode has the letter.
    ///
    /// - Throws: `missingGlyph` when a character is in none of the fonts of the style, or cannot be set rightly: a control, an unassigned or
    ///   private character, a script that is written from right to left or whose letters change shape. Nothing is ever replaced.
    package mutating func runs(_ text: some StringProtocol, isBold: Bool) throws(DocumentFailure) -> [GlyphRun] {
        throw .missingGlyph
    }

    /// How far one code moves on, in 1/1000 of the size.
    package func width(of code: UInt16, face: Int) -> Int { 0 }

    /// The fonts that were used, by face; nil for a face without a letter.
    package func subsets() -> [FontSubset?] { [] }
}

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

struct FaceUse: Sendable {
    let font: Font

    init(_ font: Font) { self.font = font }
}
