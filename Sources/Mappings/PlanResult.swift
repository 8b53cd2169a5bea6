package import Core
package import Standard

/// What one plan makes of its rows.
package struct PlanResult: Sendable {
    /// In the order in which the rows name them; events in the order of row sets, rows and rules.
    package var cases: [FinancialCase]
    /// How many rows each named rule left out; only rules that left something out.
    package var leftOut: [Completeness.LeftOut]
    /// What a reconciliation with `differs: mark` found otherwise: file, line and names, never a value.
    package var differing: [String]

    package init(cases: [FinancialCase], leftOut: [Completeness.LeftOut], differing: [String] = []) {
        self.cases = cases
        self.leftOut = leftOut
        self.differing = differing
    }
}

extension Plan {
    /// Turns rows into cases and events.
    ///
    /// - Parameters:
    ///   - rows: one per row set of `request`, in its order, cells in the order of its columns.
    ///   - index: the plan's place among the plans that were asked, for the provenance of events.
    ///   - key: makes the kenmerken the source lacks.
    /// - Throws: `Failure` of class `data` for a row that cannot be read, placed or named: file and line of the rule, row number, row set
    ///   and
    ///   column, never a value. Nothing is left out in silence.
    package func run(_ rows: [Rows], index: Int, key: KenmerkKey) throws(Failure) -> PlanResult {
        var run = try PlanRun(self, rows, index: index, key: key)
        var result = try run.result()
        if !reconciles.isEmpty { result.differing = try Reconciliation(plan: self, rows: rows).differences(in: result.cases) }
        return result
    }

    /// The balance of all events the rows make, whether or not the source says the same; nil when it is too large.
    package func saldo(of rows: [Rows], key: KenmerkKey) throws(Failure) -> Cents? {
        var run = try PlanRun(self, rows, index: 0, key: key)
        return standard.balance(over: try run.result(reconciling: false).cases)
    }
}
