import Core

/// How a kind of source is asked about itself. One per kind; the suite of tests is the same for all.
protocol Inspector: Sendable {
    /// The tables and views this login may read, with their columns and keys, in order of schema and name; no likenesses yet.
    func inventory(_ sight: Sight) async throws(Failure) -> Inventory

    /// Asks for some rows of a table: the first cells of each row, cut to a few characters, then per column whether the cell is stored as
    /// binary floating point (`1`), if the kind lets cells differ. Nil when the table has no column that can be sampled.
    func sample(_ table: Inventory.Table, rows: Int) -> Look?

    /// Where columns of a described statement come from; nil for what is computed.
    func places(of origins: [ColumnOrigin?], _ sight: Sight) async throws(Failure) -> [ColumnPlace?]

    /// The tables that the database reads whole although it knows which citizen is asked about.
    func wholeReads(of rowSet: RowSetQuery, _ sight: Sight) async throws(Failure) -> [WholeRead]

    /// Asks for the values of a column and how often each occurs, at most `limit`, in a bounded part of its table.
    func values(of place: ColumnPlace, limit: Int) -> Look

    /// Asks for a row if a bounded part of the table has one without a value in that column.
    func absence(in place: ColumnPlace) -> Look
}

/// A column of a statement's result as the database's own numbers or names tell where it comes from.
struct ColumnOrigin: Sendable, Hashable {
    let table: String
    let column: String
}

/// A column of a table.
struct ColumnPlace: Sendable, Hashable {
    let schema: String?
    let table: String
    let column: String
    /// Nil when it cannot be known (a view).
    let mayBeNull: Bool?

    /// As an author reads it.
    var title: String { (schema.map { "\($0)." } ?? "") + "\(table).\(column)" }
}

/// A table that a statement reads from its first row to its last.
package struct WholeRead: Sendable, Hashable {
    package enum Cause: Sendable, Hashable {
        /// The column is made another type before it is compared.
        case cast(to: String)
        /// A function stands around the column, or there is no index.
        case noIndex
    }

    package let table: String
    /// Its rows, or as far as they were counted.
    package let rows: Int
    /// The comparison in the database's words, `:bsn` in it; nil when the citizen is found elsewhere and only joined to it.
    package let condition: String?
    package let cause: Cause
}

extension WholeRead {
    /// Rows from which reading a table whole is worth a word.
    static let fewRows = 300
}
