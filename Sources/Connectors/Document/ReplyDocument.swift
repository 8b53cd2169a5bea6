package import Core

/// What a vendor's reply says of a certified document.
package struct ReplyDocument: Sendable {
    /// Nil while it is being made.
    package let number: DocumentNumber?
    /// The PDF; empty where the reply names its address.
    package let bytes: [UInt8]
    /// Its address, good for one download; nil where the reply holds it.
    package let link: String?
    /// Until when the address works; nil where there is none.
    package let validUntil: Instant?
    /// Whether every source answered.
    package let isComplete: Bool

    /// The document itself.
    package init(_ number: DocumentNumber, bytes: [UInt8], isComplete: Bool) {
        self.number = number
        self.bytes = bytes
        self.isComplete = isComplete
        link = nil
        validUntil = nil
    }

    /// Where it can be fetched.
    /// - Parameter number: nil while it is being made.
    package init(_ number: DocumentNumber?, at link: String, until: Instant, isComplete: Bool) {
        self.number = number
        self.link = link
        validUntil = until
        self.isComplete = isComplete
        bytes = []
    }

    /// Whether it is still being made.
    var isAwaited: Bool { number == nil }

    /// Said while nobody knows yet what will be in it.
    static let awaited = "Het document wordt nog gemaakt. Volledig of niet: dat staat straks in het document zelf."

    /// The name under which it is kept.
    package static func fileName(_ number: DocumentNumber) -> String { "schuldenoverzicht-\(number).pdf" }

    /// The headers beside the PDF itself.
    package static func headers(_ number: DocumentNumber, isComplete: Bool) -> [Request.Header] {
        [
            Request.Header("Content-Type", "application/pdf"),
            Request.Header("Content-Disposition", "attachment; filename=\"\(fileName(number))\""),
            Request.Header("X-Documentnummer", "\(number)"),
            Request.Header("X-Volledig", isComplete ? "true" : "false"),
        ]
    }
}

extension ReplyDocument: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "<reply document>" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
