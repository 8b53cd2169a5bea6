package import Core

/// How a question wants the certified document.
package struct DocumentWish: Sendable, Equatable {
    package enum Way: Sendable {
        /// The PDF is the reply (`Accept: application/pdf`).
        case body
        /// The PDF stands in the vendor's own reply, in base64 or beside it (MTOM).
        case part
        /// The reply names the address of the PDF, for forms that can only redirect.
        case link
    }

    package let way: Way
    /// In which the citizen reads it.
    package let language: Language
    /// Whether the reply may come before the document: it then names the address where the document will be (`Prefer: respond-async`, RFC
    /// 7240, or the vendor's `document: { later: true }`).
    package let isLater: Bool

    /// For a verdict.
    var words: String {
        let place =
            switch way {
            case .body: "the reply itself"
            case .part: "in the reply"
            case .link: "by a link"
            }
        return "\(place), in \(language == .dutch ? "Dutch" : "English")\(isLater ? ", made later" : "")"
    }
}
