package import Core
import Syntax

/// A connection that may write: for filling an empty schema with invented citizens, and for nothing else. It belongs to one thread, waits
/// for the database, and is never one of those that serve.
///
/// It asks rows without a permit. That is why it asks only of tables and views that it found empty before: all it can read is what it wrote.
package protocol Workshop: AnyObject {
    /// Every table of the database, with its keys.
    func shapes() throws(Failure) -> [TableShape]

    func isEmpty(_ table: String) throws(Failure) -> Bool

    /// Writes a row; a database that refuses it says why by a class and a code, without cells.
    func write(_ row: WrittenRow) throws(Failure)

    /// Takes the rows with these cells out again.
    func erase(_ row: WrittenRow) throws(Failure)

    /// `BEGIN`, `COMMIT`, or a savepoint: a constant text.
    func say(_ command: WorkshopCommand) throws(Failure)

    /// Looks at every table and view that the statements name: gives one that has rows, or nil when there is none. Only then may `rows` be
    /// asked.
    func firstFilled(of requests: [SourceRequest]) throws(Failure) -> String?

    /// What a mapping's row sets give for a citizen, cells in declared order; refused before all they name was found empty.
    func rows(_ request: SourceRequest, about subject: BSN) throws(Failure) -> [Rows]
}

package enum WorkshopCommand: String {
    case begin = "BEGIN"
    case commit = "COMMIT"
    case rollback = "ROLLBACK"
    case mark = "SAVEPOINT addition"
    case keep = "RELEASE SAVEPOINT addition"
    case undo = "ROLLBACK TO SAVEPOINT addition"
}

/// Opens workshops.
package enum Workshops {
    /// A file of SQLite that is there already.
    package static func sqlite(_ path: String) throws(Failure) -> any Workshop { try SQLiteWorkshop(path) }

    /// A connection as PostgreSQL's own programs take it: `host=… dbname=… user=…`.
    package static func postgresql(_ connection: String, password: Secret?) throws(Failure) -> any Workshop {
        try PostgreSQLWorkshop(connection, password: password)
    }
}

extension Workshop {
    func quote(_ name: String) -> String { "\"" + doubled(name, "\"") + "\"" }

    func literal(_ text: String?) -> String { text.map { "'" + doubled($0, "'") + "'" } ?? "NULL" }

    /// Every word of the statements, in small letters: among them the tables they name.
    func words(of requests: [SourceRequest]) -> Set<String> {
        var found: Set<String> = []
        for query in requests.flatMap(\.rowSets).map(\.query) {
            for case .word(let word) in SQLWord.words(of: query) { found.insert(word) }
        }
        return found
    }

    /// Why rows are not asked.
    static func notExamined(_ request: SourceRequest) -> Failure {
        Failure(.refused, "what the statements of '\(request.plan)' name was not found empty")
    }

    private func doubled(_ text: String, _ quote: Character) -> String {
        text.split(separator: quote, omittingEmptySubsequences: false).joined(separator: "\(quote)\(quote)")
    }

    /// Columns in order, so that the same row is the same text each time.
    func insert(_ row: WrittenRow, into table: String) -> String {
        let cells = row.cells.sorted { $0.key < $1.key }
        return "INSERT INTO \(table) (\(cells.map { quote($0.key) }.joined(separator: ", "))) VALUES "
            + "(\(cells.map { literal($0.value) }.joined(separator: ", ")))"
    }

    func delete(_ row: WrittenRow, from table: String) -> String {
        let cells = row.cells.sorted { $0.key < $1.key }
        return "DELETE FROM \(table) WHERE \(cells.map { "\(quote($0.key)) = \(literal($0.value))" }.joined(separator: " AND "))"
    }
}
