/// A stretch of a message as it is written, for whoever must point at it or hide what it holds. Found without asking that the message is
/// right: what cannot be told is `junk`. Between pieces stand only punctuation and space, unless the message is broken.
package struct SourcePiece: Sendable {
    package enum Kind: Sendable {
        // XML.
        case elementName, endName, attributeName
        /// The value of an `xmlns`.
        case namespace
        case attributeValue
        /// `>` and `/>`.
        case tagEnd, emptyTagEnd
        case text, characterData, comment, instruction, declaration, doctype
        // JSON.
        case key, string, number
        /// `true`, `false`, `null`.
        case word
        /// Not to be understood.
        case junk
    }

    package let kind: Kind
    /// Byte offsets; of what stands in quotes or brackets the inside.
    package let range: Range<Int>
}
