import CSQLite
import Core

/// Writes to a SQLite file.
final class SQLiteWorkshop: Workshop {
    private let database: OpaquePointer
    private var statements: [String: SQLiteStatement] = [:]
    /// The mappings that may be asked: what their statements name was empty.
    private var examined: Set<String> = []
    /// What the sources' own defaults would be.
    private let limits = SourceLimits()

    init(_ path: String) throws(Failure) {
        var opened: OpaquePointer?
        let code = sqlite3_open_v2(path, &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nil)
        guard code == SQLITE_OK, let opened else {
            sqlite3_close_v2(opened)
            throw SQLiteCode.failure(code, in: nil)
        }
        database = opened
        sqlite3_extended_result_codes(database, 1)
        sqlite3_busy_timeout(database, 5_000)
        try run("PRAGMA foreign_keys = ON")
    }

    deinit {
        statements.removeAll()
        sqlite3_close_v2(database)
    }

    func shapes() throws(Failure) -> [TableShape] {
        let names = try cells(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name")
        var shapes: [TableShape] = []
        for name in names.compactMap({ $0[0] }) {
            let columns = try cells("SELECT name, type, \"notnull\", pk FROM pragma_table_info(\(literal(name))) ORDER BY cid")
            let foreign = try cells(
                "SELECT id, \"table\", \"from\", \"to\" FROM pragma_foreign_key_list(\(literal(name))) ORDER BY id, seq")
            var references: [TableShape.Reference] = []
            for id in Set(foreign.compactMap { $0[0] }).sorted() {
                let own = foreign.filter { $0[0] == id }
                references.append(
                    TableShape.Reference(
                        columns: own.compactMap { $0[2] }, table: own[0][1] ?? "", theirs: own.compactMap { $0[3] ?? $0[2] }))
            }
            let key = columns.filter { $0[3] != "0" }.sorted { ($0[3] ?? "") < ($1[3] ?? "") }.compactMap { $0[0] }
            shapes.append(TableShape(name: name, columns: columns.map(column), key: key, references: references))
        }
        return shapes
    }

    private func column(_ row: [String?]) -> TableShape.Column {
        let type = DeclaredType(row[1] ?? "")
        return TableShape.Column(
            name: row[0] ?? "", family: SQLiteStorage.family(row[1] ?? ""), size: type.size, scale: type.scale, isPadded: type.isPadded,
            mayBeNull: row[2] == "0" && row[3] == "0")
    }

    func isEmpty(_ table: String) throws(Failure) -> Bool { try cells("SELECT 1 FROM \(quote(table)) LIMIT 1").isEmpty }

    func firstFilled(of requests: [SourceRequest]) throws(Failure) -> String? {
        let words = words(of: requests)
        for name in try cells("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') ORDER BY name").compactMap({ $0[0] }) {
            if words.contains(name.lowercased()), try !isEmpty(name) { return name }
        }
        examined.formUnion(requests.map(\.plan))
        return nil
    }

    func write(_ row: WrittenRow) throws(Failure) { try run(insert(row, into: quote(row.table))) }

    func erase(_ row: WrittenRow) throws(Failure) { try run(delete(row, from: quote(row.table))) }

    func say(_ command: WorkshopCommand) throws(Failure) { try run(command.rawValue) }

    func rows(_ request: SourceRequest, about subject: BSN) throws(Failure) -> [Rows] {
        guard examined.contains(request.plan) else { throw Self.notExamined(request) }
        var found: [Rows] = []
        for rowSet in request.rowSets {
            let name = "\(request.plan).\(rowSet.name)"
            let statement = statements[name] ?? SQLiteStatement(rowSet, in: database)
            statements[name] = statement
            found.append(try statement.rows(about: subject, as: request.bsnForm, within: limits))
        }
        return found
    }

    private func run(_ text: String) throws(Failure) {
        let code = sqlite3_exec(database, text, nil, nil, nil)
        guard code == SQLITE_OK else { throw SQLiteCode.failure(code, in: nil) }
    }

    /// The cells of a question about the database itself.
    private func cells(_ text: String) throws(Failure) -> [[String?]] {
        var handle: OpaquePointer?
        let code = sqlite3_prepare_v2(database, text, -1, &handle, nil)
        defer { sqlite3_finalize(handle) }
        guard code == SQLITE_OK else { throw SQLiteCode.failure(code, in: nil) }
        var rows: [[String?]] = []
        while sqlite3_step(handle) == SQLITE_ROW {
            rows.append((0..<sqlite3_column_count(handle)).map { sqlite3_column_text(handle, $0).map { String(cString: $0) } })
        }
        return rows
    }
}
