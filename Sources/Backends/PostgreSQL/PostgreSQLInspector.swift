import Core

/// Asks a PostgreSQL server about itself by its system catalogue.
struct PostgreSQLInspector: Inspector {
    func inventory(_ sight: Sight) async throws(Failure) -> Inventory {
        let seen = await sight.see([Look(text: Self.tables), Look(text: Self.columns), Look(text: Self.keys)])
        let tables = try seen[0].cells()
        let columns = Dictionary(grouping: try seen[1].cells()) { $0[0] }
        let keys = Dictionary(grouping: try seen[2].cells()) { $0[0] }
        // Where only one schema has tables, its name says nothing in a list; statements carry it all the same.
        return Inventory(tables: tables.map { table($0, columns[$0[0]] ?? [], keys[$0[0]] ?? []) })
    }

    private func table(_ row: [String?], _ columns: [[String?]], _ keys: [[String?]]) -> Inventory.Table {
        let found = columns.map { cells in
            let number = cells[3].flatMap { UInt32($0) } ?? 0
            return Inventory.Column(
                name: cells[1] ?? "", type: cells[2] ?? "", family: cells[4] == "e" ? .unknown : ColumnType.family(number),
                mayBeNull: cells[5] == "f", comment: cells[6], likenesses: [])
        }
        func names(_ list: String?) -> [String] { (list ?? "").split(separator: "\u{1}").map(String.init) }
        let foreign = keys.filter { $0[1] == "f" }.map {
            Inventory.ForeignKey(columns: names($0[2]), schema: $0[3], table: $0[4] ?? "", theirs: names($0[5]))
        }
        let rows = row[4].flatMap { Int($0) }
        return Inventory.Table(
            schema: row[1], name: row[2] ?? "", isView: row[3] == "v", comment: row[5], rows: rows.flatMap { $0 < 0 ? nil : $0 },
            columns: found, key: names(keys.first { $0[1] == "p" }?[2]), foreignKeys: foreign)
    }

    /// Every table and view this login may read. Rows are the server's own estimate, and counted a little where it has none.
    private static let tables = """
        SELECT c.oid::text, n.nspname::text, c.relname::text, CASE WHEN c.relkind IN ('v', 'm') THEN 'v' ELSE 't' END, \
        c.reltuples::bigint::text, obj_description(c.oid, 'pg_class') \
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
        WHERE \(visible) ORDER BY n.nspname, c.relname
        """

    private static let visible = """
        c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition AND n.nspname <> 'information_schema' \
        AND n.nspname NOT LIKE 'pg\\_%' AND has_schema_privilege(n.oid, 'USAGE') AND has_any_column_privilege(c.oid, 'SELECT')
        """

    private static let columns = """
        SELECT c.oid::text, a.attname::text, format_type(a.atttypid, a.atttypmod), \
        (CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END)::text, t.typtype::text, \
        (a.attnotnull OR t.typnotnull)::text::char(1), col_description(c.oid, a.attnum) \
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid \
        JOIN pg_type t ON t.oid = a.atttypid \
        WHERE \(visible) AND a.attnum > 0 AND NOT a.attisdropped AND has_column_privilege(c.oid, a.attnum, 'SELECT') \
        ORDER BY c.oid, a.attnum
        """

    /// Primary and foreign keys: table, kind, columns, and of a foreign key the schema, table and columns it refers to.
    static let keys = """
        SELECT k.conrelid::text, k.contype::text, (SELECT string_agg(a.attname, chr(1) ORDER BY o.n) \
        FROM unnest(k.conkey) WITH ORDINALITY o(attnum, n) JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = o.attnum), \
        rn.nspname::text, r.relname::text, (SELECT string_agg(a.attname, chr(1) ORDER BY o.n) \
        FROM unnest(k.confkey) WITH ORDINALITY o(attnum, n) JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = o.attnum) \
        FROM pg_constraint k LEFT JOIN pg_class r ON r.oid = k.confrelid LEFT JOIN pg_namespace rn ON rn.oid = r.relnamespace \
        WHERE k.contype IN ('p', 'f') AND k.conrelid <> 0 ORDER BY k.conrelid, k.conname
        """

    func sample(_ table: Inventory.Table, rows: Int) -> Look? {
        let names = table.columns.map { $0.type == "bytea" ? "NULL" : "left(\(quote($0.name))::text, 64)" }
        guard !names.isEmpty else { return nil }
        return Look(text: "SELECT \(names.joined(separator: ", ")) FROM \(name(table.schema, table.name)) LIMIT \(rows)")
    }

    func places(of origins: [ColumnOrigin?], _ sight: Sight) async throws(Failure) -> [ColumnPlace?] {
        let known = origins.compactMap(\.self)
        let seen = await sight.see(
            known.map {
                Look(
                    text: """
                        SELECT n.nspname::text, c.relname::text, a.attname::text, \
                        CASE WHEN c.relkind IN ('r', 'p', 'f') THEN (NOT a.attnotnull)::text::char(1) END \
                        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace \
                        WHERE a.attrelid = $1::text::oid AND a.attnum = $2::text::smallint
                        """, bound: [$0.table, $0.column])
            })
        var places: [ColumnOrigin: ColumnPlace] = [:]
        for (origin, answer) in zip(known, seen) {
            guard let row = try answer.cells().first else { continue }
            places[origin] = ColumnPlace(
                schema: row[0], table: row[1] ?? "", column: row[2] ?? "", mayBeNull: row[3].map { $0 == "t" })
        }
        return origins.map { $0.flatMap { places[$0] } }
    }

    /// The plan for any citizen, without the planner's taste for reading small tables whole: what is then still read whole has no other way.
    func wholeReads(of rowSet: RowSetQuery, _ sight: Sight) async throws(Failure) -> [WholeRead] {
        let isBound = !rowSet.query.parameters.isEmpty
        let seen = await sight.see([
            Look(text: Self.settings, bound: ["force_generic_plan", "off"]),
            Look(text: "PREPARE blauwbrug_look AS " + rowSet.query.text { "$\($0)" }),
            Look(text: "EXPLAIN (FORMAT JSON, VERBOSE) EXECUTE blauwbrug_look\(isBound ? "(NULL)" : "")"),
            Look(text: "DEALLOCATE blauwbrug_look"),
            Look(text: Self.settings, bound: ["auto", "on"]),
        ])
        guard case .success = seen[1] else { return [] }
        let plan = try seen[2].cells().compactMap { $0[0] }.joined(separator: "\n")
        var found: [WholeRead] = []
        for scan in PlanText.wholeReads(in: plan) {
            let count = await sight.see(
                Look(text: "SELECT count(*)::text FROM (SELECT 1 FROM \(name(scan.schema, scan.table)) LIMIT 100001) t"))
            guard let rows = try count.cells().first?[0].flatMap({ Int($0) }), rows > WholeRead.fewRows else { continue }
            found.append(WholeRead(table: scan.table, rows: rows, condition: scan.condition, cause: scan.cause))
        }
        return found
    }

    private static let settings = "SELECT set_config('plan_cache_mode', $1, false), set_config('enable_seqscan', $2, false)"

    func values(of place: ColumnPlace, limit: Int) -> Look {
        let column = quote(place.column)
        return Look(
            text: """
                SELECT rtrim(left(c::text, 64)), count(*)::text FROM (SELECT \(column) AS c \
                FROM \(name(place.schema, place.table)) LIMIT 100000) t WHERE c IS NOT NULL GROUP BY 1 ORDER BY 1 LIMIT \(limit)
                """)
    }

    func absence(in place: ColumnPlace) -> Look {
        let column = quote(place.column)
        return Look(
            text: """
                SELECT 1 FROM (SELECT \(column) AS c FROM \(name(place.schema, place.table)) LIMIT 100000) t WHERE c IS NULL LIMIT 1
                """)
    }

    private func name(_ schema: String?, _ table: String) -> String { (schema.map { quote($0) + "." } ?? "") + quote(table) }

    private func quote(_ name: String) -> String {
        "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
