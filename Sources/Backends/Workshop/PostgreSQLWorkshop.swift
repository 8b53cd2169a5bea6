import CLibPQ
import Core
import Glibc

/// Writes to a PostgreSQL database: to the tables of every schema; of two that have one name, to the one that the login's search path finds.
final class PostgreSQLWorkshop: Workshop {
    private let connection: OpaquePointer
    private var prepared: [String: [Int32]] = [:]
    /// The mappings that may be asked: what their statements name was empty.
    private var examined: Set<String> = []

    init(_ text: String, password: Secret?) throws(Failure) {
        guard let connection = PostgreSQLWorkshop.connect(text, password) else { throw Failure(.unreachable, "no memory for a connection") }
        self.connection = connection
        guard PQstatus(connection) == CONNECTION_OK else {
            throw Failure(.unreachable, String(cString: PQerrorMessage(connection)).split(separator: "\n").joined(separator: " "))
        }
        // As in a serving session, or the same statements might say something else.
        for setting in ["TimeZone TO 'Europe/Amsterdam'", "DateStyle TO 'ISO, DMY'", "client_min_messages TO error"] {
            _ = try ask("SET \(setting)")
        }
        _ = try ask(everySchema)
    }

    private static func connect(_ text: String, _ password: Secret?) -> OpaquePointer? {
        guard let password else { return PQconnectdb(text) }
        let words: [String] = ["dbname", text, "password", String(decoding: password.reveal(), as: UTF8.self)]
        let copies: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        func pointers(_ places: Int...) -> [UnsafePointer<CChar>?] { places.map { UnsafePointer<CChar>(copies[$0]) } + [nil] }
        // The first is a whole connection text; what stands behind it adds to it.
        return PQconnectdbParams(pointers(0, 2), pointers(1, 3), 1)
    }

    deinit { PQfinish(connection) }

    func shapes() throws(Failure) -> [TableShape] {
        let tables = try ask("SELECT c.oid::text, c.relname::text FROM pg_class c WHERE \(visible) ORDER BY c.relname")
        let columns = Dictionary(grouping: try ask(columnText)) { $0[0] ?? "" }
        let keys = Dictionary(grouping: try ask(PostgreSQLInspector.keys)) { $0[0] ?? "" }
        return tables.map { table in
            let own = keys[table[0] ?? ""] ?? []
            return TableShape(
                name: table[1] ?? "", columns: (columns[table[0] ?? ""] ?? []).map(column),
                key: own.first { $0[1] == "p" }.map { names($0[2]) } ?? [],
                references: own.filter { $0[1] == "f" }.map {
                    TableShape.Reference(columns: names($0[2]), table: $0[4] ?? "", theirs: names($0[5]))
                })
        }
    }

    private func names(_ list: String?) -> [String] { (list ?? "").split(separator: "\u{1}").map(String.init) }

    private func column(_ row: [String?]) -> TableShape.Column {
        let type = DeclaredType((row[2] ?? "").replacing("character varying", with: "varchar").replacing("character", with: "char"))
        return TableShape.Column(
            name: row[1] ?? "", family: ColumnType.family(row[3].flatMap { UInt32($0) } ?? 0), size: type.size, scale: type.scale,
            isPadded: type.isPadded, mayBeNull: row[4] == "f")
    }

    /// What is found without its schema: first as for everybody, then in all the others.
    private let everySchema = """
        SELECT set_config('search_path', concat_ws(', ', nullif(current_setting('search_path'), ''), \
        (SELECT string_agg(quote_ident(nspname), ', ' ORDER BY nspname) FROM pg_namespace \
        WHERE nspname !~ '^(pg_|information_schema$)' AND has_schema_privilege(oid, 'USAGE'))), false)
        """

    private let visible =
        "c.relkind IN ('r', 'p') AND NOT c.relispartition AND pg_table_is_visible(c.oid) "
        + "AND c.relnamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)"

    /// Columns that the database fills itself (identity, generated) are left to it.
    private var columnText: String {
        """
        SELECT c.oid::text, a.attname::text, format_type(a.atttypid, a.atttypmod), \
        (CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END)::text, left((a.attnotnull OR t.typnotnull)::text, 1) \
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid JOIN pg_type t ON t.oid = a.atttypid \
        WHERE \(visible) AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND a.attidentity <> 'a' ORDER BY c.oid, a.attnum
        """
    }

    func isEmpty(_ table: String) throws(Failure) -> Bool { try ask("SELECT 1 FROM \(quote(table)) LIMIT 1").isEmpty }

    func firstFilled(of requests: [SourceRequest]) throws(Failure) -> String? {
        let words = words(of: requests)
        let relations = try ask(
            """
            SELECT n.nspname::text, c.relname::text, left(pg_table_is_visible(c.oid)::text, 1) FROM pg_class c \
            JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') \
            AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%' ORDER BY 1, 2
            """)
        for row in relations {
            let (schema, name) = (row[0] ?? "", row[1] ?? "")
            guard words.contains(name.lowercased()), row[2] == "t" || words.contains(schema.lowercased()) else { continue }
            if try !ask("SELECT 1 FROM \(quote(schema)).\(quote(name)) LIMIT 1").isEmpty { return name }
        }
        examined.formUnion(requests.map(\.plan))
        return nil
    }

    func write(_ row: WrittenRow) throws(Failure) { _ = try ask(insert(row, into: quote(row.table))) }

    func erase(_ row: WrittenRow) throws(Failure) { _ = try ask(delete(row, from: quote(row.table))) }

    func say(_ command: WorkshopCommand) throws(Failure) { _ = try ask(command.rawValue) }

    func rows(_ request: SourceRequest, about subject: BSN) throws(Failure) -> [Rows] {
        guard examined.contains(request.plan) else { throw Self.notExamined(request) }
        let value = request.bsnForm == .number ? String(subject.number) : subject.reveal()
        var found: [Rows] = []
        for rowSet in request.rowSets {
            let name = "\(request.plan).\(rowSet.name)"
            let order = try prepare(rowSet, as: name)
            let result = value.withCString { text -> OpaquePointer? in
                var values: [UnsafePointer<CChar>?] = [text]
                return PQexecPrepared(connection, name, 1, &values, nil, nil, 0)
            }
            defer { PQclear(result) }
            try judge(result)
            var builder = RowsBuilder(width: order.count)
            for row in 0..<PQntuples(result) {
                for column in order {
                    builder.append(PQgetisnull(result, row, column) == 1 ? nil : String(cString: PQgetvalue(result, row, column)))
                }
            }
            found.append(builder.finish())
        }
        return found
    }

    /// For each declared column its index in the result.
    private func prepare(_ rowSet: RowSetQuery, as name: String) throws(Failure) -> [Int32] {
        if let order = prepared[name] { return order }
        let result = PQprepare(connection, name, rowSet.query.text { "$\($0)" }, 0, nil)
        defer { PQclear(result) }
        try judge(result)
        let description = PQdescribePrepared(connection, name)
        defer { PQclear(description) }
        try judge(description)
        let match = ColumnMatch(rowSet, in: description.map(ColumnType.columns) ?? [], accepts: ColumnType.accepts)
        guard match.drifts.isEmpty else { throw Failure(match.drifts) }
        prepared[name] = match.order
        return match.order
    }

    private func ask(_ text: String) throws(Failure) -> [[String?]] {
        let result = PQexec(connection, text)
        defer { PQclear(result) }
        try judge(result)
        return (0..<PQntuples(result)).map { row in
            (0..<PQnfields(result)).map { PQgetisnull(result, row, $0) == 1 ? nil : String(cString: PQgetvalue(result, row, $0)) }
        }
    }

    /// The server's own message would name cells; its code does not.
    private func judge(_ result: OpaquePointer?) throws(Failure) {
        let status = PQresultStatus(result)
        guard status != PGRES_TUPLES_OK, status != PGRES_COMMAND_OK else { return }
        guard PQstatus(connection) == CONNECTION_OK else { throw Failure(.unreachable, "the connection broke") }
        let state = PQresultErrorField(result, Int32(UInt8(ascii: "C"))).map { String(cString: $0) } ?? "?"
        throw Failure(.refused, "SQLSTATE \(state)")
    }
}
