import Core

/// A row set's statement in PostgreSQL's notation. One per pool; every connection prepares it under a name of its own.
final class Statement {
    /// Its index in what a connection has prepared.
    let number: Int
    let rowSet: RowSetQuery
    let text: String
    /// Whether the BSN is bound to it.
    let isBound: Bool

    init(number: Int, _ rowSet: RowSetQuery) {
        self.number = number
        self.rowSet = rowSet
        text = rowSet.query.text { "$\($0)" }
        isBound = !rowSet.query.parameters.isEmpty
    }
}

/// A statement as one connection knows it.
final class PreparedStatement {
    let name: String
    /// For each declared column its index in the result.
    let order: [Int32]

    init(name: String, order: [Int32]) {
        self.name = name
        self.order = order
    }
}

/// A plan's request as statements of a pool.
final class CompiledRequest {
    let request: SourceRequest
    let statements: [Statement]

    init(_ request: SourceRequest, _ statements: [Statement]) {
        self.request = request
        self.statements = statements
    }
}

/// What every session says, whatever it is asked. Constant texts: the only thing that varies is a bound parameter.
enum SessionText {
    static let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    static let commit = "COMMIT"
    static let rollback = "ROLLBACK"
    static let timeout = "SELECT set_config('statement_timeout', $1, true)"
    static let beginName = "begin"
    static let commitName = "commit"
    static let timeoutName = "timeout"

    /// The first thing a session does: only reading, times as they are in Amsterdam, dates and numbers in one spelling whatever the
    /// server's or the role's own defaults are. `$1` is the statement timeout in milliseconds. No just-in-time compilation: it costs more than our
    /// statements take.
    static let setup = """
        SELECT set_config('default_transaction_read_only', 'on', false), \
        set_config('TimeZone', 'Europe/Amsterdam', false), \
        set_config('DateStyle', 'ISO, DMY', false), \
        set_config('IntervalStyle', 'iso_8601', false), \
        set_config('extra_float_digits', '1', false), \
        set_config('bytea_output', 'hex', false), \
        set_config('statement_timeout', $1, false), \
        set_config('idle_in_transaction_session_timeout', $1, false), \
        set_config('jit', 'off', false)
        """
}
