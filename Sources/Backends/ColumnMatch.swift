import Core

/// A column of a statement's result as its database describes it.
struct FoundColumn {
    let name: String
    let family: ColumnFamily
    /// The type in the database's own words.
    let type: String
    /// The column of a table that it is; nil when it is computed, or nobody asked.
    var origin: ColumnOrigin?
}

/// A statement as its database describes it.
struct DescribedStatement {
    let columns: [FoundColumn]
    /// What the database takes `:bsn` for; nil when it does not say.
    let parameter: ColumnFamily?
}

/// Where the declared columns stand in a result.
struct ColumnMatch {
    /// For each declared column its index in the result.
    let order: [Int32]
    /// What does not fit; empty when `order` can be used.
    let drifts: [ColumnDrift]

    /// Matches by name. Letters compare without case, as SQL does; a name that is then ambiguous is refused.
    init(_ rowSet: RowSetQuery, in found: [FoundColumn], accepts: (FoundColumn, Set<ColumnFamily>) -> Bool) {
        var drifts: [ColumnDrift] = []
        var places: [String: Int] = [:]
        for (index, column) in found.enumerated() {
            let name = column.name.lowercased()
            if places.updateValue(index, forKey: name) != nil {
                drifts.append(ColumnDrift(rowSet: rowSet.name, column: column.name, problem: .duplicate))
            }
        }
        if rowSet.columns.isEmpty {
            drifts.append(ColumnDrift(rowSet: rowSet.name, column: nil, problem: .failed(Failure(.drift, "no columns are declared"))))
        }
        var order: [Int32] = []
        for column in rowSet.columns {
            guard let place = places.removeValue(forKey: column.name.lowercased()) else {
                drifts.append(ColumnDrift(rowSet: rowSet.name, column: column.name, problem: .missing))
                continue
            }
            let there = found[place]
            if !accepts(there, column.families) {
                drifts.append(ColumnDrift(rowSet: rowSet.name, column: column.name, problem: .family(there.family, type: there.type)))
            }
            order.append(Int32(place))
        }
        for (_, place) in places.sorted(by: { $0.value < $1.value }) {
            drifts.append(ColumnDrift(rowSet: rowSet.name, column: found[place].name, problem: .undeclared))
        }
        self.order = order
        self.drifts = drifts
    }
}
