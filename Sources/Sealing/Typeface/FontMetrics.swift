/// What a font descriptor says (ISO 32000-1, 9.8), in 1/1000 of the size.
package struct FontMetrics: Sendable, Equatable {
    /// The font's own, without a subset's tag: `Lato-Regular`.
    package let postScriptName: String
    package let ascent: Int
    /// Below the line, so below zero.
    package let descent: Int
    package let capHeight: Int
    package let xHeight: Int
    /// In degrees, counterclockwise from upright; 0 for upright.
    package let italicAngle: Int
    /// xMin, yMin, xMax, yMax.
    package let box: [Int]
    /// Guessed from the weight: nothing in a TrueType font says it.
    package let stemV: Int
    /// `/Flags`.
    package let flags: Int

    init(_ measures: FontMeasures, capHeight: Int, xHeight: Int) {
        let unit = measures.unitsPerEm
        postScriptName = measures.postScriptName
        ascent = Self.scaled(measures.ascent, unit)
        descent = Self.scaled(measures.descent, unit)
        self.capHeight = Self.scaled(capHeight, unit)
        self.xHeight = Self.scaled(xHeight, unit)
        italicAngle = measures.italicAngle
        box = measures.box.map { Self.scaled($0, unit) }
        let weight = min(measures.weight, 1000)
        stemV = 50 + weight * weight / 4225
        // Symbolic (bit 3): a subset that is addressed by glyph has no standard encoding; fixed pitch (bit 1), italic (bit 7).
        flags = 4 | (measures.isFixedPitch ? 1 : 0) | (measures.italicAngle != 0 ? 64 : 0)
    }

    /// To the nearest thousandth.
    static func scaled(_ value: Int, _ unitsPerEm: Int) -> Int {
        let twice = 2000 * value + (value < 0 ? -unitsPerEm : unitsPerEm)
        return twice / (2 * unitsPerEm)
    }
}
