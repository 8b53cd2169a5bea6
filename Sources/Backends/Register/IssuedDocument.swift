package import Core

/// What the register keeps of a document that left: enough to say later whether a file is that document, and nothing that tells about whom it
/// was or what stands in it.
package struct IssuedDocument: Sendable, Equatable {
    /// How far the seal goes (ETSI EN 319 142-1 §6).
    package enum Level: String, Sendable, CaseIterable {
        /// Signed.
        case basic = "b-b"
        /// With a time stamp of an authority.
        case timeStamped = "b-t"
        /// With what is needed to verify it when the certificates are long gone.
        case longTerm = "b-lt"
    }

    /// A mapping that made the answer.
    package struct Mapping: Sendable, Equatable {
        package let name: String
        package let hash: Digest

        package init(name: String, hash: Digest) {
            self.name = name
            self.hash = hash
        }
    }

    package let number: DocumentNumber
    package let tenant: String
    package let issued: Instant
    /// SHA-256 of the PDF.
    package let fileHash: Digest
    /// SHA-256 of each attached JSON, in the order in which they are attached.
    package let contentHashes: [Digest]
    package let mappings: [Mapping]
    package let isComplete: Bool
    /// SHA-256 of the certificate (DER) it was sealed with.
    package let sealer: Digest
    package let level: Level

    package init(
        number: DocumentNumber, tenant: String, issued: Instant, fileHash: Digest, contentHashes: [Digest], mappings: [Mapping],
        isComplete: Bool, sealer: Digest, level: Level
    ) {
        self.number = number
        self.tenant = tenant
        self.issued = issued
        self.fileHash = fileHash
        self.contentHashes = contentHashes
        self.mappings = mappings
        self.isComplete = isComplete
        self.sealer = sealer
        self.level = level
    }
}
