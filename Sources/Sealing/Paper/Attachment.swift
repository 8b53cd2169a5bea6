package import Core

/// A file inside a document (PDF/A-3, associated file).
package struct Attachment: Sendable {
    /// How it relates to what can be read (ISO 32000-2, 7.11.3).
    package enum Relation: String, Sendable {
        /// The same, for machines.
        case alternative = "Alternative"
        /// More about it.
        case supplement = "Supplement"
    }

    /// `schuldenoverzicht.json`.
    package let name: String
    package let mediaType: String
    /// What it is, for who looks in the reader's list of attachments.
    package let summary: String
    package let relation: Relation
    package let bytes: [UInt8]
    package let modified: Instant

    package init(name: String, mediaType: String, summary: String, relation: Relation, bytes: [UInt8], modified: Instant) {
        self.name = name
        self.mediaType = mediaType
        self.summary = summary
        self.relation = relation
        self.bytes = bytes
        self.modified = modified
    }
}
