import CSQLite
import Core

/// Runs one statement of our own on a connection.
enum SQLiteLook {
    /// What may be asked of the file besides its rows: which tables, columns and keys it has.
    static let pragmas: Set<String> = ["table_list", "table_xinfo", "foreign_key_list"]

    static func see(_ look: Look, in database: OpaquePointer, within limits: SourceLimits) -> Seen {
        var handle: OpaquePointer?
        defer { sqlite3_finalize(handle) }
        var code = sqlite3_prepare_v3(database, look.text, -1, 0, &handle, nil)
        guard code == SQLITE_OK, handle != nil, sqlite3_stmt_readonly(handle) != 0 else {
            return .failure(SQLiteCode.failure(code == SQLITE_OK ? SQLITE_READONLY : code, in: nil))
        }
        let copies = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        for (index, text) in look.bound.enumerated() { sqlite3_bind_text(handle, Int32(index + 1), text, -1, copies) }
        let width = sqlite3_column_count(handle)
        var builder = RowsBuilder(width: Int(max(1, width)))
        while true {
            code = sqlite3_step(handle)
            if code == SQLITE_DONE { return .success(builder.finish()) }
            guard code == SQLITE_ROW else { return .failure(SQLiteCode.failure(code, in: nil)) }
            for index in 0..<width {
                guard sqlite3_column_type(handle, index) != SQLITE_NULL, let text = sqlite3_column_text(handle, index) else {
                    builder.appendNull()
                    continue
                }
                builder.append(UnsafeBufferPointer(start: text, count: Int(sqlite3_column_bytes(handle, index))))
            }
            guard builder.size <= limits.bytes else { return .failure(Failure(.tooLarge, "too much to look at")) }
        }
    }
}
