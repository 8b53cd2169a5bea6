import CSQLite
import Core
import Glibc

/// A SQLite file that is ours to write: statements, transactions and values, no more. Belongs to one thread.
final class RegisterDatabase {
    enum Value {
        case text(String)
        case integer(Int)
        case bytes([UInt8])
        case none

        var text: String? { if case .text(let text) = self { text } else { nil } }
        var integer: Int? { if case .integer(let number) = self { number } else { nil } }
        var digest: Digest? { if case .bytes(let bytes) = self { Digest(hex: Hex.text(bytes)) } else { nil } }
    }

    /// SQLITE_CONSTRAINT_PRIMARYKEY and SQLITE_CONSTRAINT_UNIQUE, which are macros that Swift does not import.
    private static let samePrimaryKey = SQLITE_CONSTRAINT | 6 << 8
    private static let sameUnique = SQLITE_CONSTRAINT | 8 << 8

    private let database: OpaquePointer
    private var statements: [String: OpaquePointer] = [:]
    private var isOpen = true

    init(_ path: String) throws(RegisterFailure) {
        // Made here, because SQLite would let everybody read it.
        let made = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard made >= 0 else { throw .system(call: "open", errno: errno) }
        Glibc.close(made)
        var opened: OpaquePointer?
        let code = sqlite3_open_v2(path, &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nil)
        guard code == SQLITE_OK, let opened else {
            sqlite3_close_v2(opened)
            throw .sqlite(code: code, doing: "opening it")
        }
        database = opened
        sqlite3_extended_result_codes(database, 1)
    }

    deinit { close() }

    /// Writes the log back into the file; nothing may be asked afterwards.
    func close() {
        guard isOpen else { return }
        isOpen = false
        for statement in statements.values { sqlite3_finalize(statement) }
        sqlite3_close_v2(database)
    }

    func run(_ text: String, doing: String) throws(RegisterFailure) {
        let code = sqlite3_exec(database, text, nil, nil, nil)
        guard code == SQLITE_OK else { throw .sqlite(code: code, doing: doing) }
    }

    /// Durable when it returns; nothing of it happened when it throws.
    func transaction(_ body: () throws(RegisterFailure) -> Void) throws(RegisterFailure) {
        try run("BEGIN IMMEDIATE", doing: "beginning to write")
        do throws(RegisterFailure) {
            try body()
            try run("COMMIT", doing: "writing")
        } catch {
            sqlite3_exec(database, "ROLLBACK", nil, nil, nil)
            throw error
        }
    }

    func number(_ text: String) throws(RegisterFailure) -> Int { try rows(text, []).first?.first?.integer ?? 0 }

    func change(_ text: String, _ values: [Value]) throws(RegisterFailure) { _ = try rows(text, values) }

    func rows(_ text: String, _ values: [Value]) throws(RegisterFailure) -> [[Value]] {
        let statement = try prepared(text)
        defer {
            sqlite3_reset(statement)
            sqlite3_clear_bindings(statement)
        }
        for (index, value) in values.enumerated() {
            let code = RegisterDatabase.bind(value, at: Int32(index + 1), in: statement)
            guard code == SQLITE_OK else { throw .sqlite(code: code, doing: "binding a value") }
        }
        var rows: [[Value]] = []
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_ROW: rows.append((0..<sqlite3_column_count(statement)).map { RegisterDatabase.value(at: $0, of: statement) })
            case SQLITE_DONE: return rows
            case RegisterDatabase.samePrimaryKey, RegisterDatabase.sameUnique: throw .repeated
            case let code: throw .sqlite(code: code, doing: "using it")
            }
        }
    }

    private func prepared(_ text: String) throws(RegisterFailure) -> OpaquePointer {
        if let known = statements[text] { return known }
        var statement: OpaquePointer?
        let code = sqlite3_prepare_v3(database, text, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
        guard code == SQLITE_OK, let statement else { throw .sqlite(code: code, doing: "preparing a statement") }
        statements[text] = statement
        return statement
    }

    /// SQLite copies what is bound (SQLITE_TRANSIENT).
    private static func bind(_ value: Value, at index: Int32, in statement: OpaquePointer) -> Int32 {
        let copies = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        return switch value {
        case .text(let text): sqlite3_bind_text(statement, index, text, -1, copies)
        case .integer(let number): sqlite3_bind_int64(statement, index, Int64(number))
        case .bytes(let bytes): sqlite3_bind_blob(statement, index, bytes, Int32(bytes.count), copies)
        case .none: sqlite3_bind_null(statement, index)
        }
    }

    private static func value(at column: Int32, of statement: OpaquePointer) -> Value {
        switch sqlite3_column_type(statement, column) {
        case SQLITE_INTEGER: .integer(Int(sqlite3_column_int64(statement, column)))
        case SQLITE_TEXT: sqlite3_column_text(statement, column).map { .text(String(cString: $0)) } ?? .none
        case SQLITE_BLOB:
            .bytes(
                Array(
                    UnsafeRawBufferPointer(
                        start: sqlite3_column_blob(statement, column), count: Int(sqlite3_column_bytes(statement, column)))))
        default: .none
        }
    }
}
