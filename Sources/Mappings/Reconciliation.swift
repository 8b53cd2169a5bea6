import Core
import Standard

/// Compares what a plan made of one citizen's rows with what the source itself says, to the cent.
///
/// Done after the run, by reading the control rows once more: mappings without `reconcile` pay nothing for it.
struct Reconciliation {
    let plan: Plan
    let rows: [Rows]

    /// What differs where the policy is `mark`: file, line and names, never a value or a case's name.
    ///
    /// - Throws: `Failure` of class `data` for a difference where the policy is `refuse`.
    func differences(in cases: [FinancialCase]) throws(Failure) -> [String] {
        var found: [String] = []
        for rule in plan.reconciles {
            guard let detail = try difference(rule, cases) else { continue }
            if rule.policy == .refuse { throw Failure(.data, detail) }
            found.append(detail)
        }
        return found
    }

    private func difference(_ rule: Reconcile, _ cases: [FinancialCase]) throws(Failure) -> String? {
        let set = plan.rowSets[rule.rowSet]
        let what = "is not the sum of '\(set.columns[rule.column].name)' over '\(set.name)'"
        let row = RowBuffer(width: set.columns.count)
        let kinds = plan.standard.kinds
        guard let zaakkenmerk = rule.zaakkenmerk else {
            var sum = Cents.zero
            for number in 0..<rows[rule.rowSet].count {
                try add(amount(rule, set, row, number), to: &sum, rule)
            }
            return rule.total.sum(over: cases, of: kinds) == sum ? nil : "\(rule.place) \(what)"
        }
        var control: [String: Cents] = [:]
        for number in 0..<rows[rule.rowSet].count {
            let amount = try amount(rule, set, row, number)
            let name = try Reconciliation.name(zaakkenmerk, row, set, rule.span)
            try add(amount, to: &control[name, default: .zero], rule)
        }
        var differing = 0
        for item in cases where rule.total.sum(of: item.events, of: kinds) != control.removeValue(forKey: item.zaakkenmerk) ?? .zero {
            differing += 1
        }
        // A case that the answer lacks counts as nothing there.
        differing += control.count { $0.value != .zero }
        return differing == 0 ? nil : "\(rule.place) of \(differing == 1 ? "one case" : "\(differing) cases") \(what)"
    }

    private func amount(_ rule: Reconcile, _ set: RowSetPlan, _ row: RowBuffer, _ number: Int) throws(Failure) -> Cents {
        if let bad = row.read(rows[rule.rowSet], number, set) {
            throw Failure(.data, "row \(number + 1) of '\(set.name)': '\(set.columns[bad.column].name)' cannot be read")
        }
        if case .money(let amount) = row.values[rule.column] { return amount }
        return .zero
    }

    private func add(_ amount: Cents, to sum: inout Cents, _ rule: Reconcile) throws(Failure) {
        guard let larger = sum.adding(amount) else {
            throw Failure(.data, "\(rule.span.source.name):\(rule.span.line): the sum is too large")
        }
        sum = larger
    }

    /// The case that a control row is about.
    static func name(_ zaakkenmerk: Operation, _ row: RowBuffer, _ set: RowSetPlan, _ span: Span) throws(Failure) -> String {
        if let value = try? zaakkenmerk.value(of: row), case .text(let name) = value { return name }
        throw Failure(.data, "\(span.source.name):\(span.line): a row of '\(set.name)' names no case")
    }
}
