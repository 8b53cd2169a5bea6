/// Between whom a message says it goes (StUF 03.01 stuurgegevens: zender and ontvanger). What it says proves nothing.
package struct Parties: Sendable, Equatable {
    /// A system as a message names it; each part may be absent.
    package struct Party: Sendable, Equatable {
        package var organisation: String?
        package var application: String?
        package var administration: String?

        package init() {}
    }

    /// What of a request names the municipality, beside its path.
    package enum TenantPart: Sendable, Equatable {
        /// A part of the receiver.
        case organisation, administration, application
        /// The OIN in the caller's certificate.
        case certificate
    }

    package var sender = Party()
    package var receiver = Party()
    /// Nil when only the path and the caller say which municipality it is.
    package var tenantPart: TenantPart?

    package init() {}

    /// A name as it is compared: vendors differ in capitals and in the spaces around it.
    package static func key(_ name: String) -> String {
        func isSpace(_ letter: Character) -> Bool { letter == " " || letter == "\t" || letter.isNewline }
        var text = name[...]
        while let first = text.first, isSpace(first) { text = text.dropFirst() }
        while let last = text.last, isSpace(last) { text = text.dropLast() }
        return text.lowercased()
    }
}
