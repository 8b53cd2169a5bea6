/// The letters of one document, taken from the fonts as its text is set: each letter gets a code when it is first used, and the fonts that go
/// into the file hold nothing else.
///
/// A code is for one character as a reader sees it, so copied and spoken text is exactly what was set (PDF/A-3a, ISO 19005-3, 6.2.11.7).
package struct TypeCase: Sendable {
    package let fonts: FontSet
    private var faces: [FaceUse]
    private var regular: StyleUse
    private var bold: StyleUse

    package init(_ fonts: FontSet) {
        self.fonts = fonts
        faces = (fonts.regular + fonts.bold).map { FaceUse($0) }
        regular = StyleUse(faces: 0..<fonts.regular.count)
        bold = StyleUse(faces: fonts.regular.count..<faces.count)
    }

    /// What is drawn for a text, in its own order. Tabs and line ends are spaces; marks that show nothing and mean nothing (a soft hyphen, a byte
    /// order mark) are left out; text is composed (NFC) where Unicode has the letter.
    ///
    /// - Throws: `missingGlyph` when a character is in none of the fonts of the style, or cannot be set rightly: a control, an unassigned or
    ///   private character, a script that is written from right to left or whose letters change shape. Nothing is ever replaced.
    package mutating func runs(_ text: some StringProtocol, isBold: Bool) throws(DocumentFailure) -> [GlyphRun] {
        var line = GlyphLine()
        var rest = ScalarReading(text.unicodeScalars)
        while let scalar = try rest.next() {
            let marks = try rest.marks()
            let slot: Slot
            if marks.isEmpty {
                slot = try isBold ? bold.slot(scalar, &faces) : regular.slot(scalar, &faces)
            } else {
                slot = try isBold ? bold.slot([scalar] + marks, &faces) : regular.slot([scalar] + marks, &faces)
            }
            line.add(slot, faces[slot.face].widths[Int(slot.code)])
        }
        return line.runs()
    }

    /// How far one code moves on, in 1/1000 of the size.
    package func width(of code: UInt16, face: Int) -> Int {
        guard faces.indices.contains(face), Int(code) < faces[face].widths.count else { return 0 }
        return faces[face].widths[Int(code)]
    }

    /// The fonts that were used, by face; nil for a face without a letter.
    package func subsets() -> [FontSubset?] { faces.map { $0.subset() } }
}
