package import Core

/// A column that is not what the mapping declares, or a statement the database will not have.
package struct ColumnDrift: Sendable, Equatable {
    package enum Problem: Sendable, Equatable {
        /// Declared, but not in the result.
        case missing
        /// In the result, but not declared.
        case undeclared
        /// Twice in the result.
        case duplicate
        /// Of a type that the declared reading cannot read exactly; the type as the database calls it.
        case family(ColumnFamily, type: String)
        /// No columns at all: no connection, or the statement was refused.
        case failed(Failure)
    }

    package let rowSet: String
    /// Nil when the whole statement failed.
    package let column: String?
    package let problem: Problem

    /// One sentence for an author or an operator: names only, no value.
    package var message: String {
        let column = column ?? ""
        switch problem {
        case .missing: return "row set '\(rowSet)': the database gives no column '\(column)'"
        case .undeclared: return "row set '\(rowSet)': the database gives a column '\(column)' that is not declared"
        case .duplicate: return "row set '\(rowSet)': the database gives two columns '\(column)'"
        case .family(_, let type):
            return "row set '\(rowSet)': column '\(column)' is of type \(type), which its reading cannot read exactly"
        case .failed(let failure): return "row set '\(rowSet)': \(failure.kind.rawValue): \(failure.detail)"
        }
    }
}

extension Failure {
    /// The first few drifts as one failure.
    init(_ drifts: [ColumnDrift]) {
        self.init(.drift, drifts.prefix(4).map(\.message).joined(separator: "; "))
    }
}
