package import Core

/// Lays a document out on A4 pages, tagged for a screen reader, and writes it: PDF 1.7, PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1) in one
/// revision.
package struct Typesetter: Sendable {
    private let fonts: FontSet
    private let style: HouseStyle
    private let palette: Palette

    package init(_ fonts: FontSet, _ style: HouseStyle) {
        self.fonts = fonts
        self.style = style
        palette = Palette(style.colour)
    }

    /// - Parameters:
    ///   - number: becomes the file's `/ID` and part of its metadata.
    /// - Throws: `missingGlyph` when a character cannot be printed; `unplaceable` when something fits no page, or there are over 400 of them.
    package func document(
        _ text: DocumentText, number: DocumentNumber, attachments: [Attachment], seal: SealPlace
    ) throws(DocumentFailure) -> UnsealedDocument {
        var flow = try Flow(fonts, palette, text.language)
        let place = Flow.Place(left: Frame.left, right: Frame.right, element: 0)
        try flow.addMasthead(style, in: place)
        try flow.add(text.blocks, in: place)
        var furniture = try Furniture(text, &flow.shaper)
        let pagination = try Pagination(flow.strips, heads: flow.heads, limit: furniture.limit)

        var pages: [PageDrawing] = []
        var bookmarks = Bookmarks()
        for (index, placed) in pagination.pages.enumerated() {
            var page = PageDrawing(page: index, palette)
            try page.draw(placed, of: pagination.pages.count, &flow, &furniture, &bookmarks)
            pages.append(page)
        }
        let metadata = Metadata(title: text.title, author: style.name, language: text.language, number: number, moment: seal.moment)
        return Binding(pages: pages, bookmarks: bookmarks, metadata: metadata, attachments: attachments, seal: seal)
            .bound(&flow, logo: style.logo)
    }
}
