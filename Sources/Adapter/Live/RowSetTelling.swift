import Backends
import Core
import Mappings

/// What a database says about one row set, as diagnostics of the mapping file.
struct RowSetTelling {
    let set: DeclaredRowSet
    let finding: RowSetFinding
    let bsnForm: ParameterForm

    func tell(_ diagnostics: inout Diagnostics) {
        for drift in finding.drifts { tell(drift, &diagnostics) }
        for column in set.columns {
            let found = finding.columns.first { $0.name.lowercased() == column.name.lowercased() }
            if let found { tell(column, found, &diagnostics) }
        }
        for read in finding.wholeReads { tell(read, &diagnostics) }
        if bsnForm == .number, finding.parameter == .text {
            diagnostics.warning(
                .lostZeros, at: set.bsn, "the database compares :bsn as text, and the mapping sends it without leading zeros",
                hint: "parameters: { bsn: text }, unless the column holds texts without leading zeros")
        }
    }

    private func tell(_ drift: ColumnDrift, _ diagnostics: inout Diagnostics) {
        let name = drift.column ?? ""
        let column = set.columns.first { $0.name.lowercased() == name.lowercased() }
        switch drift.problem {
        case .missing:
            let names = finding.columns.map(\.name)
            let free = names.filter { name in !set.columns.contains { $0.name.lowercased() == name.lowercased() } }
            diagnostics.error(
                .noSuchColumn, at: column?.span ?? set.span, "the database gives no column '\(name)'", label: "not in the result",
                hint: Spelling.hint(for: name, in: free.isEmpty ? names : free))
        case .undeclared:
            let missing = finding.drifts.filter { $0.problem == .missing }.compactMap(\.column)
            // A slip in a name is told once, at the declaration.
            if let slip = Spelling.nearest(to: name, in: missing), !slip.isEmpty { return }
            diagnostics.error(
                .notDeclared, at: set.place(of: name), "the database gives a column '\(name)' that is not declared",
                others: [Diagnostic.Other(set.span, "the columns of '\(set.name)' are declared here")],
                hint: "declare it (`--write` does), or take it out of the statement")
        case .duplicate:
            diagnostics.error(
                .givenTwice, at: set.place(of: name), "the database gives two columns '\(name)'", hint: "name one of them otherwise with AS"
            )
        case .family(let family, let type):
            diagnostics.error(
                .unreadable, at: column?.reading ?? set.span,
                "'\(name)' is \(type), which '\(column?.told ?? "its reading")' cannot read exactly",
                label: "the database says \(type)", hint: RowSetTelling.advice(family))
        case .failed(let failure):
            let place = finding.mistake.flatMap { set.word(at: $0) }
            let word = place?.word.split(separator: ".").last.map(String.init)
            let detail = failure.detail.replacing("row set '\(set.name)': ", with: "")
            diagnostics.error(
                .refusedStatement, at: place?.span ?? set.span, "the database refuses the statement: \(detail)",
                hint: word.flatMap { Spelling.nearest(to: $0, in: finding.names) }.map { "did you mean '\($0)'?" })
        }
    }

    private func tell(_ column: DeclaredRowSet.Column, _ found: RowSetFinding.Column, _ diagnostics: inout Diagnostics) {
        if !column.isOptional, found.mayBeNull == true, let place = found.place {
            let now = found.isNull == true ? ", and is in some rows" : ""
            diagnostics.warning(
                .unexpectedNull, at: column.reading, "\(place) may be NULL\(now), and '\(column.told)' is never absent",
                hint: "put '?' behind the reading, or exclude such rows in the statement")
        }
        guard let codes = column.codes, let strangers = found.strangers else { return }
        let other = [Diagnostic.Other(codes.span, "the list '\(codes.list)' is here")]
        switch strangers {
        case .values(let values):
            let shown = values.prefix(20).map { "'\($0)'" }.joined(separator: ", ") + (values.count > 20 ? ", …" : "")
            diagnostics.warning(
                .unknownCode, at: column.reading, "the list '\(codes.list)' does not know \(shown), which the database has", others: other,
                hint: "a row with such a code makes the source fail: add it to the list")
        case .hidden(let count):
            diagnostics.warning(
                .unknownCode, at: column.reading,
                "the database has \(count > 1_000 ? "more than 1000" : String(count)) values that the list '\(codes.list)' does not know",
                others: other, hint: "they do not look like codes, so they are not shown: is this column a code?")
        }
    }

    private func tell(_ read: WholeRead, _ diagnostics: inout Diagnostics) {
        let rows = read.rows > 100_000 ? "more than 100,000 rows" : read.rows > 1_000 ? "\(read.rows) rows" : "several hundred rows"
        guard let condition = read.condition else {
            diagnostics.warning(
                .wholeTable, at: set.bsn, "'\(read.table)' (\(rows)) is read whole for every citizen",
                hint: "ask for an index on the column that joins it")
            return
        }
        let hint =
            switch read.cause {
            case .cast(let type):
                "the column is made \(type) before it is compared, so no index serves: write column = :bsn, without a cast on either side"
            case .noIndex: "there is no index that serves this comparison: compare the bare column, or ask for an index on it"
            }
        diagnostics.warning(
            .wholeTable, at: set.bsn, "'\(read.table)' (\(rows)) is read whole to find the citizen: \(condition)", hint: hint)
    }

    /// The reading that fits a type.
    private static func advice(_ family: ColumnFamily) -> String {
        switch family {
        case .date: "read it as date"
        case .timestamp: "read it as local"
        case .zonedTimestamp: "read it as instant"
        case .boolean: "read it as boolean"
        case .integer: "read it as integer, cents or yyyymmdd"
        case .decimal: "read it as money or integer"
        case .text: "read it as char, or cast it in the statement"
        case .floating: "binary floating point is never read: CAST(round(column * 100) AS bigint) gives whole cents"
        case .unknown: "cast it in the statement: CAST(column AS text)"
        }
    }
}
