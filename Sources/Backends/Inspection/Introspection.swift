package import Core

extension Backends {
    /// Rows of a table that are looked at to tell what its columns are.
    private static let sampled = 400

    /// What a source says of itself, and what samples of its cells look like. Samples are judged here: what leaves is verdicts and counts,
    /// never a cell.
    ///
    /// - Parameter sampling: false to read the catalogue only, and no row.
    /// - Throws: why the source cannot be asked. A table that cannot be sampled merely has no likenesses.
    package func inventory(of source: String, tenant: String, sampling: Bool) async throws(Failure) -> Inventory {
        guard let entry = entries[tenant]?[source] else { throw Failure(.refused, "there is no source '\(source)'") }
        let inspector = type(of: entry.connection.driver).inspector
        let sight = Sight(backend: entry.backend, patience: entry.file.limits.connect + max(30, entry.file.limits.total))
        let bare = try await inspector.inventory(sight)
        var tables: [Inventory.Table] = []
        for table in bare.tables {
            let rows = sampling ? await sample(table, inspector, sight) : nil
            tables.append(judged(table, rows))
        }
        return Inventory(tables: tables)
    }

    private func sample(_ table: Inventory.Table, _ inspector: any Inspector, _ sight: Sight) async -> Rows? {
        guard let look = inspector.sample(table, rows: Backends.sampled) else { return nil }
        return try? await sight.see(look).get()
    }

    private func judged(_ table: Inventory.Table, _ rows: Rows?) -> Inventory.Table {
        let width = table.columns.count
        var evidence = Array(repeating: Evidence(), count: width)
        if let rows {
            var binary = Array(repeating: false, count: width)
            for row in 0..<rows.count {
                // The second half says how each cell is stored; it stands behind the cells, so it is read first.
                rows.read(row: row) { column, cell in if column >= width { binary[column - width] = cell?.first == 0x31 } }
                rows.read(row: row) { column, cell in if column < width { evidence[column].take(cell, isBinary: binary[column]) } }
            }
        }
        let keyed = Set(table.key + table.foreignKeys.flatMap(\.columns))
        let columns = zip(table.columns, evidence).map { column, evidence in
            Inventory.Column(
                name: column.name, type: column.type, family: column.family, mayBeNull: column.mayBeNull, comment: column.comment,
                likenesses: evidence.likenesses(
                    name: column.name, type: column.type, family: column.family, isKeyed: keyed.contains(column.name)))
        }
        return Inventory.Table(
            schema: table.schema, name: table.name, isView: table.isView, comment: table.comment, rows: table.rows, columns: columns,
            key: table.key, foreignKeys: table.foreignKeys)
    }
}
