/// What the sources say a citizen owes, in the words of the standard but free of any wire version: events, per organisation and case.
/// Totals and arrears are not in it; they are computed when it is rendered.
package struct Answer: Sendable {
    /// One per organisation, each under its own OIN.
    package var documents: [OrganisationAnswer]
    package var completeness: Completeness

    package init(documents: [OrganisationAnswer], completeness: Completeness) {
        self.documents = documents
        self.completeness = completeness
    }
}

/// What one organisation says.
package struct OrganisationAnswer: Sendable {
    package let organisation: OIN
    package var cases: [FinancialCase]

    package init(organisation: OIN, cases: [FinancialCase]) {
        self.organisation = organisation
        self.cases = cases
    }
}

/// A financiële zaak: connected obligations that a citizen can settle as one.
package struct FinancialCase: Sendable {
    package let zaakkenmerk: String
    package var events: [CaseEvent]

    package init(zaakkenmerk: String, events: [CaseEvent]) {
        self.zaakkenmerk = zaakkenmerk
        self.events = events
    }
}

/// A gebeurtenis: something that happened to a debt. Immutable; a correction is a new event.
package struct CaseEvent: Sendable {
    /// The index of its kind in `Standard.kinds`.
    package let kind: Int
    /// One value per field of the kind, in the order of the kind's fields.
    package var values: [Value]
    package let provenance: Provenance

    package init(kind: Int, values: [Value], provenance: Provenance) {
        self.kind = kind
        self.values = values
        self.provenance = provenance
    }
}

/// Which row of which row set an event came from, and by which rule of which mapping. Numbers and names only, no datum.
package struct Provenance: Sendable, Equatable {
    /// Index of the plan among the plans that were asked.
    package let plan: Int
    /// Index of the rule among the events of the mapping.
    package let rule: Int
    /// Index of the row set within the plan.
    package let rowSet: Int
    /// Row number within the row set, from 0.
    package let row: Int

    package init(plan: Int, rule: Int, rowSet: Int, row: Int) {
        self.plan = plan
        self.rule = rule
        self.rowSet = rowSet
        self.row = row
    }
}

/// What an answer says about itself: what is not in it, and why.
package struct Completeness: Sendable, Equatable {
    /// A source that gave no rows.
    package struct Missing: Sendable, Equatable {
        package let source: String
        package let kind: Failure.Class

        package init(source: String, kind: Failure.Class) {
            self.source = source
            self.kind = kind
        }
    }

    /// Rows that a named rule of a mapping left out.
    package struct LeftOut: Sendable, Equatable {
        package let because: String
        package let count: Int

        package init(because: String, count: Int) {
            self.because = because
            self.count = count
        }
    }

    /// A source whose amounts are in the answer although its own control says otherwise, because its mapping says `differs: mark`.
    package struct Differing: Sendable, Equatable {
        package let source: String
        package let plan: String
        /// For the operator's log: names of files, row sets and columns; never a value.
        package let detail: String

        package init(source: String, plan: String, detail: String) {
            self.source = source
            self.plan = plan
            self.detail = detail
        }
    }

    package var missing: [Missing]
    package var differing: [Differing]
    package var leftOut: [LeftOut]
    /// Sentences for the citizen about what the chosen version of the standard cannot show, such as a remission that is settled but not listed.
    package var notes: [String]

    /// Whether every source answered, and none contradicts itself.
    package var isComplete: Bool { missing.isEmpty && differing.isEmpty }

    package init(missing: [Missing] = [], differing: [Differing] = [], leftOut: [LeftOut] = [], notes: [String] = []) {
        self.missing = missing
        self.differing = differing
        self.leftOut = leftOut
        self.notes = notes
    }
}
