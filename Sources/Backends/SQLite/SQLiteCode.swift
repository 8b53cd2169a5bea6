import CSQLite
import Core

/// SQLite's result codes as our classes. Only the code is told on: SQLite's message may quote a value.
enum SQLiteCode {
    static func failure(_ code: Int32, in rowSet: String?) -> Failure {
        let place = rowSet.map { "row set '\($0)': " } ?? ""
        let (kind, words) = meaning(code & 0xFF)
        return Failure(kind, "\(place)SQLite code \(code) (\(words))")
    }

    private static func meaning(_ code: Int32) -> (Failure.Class, String) {
        switch code {
        case SQLITE_INTERRUPT: (.timeout, "stopped at the deadline")
        case SQLITE_BUSY, SQLITE_LOCKED: (.timeout, "somebody else kept the database locked")
        case SQLITE_CANTOPEN: (.unreachable, "the file cannot be opened")
        case SQLITE_IOERR: (.unreachable, "the file cannot be read")
        case SQLITE_NOTADB: (.refused, "the file is no SQLite database")
        case SQLITE_CORRUPT: (.unreachable, "the file is damaged")
        case SQLITE_PERM, SQLITE_AUTH: (.refused, "not allowed: only reading is")
        case SQLITE_READONLY: (.refused, "only reading is allowed")
        case SQLITE_NOMEM: (.busy, "no memory")
        case SQLITE_TOOBIG: (.tooLarge, "a text over the limit")
        case SQLITE_ERROR: (.refused, "the statement is not possible here")
        case SQLITE_MISMATCH, SQLITE_RANGE: (.refused, "the statement does not fit")
        default: (.refused, "refused")
        }
    }
}
