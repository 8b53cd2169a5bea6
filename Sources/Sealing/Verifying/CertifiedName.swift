package import Core

/// Whom a certificate names: its subject, for a person to read.
package struct CertifiedName: Sendable, Equatable {
    /// O (2.5.4.10).
    package let organisation: String?
    /// CN (2.5.4.3).
    package let commonName: String?
    /// In serialNumber (2.5.4.5), when it is one.
    package let oin: OIN?

    package init(organisation: String?, commonName: String?, oin: OIN?) {
        self.organisation = organisation
        self.commonName = commonName
        self.oin = oin
    }

    /// `Gemeente Voorbeeldstad (Voorbeeldstad zegel)`.
    package var text: String {
        switch (organisation, commonName) {
        case (let organisation?, let name?) where organisation != name: "\(organisation) (\(name))"
        case (let only?, _), (nil, let only?): only
        case (nil, nil): "?"
        }
    }

    init(_ certificate: Certificate) {
        self.init(
            organisation: certificate.subject(.organisation).map { CertifiedName.readable($0) },
            commonName: certificate.subject(.commonName).map { CertifiedName.readable($0) },
            oin: certificate.subject(.serialNumber).flatMap { OIN($0) })
    }

    /// A text of a file or a certificate, for a terminal or a page: at most a line, without control characters or marks that turn the reading
    /// direction.
    package static func readable(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        for scalar in text.unicodeScalars.prefix(120) {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: out.append("\u{FFFD}")
            default: out.append(scalar)
            }
        }
        return String(out)
    }
}
