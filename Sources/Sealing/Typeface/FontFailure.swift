/// Why a font file is not taken.
package enum FontFailure: String, Error, Sendable, CaseIterable {
    /// Not a TrueType font: another file, a collection, a web font.
    case notTrueType = "not_truetype"
    /// An OpenType font whose outlines are PostScript (`CFF`), or one without outlines.
    case withoutOutlines = "without_outlines"
    /// It does not say which glyph is for which character of Unicode: a font of symbols.
    case withoutCharacters = "without_characters"
    /// Its maker forbids that it goes into a document, or that only a part does (`fsType`, OpenType OS/2).
    case embeddingForbidden = "embedding_forbidden"
    case damaged
}
