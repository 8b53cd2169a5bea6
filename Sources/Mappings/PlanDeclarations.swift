package import Core
import Syntax

/// A row set as its author declared it, with the places: what `check --live` compares with a database.
package struct DeclaredRowSet: Sendable {
    package struct Column: Sendable {
        package let name: String
        /// Where the name stands.
        package let span: Span
        /// Where the reading stands.
        package let reading: Span
        /// How a message names the reading.
        package let told: String
        package let isOptional: Bool
        /// The codes its list knows and where the list stands; nil when it is no code.
        package let codes: (list: String, known: [String], span: Span)?
    }

    package let name: String
    package let span: Span
    package let columns: [Column]
    /// The first `:bsn` of its statement.
    package let bsn: Span
    private let select: Node

    init(_ rowSet: RowSetPlan) {
        name = rowSet.name
        span = rowSet.span
        select = rowSet.select
        bsn = SQLText.places(of: rowSet.select).first ?? rowSet.select.span
        columns = rowSet.columns.map { column in
            Column(
                name: column.name, span: column.span, reading: column.readingSpan, told: column.reading.told,
                isOptional: column.reading.isOptional,
                codes: column.reading.codes.map { (list: $0.name, known: $0.codes, span: $0.span) })
        }
    }

    /// The word at a place of the statement, in characters from 0.
    package func word(at offset: Int) -> (word: String, span: Span)? { SQLText.place(at: offset, in: select) }

    /// Where a word stands in the statement; the whole statement when it does not.
    package func place(of word: String) -> Span { SQLText.place(of: word, in: select) ?? select.span }
}

extension Plan {
    /// In the order of the file.
    package var declarations: [DeclaredRowSet] { rowSets.map { DeclaredRowSet($0) } }
}
