import CSQLite
import Core

/// What SQLite keeps in a cell, and which readings can take it exactly.
///
/// A declared type binds SQLite to little: the same column may hold an integer here and a text there. So the declared type is compared when
/// the statement is prepared, and what is really stored for every cell. A REAL is binary floating point: only a reading that says so takes
/// it, never money.
struct SQLiteStorage {
    private let integer: Bool
    private let text: Bool
    private let real: Bool

    /// - Parameter families: what the column's reading can read.
    init(_ families: Set<ColumnFamily>) {
        integer = !families.isDisjoint(with: [.integer, .decimal, .boolean, .floating])
        // SQLite has no dates and no decimals: they are texts there.
        text = !families.isDisjoint(with: SQLiteStorage.texts)
        real = families.contains(.floating)
    }

    private static let texts: Set<ColumnFamily> = [.text, .decimal, .date, .timestamp, .zonedTimestamp]

    /// Whether a cell of this storage class can be read. A BLOB never.
    func takes(_ type: Int32) -> Bool {
        switch type {
        case SQLITE_INTEGER: integer
        case SQLITE_TEXT: text
        case SQLITE_FLOAT: real
        default: false
        }
    }

    /// Whether a column of this declared type can hold what the reading takes.
    static func accepts(_ column: FoundColumn, _ families: Set<ColumnFamily>) -> Bool {
        switch column.family {
        case .unknown: true
        case .text: !families.isDisjoint(with: texts)
        case .integer: families.contains(.integer) || families.contains(.decimal)
        case .boolean: families.contains(.boolean) || families.contains(.integer)
        default: families.contains(column.family)
        }
    }

    /// The family that a declared type names (SQLite's own affinity rules, then the words other databases use).
    static func family(_ declared: String) -> ColumnFamily {
        let type = declared.uppercased()
        func has(_ words: String...) -> Bool { words.contains { type.contains($0) } }
        if has("INT") { return .integer }
        if has("CHAR", "CLOB", "TEXT") { return .text }
        if has("REAL", "FLOA", "DOUB") { return .floating }
        if has("BOOL") { return .boolean }
        if has("TIMESTAMPTZ", "WITH TIME ZONE") { return .zonedTimestamp }
        if has("DATETIME", "TIMESTAMP") { return .timestamp }
        if has("DATE") { return .date }
        if has("DEC", "NUM") { return .decimal }
        return .unknown
    }

    static func family(ofStored type: Int32) -> ColumnFamily {
        switch type {
        case SQLITE_INTEGER: .integer
        case SQLITE_TEXT: .text
        case SQLITE_FLOAT: .floating
        default: .unknown
        }
    }

    static func name(_ type: Int32) -> String {
        switch type {
        case SQLITE_INTEGER: "INTEGER (as stored)"
        case SQLITE_TEXT: "TEXT (as stored)"
        case SQLITE_FLOAT: "REAL (as stored)"
        default: "BLOB (as stored)"
        }
    }

    /// Whether bytes are UTF-8 without a NUL: SQLite stores whatever it is given.
    static func isText(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var plain = true
        for byte in bytes {
            if byte == 0 { return false }
            if byte >= 0x80 { plain = false }
        }
        return plain || String(validating: bytes, as: UTF8.self) != nil
    }
}
