package import Core

/// The register of issued documents: which numbers and hashes ever left, so that anybody can be told whether a document is one of them.
///
/// A document that `record` returned for is durable; only then may it leave. One thread does all work on the file; documents that come
/// together are made durable together.
package final class IssuedRegister: Sendable {
    /// Opens or makes the register, and makes sure that it can be written.
    ///
    /// - Parameter keepMonths: documents older than this are forgotten; nil keeps them.
    /// - Throws: when it cannot be written, or another instance writes it.
    package init(_ path: String, keepMonths: Int? = nil) throws(RegisterFailure) {
        throw .closed
    }

    /// Returns when the document is durably registered.
    ///
    /// - Throws: when it is not; then the document may not leave.
    package func record(_ document: IssuedDocument) async throws(RegisterFailure) {
        throw .closed
    }

    /// The document with this number.
    package func find(_ number: DocumentNumber) async throws(RegisterFailure) -> IssuedDocument? {
        throw .closed
    }

    /// The document that is this file (SHA-256 of the PDF).
    package func find(fileHash: Digest) async throws(RegisterFailure) -> IssuedDocument? {
        throw .closed
    }

    /// The latest document that has this JSON attached (its SHA-256).
    package func find(contentHash: Digest) async throws(RegisterFailure) -> IssuedDocument? {
        throw .closed
    }

    /// Whether the last write succeeded: what readiness asks.
    package var isWritable: Bool { false }

    /// Writes what waits, then lets go of the file. Later documents are refused.
    package func close() async {}
}
