/// Why a document cannot be made. Holds nothing of what would have stood in it.
package enum DocumentFailure: Error, Sendable, Equatable {
    /// No font has a glyph for a character; nothing is ever sealed in which one was replaced.
    case missingGlyph
    /// A text or a table does not fit any page.
    case unplaceable
    /// The amounts together do not fit a number.
    case overflow
}
