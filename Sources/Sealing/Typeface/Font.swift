/// A TrueType font, read once: what its glyphs are for characters, how wide they are, and a subset of it for a document.
package struct Font: Sendable {
    package let metrics: FontMetrics

    /// Nil when the bytes are no TrueType font with outlines (`glyf`) that may be embedded.
    package init?(_ bytes: [UInt8]) {
        guard let font = try? Font.read(bytes) else { return nil }
        self = font
    }

    package static func read(_ bytes: [UInt8]) throws(FontFailure) -> Font { throw .notTrueType }

    /// Nil when the font has none.
    package func glyph(for scalar: Unicode.Scalar) -> UInt16? { nil }

    /// How far a glyph moves on, in 1/1000 of the size; 0 for a glyph that is not there.
    package func width(of glyph: UInt16) -> Int { 0 }
}
