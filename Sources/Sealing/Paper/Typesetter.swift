package import Core

/// Lays a document out on A4 pages, tagged for a screen reader, and writes it: PDF 1.7, PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1) in one
/// revision.
package struct Typesetter: Sendable {
    private let fonts: FontSet
    private let style: HouseStyle

    package init(_ fonts: FontSet, _ style: HouseStyle) {
        self.fonts = fonts
        self.style = style
    }

    /// - Parameters:
    ///   - number: becomes the file's `/ID` and part of its metadata.
    package func document(
        _ text: DocumentText, number: DocumentNumber, attachments: [Attachment], seal: SealPlace
    ) throws(DocumentFailure) -> UnsealedDocument {
        // Seam: written by who owns Paper.
        throw .unplaceable
    }
}
