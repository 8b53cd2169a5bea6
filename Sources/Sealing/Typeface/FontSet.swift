/// The fonts of a document: each style has its own, and others to look in when a character is not there.
package struct FontSet: Sendable {
    package let regular: [Font]
    package let bold: [Font]

    /// - Parameters: in each the font that is meant first, then those to fall back on; at least one.
    package init(regular: [Font], bold: [Font]) {
        self.regular = regular
        self.bold = bold
    }
}
