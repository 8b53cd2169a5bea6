/// A vendor's question in our words: what is owed by this citizen? Not yet known to be allowed.
package struct Inquiry: Sendable, Equatable {
    /// Whose debts are asked: the citizen who logged in, or the person he acts for.
    package let bsn: BSN
    /// Who acts for that person (DigiD Machtigen); nil when citizens ask about themselves.
    package var acting: BSN?
    /// The vendor's own reference of the message, at most 40 characters; mirrored, and kept in the journal only if it cannot be a BSN.
    package var reference: String?
    /// The municipality the path names.
    package var tenant: String?
    /// The version of the standard the message asks for (`3.0.0`, `4.1.0`); nil leaves it to the connector.
    package var version: String?
    /// `xml` or `json`, when the message may choose how the document is written; `pdf` or `link` for the certified document; nil leaves it to
    /// the connector.
    package var representation: String?
    /// In which the certified document is asked; nil when the message does not say.
    package var language: Language?
    /// Who says to be sending, which must agree with the proven caller, and to whom, which must be the municipality that answers.
    package var parties = Parties()
    /// How sure the vendor is of the citizen who logged in; nil when the message does not say.
    package var assurance: Assurance?

    package init(bsn: BSN) { self.bsn = bsn }
}
