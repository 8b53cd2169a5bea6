package import Core
package import Standard

/// A certified overview in words: everything a citizen reads, in the order it is read. Made of an answer in one version of the standard.
package struct DocumentText: Sendable {
    /// Of the document, as a reader's title bar shows it.
    package let title: String
    package let language: Language
    package let blocks: [Block]
    /// At the foot of every page, left of *Pagina x van y*.
    package let footer: String
    /// `{page}` and `{pages}` are filled in.
    package let pageNumber: String

    package init(title: String, language: Language, blocks: [Block], footer: String, pageNumber: String) {
        self.title = title
        self.language = language
        self.blocks = blocks
        self.footer = footer
        self.pageNumber = pageNumber
    }

    /// - Parameters:
    ///   - rendition: written in any form: only its values are read.
    ///   - codePayload: what the QR code says; nil leaves it out.
    /// - Throws: `overflow` when the amounts of all cases together do not fit a number.
    package init(
        _ rendition: Rendition, _ standard: Standard, _ facts: DocumentFacts, _ style: HouseStyle, codePayload: String?
    ) throws(DocumentFailure) {
        let narration = try Narration(rendition, standard, facts, style)
        let say = narration.say
        self.init(
            title: narration.isComplete
                ? say("Overzicht van uw schulden bij \(narration.names)", "Overview of your debts with \(narration.names)")
                : say(
                    "Onvolledig overzicht van uw schulden bij \(narration.names)",
                    "Incomplete overview of your debts with \(narration.names)"),
            language: facts.language,
            blocks: narration.front + narration.sections + narration.gaps + narration.support
                + narration.authenticity(codePayload),
            footer: say("Documentnummer \(facts.number)", "Document number \(facts.number)")
                + (narration.isComplete ? "" : say(" · Onvolledig overzicht", " · Incomplete overview")),
            pageNumber: say("Pagina {page} van {pages}", "Page {page} of {pages}"))
    }
}
