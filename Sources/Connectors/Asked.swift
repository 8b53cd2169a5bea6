package import Core
package import Standard

/// A question understood: what is asked, and what of the vendor's own words the reply must repeat.
package struct Asked: Sendable {
    package let inquiry: Inquiry
    /// Such as `schuldenoverzicht`.
    package let question: String
    /// The version of the standard to answer in: what the message asks, else the connector's.
    package let version: String
    /// How the rendition is to be written for this reply.
    package let form: Rendition.Form
    /// How the certified document is wanted; nil when it is not.
    package let document: DocumentWish?
    /// The level of the login as the vendor wrote it, for a reply that repeats it.
    let assurance: String?
    /// The version of the dialect's protocol that the request spoke, and the reply will: by the dialect's own number.
    let spoken: Int
    /// Which of the reply's fields are wanted, by their number in the recipe; nil for all.
    let fields: [Bool]?
    /// What the answer's WS-Addressing headers must say; nil when the request has none.
    var addressing: Addressing?
    /// The vendor's own words by their number in the connector; never logged, never compared.
    let echo: [String?]
}

extension Asked: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "<asked \(question)>" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

extension Asked {
    /// In what the overview is asked, of those that a sample tells apart.
    var shape: Recipe.Form {
        switch document?.way {
        case .body?, .part?: .pdf
        case .link?: .link
        case nil: form == .json ? .json : .xml
        }
    }
}
