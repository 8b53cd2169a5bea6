import Core
import Standard

/// Makes changed amounts agree again: a case that was settled stays settled, and every control says what the changed bookings add up to.
struct Balance {
    let plan: Plan
    let natures: Natures
    let key: KenmerkKey
    let amounts: Amounts

    /// Nil when that cannot be done.
    mutating func balanced(_ made: Disguise.Cells, as original: Disguise.Cells) -> Disguise.Cells? {
        var cells = made
        guard let before = cases(original), let after = cases(cells), before.count == after.count else { return nil }
        // Cases come in the order of their rows, which is the same.
        for place in before.indices where plan.standard.balance(of: before[place].events) == .zero {
            cells = settled(cells, place) ?? cells
        }
        guard let cases = cases(cells) else { return nil }
        for rule in plan.reconciles { controlled(&cells, rule, cases) }
        do throws(Failure) {
            return try plan.run(Disguise.rows(plan, cells), index: 0, key: key).differing.isEmpty ? cells : nil
        } catch {
            return nil
        }
    }

    private func cases(_ cells: Disguise.Cells) -> [FinancialCase]? { try? plan.cases(of: Disguise.rows(plan, cells), key: key) }

    /// The cells with one amount of a case changed so that nothing is open; nil when no amount can be.
    private func settled(_ cells: Disguise.Cells, _ place: Int) -> Disguise.Cells? {
        guard let events = cases(cells)?[place].events, let open = plan.standard.balance(of: events) else { return nil }
        if open == .zero { return cells }
        for event in events.reversed() {
            let rule = plan.rules[event.provenance.rule]
            guard let slot = rule.amountSlot, let assignment = rule.assignments.first(where: { $0.slot == slot }),
                let column = assignment.operation.only, let text = cells[rule.rowSet][event.provenance.row][column]
            else { continue }
            let notation = plan.rowSets[rule.rowSet].columns[column].reading.notation
            guard let cents = cents(text, rule.rowSet, event.provenance.row, column, cells) else { continue }
            for changed in [cents + open.amount, cents - open.amount]
            where changed != 0 && (changed < 0) == (cents < 0) && !amounts.isReal(changed) {
                var trial = cells
                trial[rule.rowSet][event.provenance.row][column] = Amounts.text(changed, as: notation)
                guard let events = cases(trial)?[place].events, plan.standard.balance(of: events) == .zero else { continue }
                return trial
            }
        }
        return nil
    }

    /// Writes into the control's rows what the cases add up to: the whole difference into the first row of each case.
    private func controlled(_ cells: inout Disguise.Cells, _ rule: Reconcile, _ cases: [FinancialCase]) {
        let set = plan.rowSets[rule.rowSet]
        let rows = Disguise.rows(plan, cells)[rule.rowSet]
        let row = RowBuffer(width: set.columns.count)
        var first: [String: Int] = [:]
        var others: [String: Int] = [:]
        for number in 0..<rows.count {
            guard row.read(rows, number, set) == nil, case .money(let amount) = row.values[rule.column] else { continue }
            let name = rule.zaakkenmerk.flatMap { try? Reconciliation.name($0, row, set, rule.span) } ?? ""
            if first[name] == nil { first[name] = number } else { others[name, default: 0] += amount.amount }
        }
        for (name, number) in first {
            let mine = rule.zaakkenmerk == nil ? cases : cases.filter { $0.zaakkenmerk == name }
            guard let sum = rule.total.sum(over: mine, of: plan.standard.kinds) else { continue }
            cells[rule.rowSet][number][rule.column] = Amounts.text(
                sum.amount - (others[name] ?? 0), as: set.columns[rule.column].reading.notation)
        }
    }

    private func cents(_ text: String, _ set: Int, _ number: Int, _ column: Int, _ cells: Disguise.Cells) -> Int? {
        let row = RowBuffer(width: plan.rowSets[set].columns.count)
        guard row.read(Disguise.rows(plan, cells)[set], number, plan.rowSets[set]) == nil, case .money(let cents) = row.values[column]
        else { return nil }
        return cents.amount
    }
}

extension Operation {
    /// The one column that decides the value, when there is one.
    fileprivate var only: Int? {
        switch self {
        case .column(let column): column
        case .steps(let start, _): start.only
        case .constant, .output, .template, .first: nil
        }
    }
}
