import Core
import Syntax

/// An event of a case as the answer of the gateway tells it (FCID 4.1.0).
struct DebtEvent: Sendable {
    enum Kind: String, Sendable {
        case imposed = "FinancieleVerplichtingOpgelegd"
        case corrected = "FinancieleVerplichtingGecorrigeerd"
        case remitted = "FinancieleVerplichtingKwijtgescholden"
        case withdrawn = "BetalingsverplichtingIngetrokken"
        case asked = "BetalingsverplichtingOpgelegd"
        case paid = "BetalingVerwerkt"
    }

    let kind: Kind
    let kenmerk: String
    let moment: Instant
    /// In cents.
    let amount: Int
    let description: String?
    /// The kenmerk of the event that this one withdraws.
    let withdraws: String?
    let paymentReference: String?
    let due: Instant?
    let isDirectDebit: Bool
    let account: String?
    let accountHolder: String?

    /// Nil when it is of a kind this eForm does not know: then the page says that it shows not all.
    init?(_ node: Node) {
        guard let kind = node["gebeurtenis_type"]?.text.flatMap(Kind.init), let kenmerk = node["gebeurtenis_kenmerk"]?.text,
            let moment = node["datumtijd_gebeurtenis"]?.instant
        else { return nil }
        self.kind = kind
        self.kenmerk = kenmerk
        self.moment = moment
        amount = node["bedrag"]?.wholeNumber ?? 0
        description = node["omschrijving"]?.text
        withdraws = node["ingetrokken_gebeurtenis_kenmerk"]?.text
        paymentReference = node["betalingskenmerk"]?.text
        due = node["vervaldatum"]?.instant
        isDirectDebit = node["betaalwijze"]?.text == "automatische_incasso"
        account = node["rekeningnummer"]?.text
        accountHolder = node["rekeningnummer_tenaamstelling"]?.text
    }
}

extension Node {
    var wholeNumber: Int? {
        if case .number(let digits) = content { Int(digits) } else { nil }
    }

    var instant: Instant? {
        guard var text else { return nil }
        return text.withUTF8 { Instant(iso: $0, zoned: true) }
    }
}
