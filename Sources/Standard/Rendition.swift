package import Core

/// An answer in one version of the standard: totals and arrears computed, validated, written.
package struct Rendition: Sendable {
    /// How the documents are to be written.
    package enum Form: Sendable, Equatable {
        /// UTF-8 JSON, keys in the standard's order.
        case json
        /// UTF-8 XML without a prolog: one element per document, every element in this namespace (declared as the default on the root).
        case xml(namespace: String)
        /// Not written: the vendor's sample is filled from the values.
        case values
    }

    package let version: String
    /// The moment of composition, also the moment the balances refer to.
    package let moment: Instant
    /// One per organisation.
    package let documents: [RenderedDocument]
    package let completeness: Completeness

    package init(version: String, moment: Instant, documents: [RenderedDocument], completeness: Completeness) {
        self.version = version
        self.moment = moment
        self.documents = documents
        self.completeness = completeness
    }

    /// Whether every source answered and none has anything to tell: the one case in which "nothing found" is true.
    package var saysNothing: Bool { completeness.isComplete && documents.allSatisfy { $0.cases.isEmpty } }
}

/// What one organisation says, in one version of the standard.
package struct RenderedDocument: Sendable {
    package let organisation: OIN
    /// By slot of the version's document words.
    package let values: [Value]
    package let cases: [RenderedCase]
    /// The written document; empty for `Form.values`.
    package internal(set) var bytes: [UInt8]

    package init(organisation: OIN, values: [Value], cases: [RenderedCase], bytes: [UInt8]) {
        self.organisation = organisation
        self.values = values
        self.cases = cases
        self.bytes = bytes
    }
}

/// A case with its computed parts, its events in the standard's order (those the version has).
package struct RenderedCase: Sendable {
    /// By slot of the version's case words: zaakkenmerk, totals, saldo, …
    package let values: [Value]
    package let events: [CaseEvent]
    package let arrears: [Arrear]
    /// Open balance, in cents; negative when overpaid.
    package let saldo: Cents

    /// What is overdue: the sum of the arrears.
    package var due: Cents { arrears.reduce(.zero) { Cents($0.amount + $1.open.amount) } }

    package init(values: [Value], events: [CaseEvent], arrears: [Arrear], saldo: Cents) {
        self.values = values
        self.events = events
        self.arrears = arrears
        self.saldo = saldo
    }
}

/// An achterstand: a payment notice whose due date has passed and that is not covered.
package struct Arrear: Sendable, Equatable {
    /// The gebeurtenis_kenmerk of the BetalingsverplichtingOpgelegd.
    package let kenmerk: String
    /// What of it is still open, in cents; more than zero.
    package let open: Cents

    package init(kenmerk: String, open: Cents) {
        self.kenmerk = kenmerk
        self.open = open
    }
}

/// Why an answer cannot be sent under a version of the standard. Names of fields and rules only, never a value.
package struct Violation: Error, Sendable, Equatable {
    /// Such as `BetalingVerwerkt.bedrag`.
    package let place: String
    /// Such as `required`, `pattern oin`, `more than zero`, `duplicate kenmerk`, `version 3.0.0 has no such event`.
    package let rule: String
    /// The event's origin, when it is about one event.
    package let provenance: Provenance?

    package init(place: String, rule: String, provenance: Provenance? = nil) {
        self.place = place
        self.rule = rule
        self.provenance = provenance
    }
}
