package import Core

/// What is true of one document besides the answer in it.
package struct DocumentFacts: Sendable {
    /// The mapping an answer was made by.
    package struct Mapping: Sendable, Equatable {
        package let name: String
        package let hash: Digest

        package init(name: String, hash: Digest) {
            self.name = name
            self.hash = hash
        }
    }

    package let number: DocumentNumber
    package let language: Language
    /// The moment of composition, as the rendition has it.
    package let moment: Instant
    package let subject: BSN
    /// Who acts for the subject (DigiD Machtigen); nil when citizens ask about themselves.
    package let acting: BSN?
    package let mappings: [Mapping]
    /// Of the program that made it.
    package let version: String
    /// Where whoever gets the document can check it (`https://…/controle`); nil when there is no such page.
    package let verification: String?

    package init(
        number: DocumentNumber, language: Language, moment: Instant, subject: BSN, acting: BSN? = nil, mappings: [Mapping], version: String,
        verification: String?
    ) {
        self.number = number
        self.language = language
        self.moment = moment
        self.subject = subject
        self.acting = acting
        self.mappings = mappings
        self.version = version
        self.verification = verification
    }
}
