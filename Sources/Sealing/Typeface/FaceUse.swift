/// The letters of one font that a document uses, in the order of their first use; code 1 is the first.
struct FaceUse: Sendable {
    let font: Font
    private(set) var letters: [Letter] = []
    /// Glyphs that these are made of.
    private var parts: Set<UInt16> = []
    /// By code.
    private(set) var widths: [Int]

    init(_ font: Font) {
        self.font = font
        widths = [font.width(of: 0)]
    }

    mutating func add(_ letter: Letter) throws(DocumentFailure) -> UInt16 {
        for glyph in [letter.glyph] + letter.marks.map(\.glyph) { count(partsOf: glyph) }
        // The parts of composed letters get numbers after these.
        guard letters.count + parts.count < 0xFFFE else { throw .missingGlyph }
        letters.append(letter)
        widths.append(font.width(of: letter.glyph))
        return UInt16(letters.count)
    }

    /// How deep it goes was checked when the font was read.
    private mutating func count(partsOf glyph: UInt16) {
        guard parts.insert(glyph).inserted, let components = try? font.outlines.components(glyph) else { return }
        for component in components { count(partsOf: component.glyph) }
    }

    /// Nil when nothing of it is used.
    func subset() -> FontSubset? {
        guard !letters.isEmpty else { return nil }
        var writer = SubsetWriter(font, letters)
        let bytes = writer.file()
        return FontSubset(
            name: tag + "+" + font.metrics.postScriptName, bytes: bytes, widths: writer.sources.map { font.width(of: $0.glyph) },
            meanings: writer.sources.map(\.meaning), metrics: font.metrics)
    }

    /// Six letters that tell this subset from another of the same font (ISO 32000-1, 9.6.4): from what is in it, so that the same document
    /// is the same bytes.
    private var tag: String {
        // FNV-1a, 64 bits.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func take(_ value: UInt32) { hash = (hash ^ UInt64(value)) &* 0x100_0000_01B3 }
        for byte in font.metrics.postScriptName.utf8 { take(UInt32(byte)) }
        for letter in letters {
            take(UInt32(letter.glyph))
            for scalar in letter.meaning { take(scalar.value) }
        }
        var tag = ""
        for _ in 0..<6 {
            tag.unicodeScalars.append(Unicode.Scalar(UInt8(ascii: "A") + UInt8(hash % 26)))
            hash /= 26
        }
        return tag
    }
}
