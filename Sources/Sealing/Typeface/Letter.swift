/// What is drawn for one character as a reader sees it.
struct Letter: Sendable {
    let glyph: UInt16
    /// Accents for which Unicode has no letter together with this one, such as that of j́.
    let marks: [PlacedMark]
    /// What it stands for, composed where it can be.
    let meaning: [Unicode.Scalar]
}

/// An accent at its place, moved from where its own glyph draws it, in the font's units.
struct PlacedMark: Sendable, Equatable {
    let glyph: UInt16
    let right: Int
    let up: Int
}
