/// What kind of column a database describes, so far as it matters for reading it exactly.
package enum ColumnFamily: String, Sendable, Hashable, CaseIterable {
    case text, integer, decimal, floating, date, timestamp, zonedTimestamp, boolean
    /// The database does not say (SQLite) or has a type we do not read.
    case unknown
}

/// A column that a mapping declared.
package struct ColumnRequest: Sendable, Hashable {
    package let name: String
    /// The families its reading can read exactly. Money never accepts `floating`.
    package let families: Set<ColumnFamily>

    package init(name: String, families: Set<ColumnFamily>) {
        self.name = name
        self.families = families
    }
}

/// One named row set that a plan asks of its source.
package struct RowSetQuery: Sendable, Hashable {
    package let name: String
    package let query: Query
    /// In the order in which the plan reads them; a driver delivers its cells in this order whatever the SELECT's order is.
    package let columns: [ColumnRequest]

    package init(name: String, query: Query, columns: [ColumnRequest]) {
        self.name = name
        self.query = query
        self.columns = columns
    }
}

/// Everything one plan asks of one source: all row sets, to be read in one snapshot.
package struct SourceRequest: Sendable, Hashable {
    /// The plan's name, unique within a tenant; outcomes come back under it.
    package let plan: String
    /// The source's name within the tenant.
    package let source: String
    package let bsnForm: ParameterForm
    package let rowSets: [RowSetQuery]

    package init(plan: String, source: String, bsnForm: ParameterForm, rowSets: [RowSetQuery]) {
        self.plan = plan
        self.source = source
        self.bsnForm = bsnForm
        self.rowSets = rowSets
    }
}
