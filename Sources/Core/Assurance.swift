/// How sure the vendor is that the citizen is who he says: the level of the login, as DigiD names it.
///
/// Levels, numbers and URNs: DigiD (SAML AuthnContextClassRef; `digid_betrouwbaarheidsniveau`); the relation with eIDAS: Regulation (EU)
/// 910/2014, article 8, where DigiD Midden is *low*.
package enum Assurance: String, Sendable, CaseIterable {
    case basis, midden, substantieel, hoog

    /// 10, 20, 25 or 30.
    package var number: Int {
        switch self {
        case .basis: 10
        case .midden: 20
        case .substantieel: 25
        case .hoog: 30
        }
    }

    /// As people read it: `Midden (20)`.
    package var title: String {
        switch self {
        case .basis: "Basis (10)"
        case .midden: "Midden (20)"
        case .substantieel: "Substantieel (25)"
        case .hoog: "Hoog (30)"
        }
    }

    /// A level in any spelling of `spellings`, capitals or small letters alike; nil for every other text, also an empty one. Who gets nil
    /// must say so: an unknown level is not the absence of one.
    package init?(spelling text: String) {
        // What is sent most stands here as it is sent, so that no letter is changed first.
        switch text {
        case "10": self = .basis
        case "20": self = .midden
        case "25": self = .substantieel
        case "30": self = .hoog
        case "urn:oasis:names:tc:SAML:2.0:ac:classes:MobileTwoFactorContract": self = .midden
        case "urn:oasis:names:tc:SAML:2.0:ac:classes:Smartcard": self = .substantieel
        default:
            let small = text.lowercased()
            guard let level = Assurance.allCases.first(where: { $0.spellings.contains { $0.lowercased() == small } }) else { return nil }
            self = level
        }
    }

    /// Every way in which a message may write this level: the number, the Dutch word, DigiD's AuthnContextClassRef, eIDAS' URI and word.
    /// DigiD Basis lies below eIDAS' lowest level.
    package var spellings: [String] {
        let classes = "urn:oasis:names:tc:SAML:2.0:ac:classes:"
        let eidas = "http://eidas.europa.eu/LoA/"
        return switch self {
        case .basis: ["10", "Basis", classes + "PasswordProtectedTransport"]
        case .midden: ["20", "Midden", classes + "MobileTwoFactorContract", eidas + "low", "low"]
        case .substantieel: ["25", "Substantieel", classes + "Smartcard", eidas + "substantial", "substantial"]
        case .hoog: ["30", "Hoog", classes + "SmartcardPKI", eidas + "high", "high"]
        }
    }

    /// Whether a text is a level of eHerkenning (`urn:etoegang:core:assurance-class:loa3`), by which companies log in and citizens do not.
    package static func isOfCompany(_ text: String) -> Bool { text.lowercased().hasPrefix("urn:etoegang:core:assurance-class:loa") }
}

extension Assurance: Comparable {
    package static func < (one: Assurance, other: Assurance) -> Bool { one.number < other.number }
}
