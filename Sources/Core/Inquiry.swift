/// A vendor's question in our words: what is owed by this citizen? Not yet known to be allowed.
package struct Inquiry: Sendable, Equatable {
    package let bsn: BSN
    /// The vendor's own reference of the message, at most 40 characters; mirrored, and kept in the journal only if it cannot be a BSN.
    package var reference: String?
    /// The municipality the path names.
    package var tenant: String?
    /// The version of the standard the message asks for (`3.0.0`, `4.1.0`); nil leaves it to the connector.
    package var version: String?
    /// `xml` or `json`, when the message may choose how the document is written; nil leaves it to the connector.
    package var representation: String?
    /// Who says to be sending, which must agree with the proven caller, and to whom, which must be the municipality that answers.
    package var parties = Parties()
    /// How sure the vendor is of the citizen, as written in the message (DigiD level); nil when it does not say.
    package var assurance: String?

    package init(bsn: BSN) { self.bsn = bsn }
}
