import CSQLite
import Core

/// A row set's statement on one SQLite connection.
final class SQLiteStatement {
    private let rowSet: RowSetQuery
    private let database: OpaquePointer
    private var handle: OpaquePointer?
    /// For each declared column its index in the result.
    private var order: [Int32] = []
    /// What of SQLite's storage classes each declared column's reading takes.
    private let storage: [SQLiteStorage]
    private let isBound: Bool
    /// Where SQLite saw a mistake when it last refused to prepare the statement, in characters from 0.
    private(set) var mistake: Int?
    /// How often SQLite had prepared the statement again, when the columns were last compared.
    private var preparations: Int32 = 0

    init(_ rowSet: RowSetQuery, in database: OpaquePointer) {
        self.rowSet = rowSet
        self.database = database
        storage = rowSet.columns.map { SQLiteStorage($0.families) }
        isBound = !rowSet.query.parameters.isEmpty
    }

    deinit { sqlite3_finalize(handle) }

    /// Prepares the statement and compares its columns with the declared ones.
    func prepare() throws(Failure) -> ColumnMatch {
        if handle == nil {
            let text = rowSet.query.text { "?\($0)" }
            let code = sqlite3_prepare_v3(database, text, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &handle, nil)
            guard code == SQLITE_OK, handle != nil else {
                let bytes = Int(sqlite3_error_offset(database))
                mistake = bytes < 0 ? nil : String(decoding: text.utf8.prefix(bytes), as: UTF8.self).count
                throw SQLiteCode.failure(code, in: rowSet.name)
            }
            guard sqlite3_stmt_readonly(handle) != 0 else {
                sqlite3_finalize(handle)
                handle = nil
                throw Failure(.refused, "row set '\(rowSet.name)': only reading is allowed")
            }
        }
        let match = ColumnMatch(rowSet, in: columns, accepts: SQLiteStorage.accepts)
        order = match.order
        preparations = sqlite3_stmt_status(handle, SQLITE_STMTSTATUS_REPREPARE, 0)
        return match
    }

    /// The columns of the prepared statement's result.
    var columns: [FoundColumn] {
        (0..<sqlite3_column_count(handle)).map { index in
            let type = sqlite3_column_decltype(handle, index).map { String(cString: $0) }
            let name = sqlite3_column_name(handle, index).map { String(cString: $0) } ?? ""
            var origin: ColumnOrigin?
            if let table = sqlite3_column_table_name(handle, index), let column = sqlite3_column_origin_name(handle, index) {
                origin = ColumnOrigin(table: String(cString: table), column: String(cString: column))
            }
            return FoundColumn(
                name: name, family: type.map(SQLiteStorage.family) ?? .unknown, type: type ?? "no declared type", origin: origin)
        }
    }

    /// The rows about a citizen, or about nobody in particular; all of them or a failure.
    func rows(about subject: BSN?, as form: ParameterForm, within limits: SourceLimits) throws(Failure) -> Rows {
        if handle == nil { try agree() }
        defer {
            // Bindings are cleared so that no BSN stays behind.
            if let handle {
                sqlite3_reset(handle)
                sqlite3_clear_bindings(handle)
            }
        }
        try bind(subject, as: form)
        var builder = RowsBuilder(width: order.count)
        var count = 0
        while true {
            let code = sqlite3_step(handle)
            if count == 0, sqlite3_stmt_status(handle, SQLITE_STMTSTATUS_REPREPARE, 0) != preparations { try agree() }
            if code == SQLITE_DONE { return builder.finish() }
            guard code == SQLITE_ROW else { throw SQLiteCode.failure(code, in: rowSet.name) }
            count += 1
            guard count <= limits.rows else { throw tooLarge(limits) }
            for (column, index) in order.enumerated() { try cell(column, index, row: count, into: &builder) }
            guard builder.size <= limits.bytes else { throw tooLarge(limits) }
        }
    }

    /// Compares the columns with the declared ones; a statement that does not fit is prepared again next time.
    private func agree() throws(Failure) {
        let match = try prepare()
        guard match.drifts.isEmpty else {
            sqlite3_finalize(handle)
            handle = nil
            throw Failure(match.drifts)
        }
    }

    private func bind(_ subject: BSN?, as form: ParameterForm) throws(Failure) {
        guard isBound else { return }
        guard let subject else { throw Failure.closed }
        let code: Int32
        switch form {
        case .number: code = sqlite3_bind_int64(handle, 1, Int64(subject.number))
        case .text:
            let copies = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
            code = sqlite3_bind_text(handle, 1, subject.reveal(), -1, copies)
        }
        guard code == SQLITE_OK else { throw SQLiteCode.failure(code, in: rowSet.name) }
    }

    private func cell(_ column: Int, _ index: Int32, row: Int, into builder: inout RowsBuilder) throws(Failure) {
        let type = sqlite3_column_type(handle, index)
        if type == SQLITE_NULL { return builder.appendNull() }
        guard storage[column].takes(type) else {
            throw Failure([
                ColumnDrift(
                    rowSet: rowSet.name, column: rowSet.columns[column].name,
                    problem: .family(SQLiteStorage.family(ofStored: type), type: SQLiteStorage.name(type)))
            ])
        }
        guard let text = sqlite3_column_text(handle, index) else { throw SQLiteCode.failure(SQLITE_NOMEM, in: rowSet.name) }
        let bytes = UnsafeBufferPointer(start: text, count: Int(sqlite3_column_bytes(handle, index)))
        guard type != SQLITE_TEXT || SQLiteStorage.isText(bytes) else {
            throw Failure(.data, "row set '\(rowSet.name)': row \(row): column '\(rowSet.columns[column].name)' is not UTF-8")
        }
        builder.append(bytes)
    }

    private func tooLarge(_ limits: SourceLimits) -> Failure {
        Failure(.tooLarge, "row set '\(rowSet.name)': more than \(limits.rows) rows or \(limits.bytes) bytes")
    }
}
