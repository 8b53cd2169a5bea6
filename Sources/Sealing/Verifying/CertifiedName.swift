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
}
