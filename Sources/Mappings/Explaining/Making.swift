package import Core

/// How a value of an answer came about: what it was made of, back to the cells of the source. Holds data of a citizen; for the eyes of an
/// operator, never for a log.
package struct Making: Sendable {
    package indirect enum Way: Sendable {
        /// Read from a cell.
        case cell(Cell)
        /// An output of the code in a cell.
        case output(Cell, name: String, list: String, line: Span?)
        /// Written in the mapping.
        case constant
        /// A part of the organisation, such as its `iban`.
        case organisation(String)
        /// Put together of texts and values.
        case template([Part])
        /// Changed by a step.
        case step(String, of: Making)
        /// The first that is present; those before it are absent. `taken` is nil when all are.
        case first([Making], taken: Int?)
        /// The kenmerk of another event; `of` is the name the mapping gives that event.
        case reference(of: String)
        /// Taken over from a field that stands in for it.
        case standIn(field: String)
        /// Computed with the key of the municipality from the organisation, the kind, the source, the row's key, the moment and the amount.
        case computedKenmerk(key: [String])
        /// Nothing gives it.
        case nothing
    }

    /// A part of a template.
    package enum Part: Sendable {
        case text(String)
        case value(Making)
    }

    /// A cell of a row, as the source wrote it and as it was read.
    package struct Cell: Sendable {
        package let rowSet: String
        /// From 1, as failures count them.
        package let row: Int
        package let column: String
        /// Nil for NULL.
        package let written: String?
        /// The word for how it is read, such as `money` or `yyyymmdd`.
        package let reading: String
        package let value: Value
        /// Where the column is declared.
        package let span: Span
    }

    package let value: Value
    package let way: Way
    /// Where the mapping says so; nil for what the program makes by itself.
    package let span: Span?
}

/// How one event came about.
package struct EventMaking: Sendable {
    package struct Field: Sendable {
        package let name: String
        /// Its place in the values of the event.
        package let slot: Int
        package let making: Making
    }

    /// The event's own words in the mapping.
    package let span: Span
    package let rowSet: String
    /// From 1.
    package let row: Int
    /// Those that have a value or that the mapping gives, in the standard's order.
    package let fields: [Field]
}
