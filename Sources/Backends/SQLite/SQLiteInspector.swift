import Core

/// Asks a SQLite file about itself, by pragmas: their table-valued forms would need the right to write.
struct SQLiteInspector: Inspector {
    func inventory(_ sight: Sight) async throws(Failure) -> Inventory {
        let names = try await tables(sight)
        let looks = names.flatMap { name, _ in
            [
                Look(text: "PRAGMA table_xinfo(\(quote(name)))"), Look(text: "PRAGMA foreign_key_list(\(quote(name)))"),
                Look(text: "SELECT count(*) FROM (SELECT 1 FROM \(quote(name)) LIMIT \(SQLiteInspector.counted))"),
            ]
        }
        let seen = await sight.see(looks)
        var tables: [Inventory.Table] = []
        for (index, (name, isView)) in names.enumerated() {
            // A view over what is not there any more has no columns to tell of.
            guard let columns = try? seen[3 * index].cells(), !columns.isEmpty else { continue }
            tables.append(table(name, isView, columns, (try? seen[3 * index + 1].cells()) ?? [], try? seen[3 * index + 2].cells()))
        }
        return Inventory(tables: tables)
    }

    /// The names of tables and views, sorted, and which are views.
    private func tables(_ sight: Sight) async throws(Failure) -> [(name: String, isView: Bool)] {
        // schema, name, type, …
        let list = try await sight.see(Look(text: "PRAGMA table_list")).cells().filter { row in
            row[0] == "main" && ["table", "view"].contains(row[2]) && !(row[1] ?? "").hasPrefix("sqlite_")
        }
        return list.compactMap { row in row[1].map { ($0, row[2] == "view") } }.sorted { $0.0 < $1.0 }
    }

    /// Rows are counted so far; SQLite keeps no estimate.
    private static let counted = 1_000_000

    private func table(
        _ name: String, _ isView: Bool, _ columns: [[String?]], _ references: [[String?]], _ count: [[String?]]?
    ) -> Inventory.Table {
        let columns = columns.filter { $0[6] != "1" }
        // cid, name, type, notnull, default, pk, hidden
        let found = columns.map { row in
            let type = row[2] ?? ""
            return Inventory.Column(
                name: row[1] ?? "", type: type.isEmpty ? "no declared type" : type, family: SQLiteStorage.family(type),
                mayBeNull: row[3] == "0" && row[5] == "0", comment: nil, likenesses: [])
        }
        let key = columns.filter { $0[5] != "0" }.sorted { Int($0[5] ?? "") ?? 0 < Int($1[5] ?? "") ?? 0 }.compactMap { $0[1] }
        var foreign: [Inventory.ForeignKey] = []
        // id, seq, table, from, to
        for id in Set(references.compactMap { $0[0] }).sorted() {
            let own = references.filter { $0[0] == id }
            foreign.append(
                Inventory.ForeignKey(
                    columns: own.compactMap { $0[3] }, schema: nil, table: own[0][2] ?? "", theirs: own.compactMap { $0[4] }))
        }
        foreign.sort { ($0.columns.first ?? "") < ($1.columns.first ?? "") }
        return Inventory.Table(
            schema: nil, name: name, isView: isView, comment: nil, rows: count?.first?[0].flatMap { Int($0) }, columns: found, key: key,
            foreignKeys: foreign)
    }

    func sample(_ table: Inventory.Table, rows: Int) -> Look? {
        let names = table.columns.map { quote($0.name) }
        guard !names.isEmpty else { return nil }
        let cells = names.map { "CASE typeof(\($0)) WHEN 'blob' THEN NULL ELSE substr(\($0), 1, 64) END" }
        let kinds = names.map { "typeof(\($0)) = 'real'" }
        return Look(text: "SELECT \((cells + kinds).joined(separator: ", ")) FROM \(quote(table.name)) LIMIT \(rows)")
    }

    func places(of origins: [ColumnOrigin?], _ sight: Sight) async throws(Failure) -> [ColumnPlace?] {
        let tables = Set(origins.compactMap { $0?.table }).sorted()
        let seen = await sight.see(tables.map { Look(text: "PRAGMA table_xinfo(\(quote($0)))") })
        var known: [ColumnOrigin: Bool] = [:]
        for (table, answer) in zip(tables, seen) {
            for row in try answer.cells() { known[ColumnOrigin(table: table, column: row[1] ?? "")] = row[3] == "0" && row[5] == "0" }
        }
        return origins.map { origin in
            origin.map { ColumnPlace(schema: nil, table: $0.table, column: $0.column, mayBeNull: known[$0]) }
        }
    }

    func wholeReads(of rowSet: RowSetQuery, _ sight: Sight) async throws(Failure) -> [WholeRead] {
        let text = rowSet.query.text { "?\($0)" }
        let steps = try await sight.see(Look(text: "EXPLAIN QUERY PLAN " + text)).cells().compactMap { $0.last ?? nil }
        let aliases = StatementTables.aliases(in: rowSet.query, tables: try await tables(sight).map(\.name))
        // A search by the compared column finds the citizen; whatever else is read whole is only joined to that.
        let comparison = StatementTables.comparison(in: rowSet.query)
        let isFound = comparison?.column.map { column in steps.contains { $0.lowercased().contains("(\(column)=?") } } ?? false
        let condition = isFound ? nil : comparison?.text
        var found: [WholeRead] = []
        for step in steps {
            let words = step.split(separator: " ")
            // "SCAN p", "SCAN p USING COVERING INDEX …"; a search looks its rows up.
            guard words.count > 1, words[0] == "SCAN", let table = aliases[words[1].lowercased()] else { continue }
            let bound = WholeRead.fewRows + 1
            let count = await sight.see(Look(text: "SELECT count(*) FROM (SELECT 1 FROM \(quote(table)) LIMIT \(bound))"))
            guard let rows = try count.cells().first?[0].flatMap({ Int($0) }), rows > WholeRead.fewRows else { continue }
            let cause: WholeRead.Cause = condition.flatMap(StatementTables.cast).map { .cast(to: $0) } ?? .noIndex
            found.append(WholeRead(table: table, rows: rows, condition: condition, cause: cause))
        }
        return found
    }

    func values(of place: ColumnPlace, limit: Int) -> Look {
        let column = quote(place.column)
        return Look(
            text: """
                SELECT CASE typeof(\(column)) WHEN 'blob' THEN NULL ELSE rtrim(substr(\(column), 1, 64)) END AS v, count(*) \
                FROM (SELECT \(column) FROM \(quote(place.table)) LIMIT 100000) \
                WHERE \(column) IS NOT NULL GROUP BY 1 ORDER BY 1 LIMIT \(limit)
                """)
    }

    func absence(in place: ColumnPlace) -> Look {
        let column = quote(place.column)
        return Look(
            text: "SELECT 1 FROM (SELECT \(column) FROM \(quote(place.table)) LIMIT 100000) WHERE \(column) IS NULL LIMIT 1")
    }

    private func quote(_ name: String) -> String {
        "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
