/// What came of asking one source on behalf of one plan.
package enum Outcome: Sendable {
    /// The row sets, in the order in which the plan named them.
    case rows([Rows])
    case failed(Failure)
}

/// Why a source has no rows to give. Never an empty list: nothing known and nothing found are two answers.
package struct Failure: Error, Sendable, Equatable {
    /// What kind of failure; vendors, journal and metrics hear this word and no more.
    package enum Class: String, Sendable, CaseIterable {
        /// No connection, or it broke.
        case unreachable
        /// The deadline passed, or the database cancelled the statement.
        case timeout
        /// Every connection is in use and the queue is full.
        case busy
        /// The database refused the statement or the login.
        case refused
        /// Columns are not what the mapping declares.
        case drift
        /// More rows or bytes than the limits allow.
        case tooLarge = "too_large"
        /// A row that the mapping cannot read, place or name: nothing is left out in silence.
        case data
    }

    package let kind: Class
    /// For the operator's log: names of tables, columns, files and codes; never a value of a cell.
    package let detail: String

    package init(_ kind: Class, _ detail: String) {
        self.kind = kind
        self.detail = detail
    }
}
