import Core
import Standard

extension Checker {
    /// One rule of `reconcile`: a total of the standard and a column of money.
    mutating func reconcile(_ written: WrittenReconcile) -> Reconcile? {
        let total = written.sum.flatMap { self.total($0) }
        guard let rows = written.rows, let rowSet = rowSet(rows) else { return nil }
        var zaakkenmerk: Operation?
        if let expression = written.zaakkenmerk {
            zaakkenmerk = controlCase(expression, in: rowSet)
            if zaakkenmerk == nil { return nil }
        }
        guard let name = written.column, let column = moneyColumn(name, in: rowSet) else { return nil }
        if isMapped(name.text, of: rows.text) {
            diagnostics.warning(
                .idleProof, at: name.span, "'\(name.text)' is also what events are made of, so comparing with it proves little",
                others: [Diagnostic.Other(mapping.rowSets[rowSet].columns[column].span, "'\(name.text)' is declared here")],
                hint: "compare with what the source keeps beside its bookings, such as a table of balances")
        }
        guard let total else { return nil }
        return Reconcile(
            total: total, rowSet: rowSet, column: column, zaakkenmerk: zaakkenmerk, policy: written.differs, span: written.span)
    }

    /// Tells of two reconciliations that compare the same.
    mutating func tellTwice() {
        var seen: [String: Span] = [:]
        for written in mapping.reconciles {
            guard let sum = written.sum, let rows = written.rows, let column = written.column else { continue }
            let isPerCase = written.zaakkenmerk != nil
            if let first = seen.updateValue(sum.span, forKey: "\(sum.text) \(rows.text) \(column.text) \(isPerCase)") {
                diagnostics.error(
                    .sameProof, at: sum.span, "'\(sum.text)' is compared with '\(column.text)' of '\(rows.text)' twice",
                    others: [Diagnostic.Other(first, "the first is here")])
            }
        }
    }

    /// What is asked over the whole table. The control is checked as a row set of its own: nothing else of the mapping sees it.
    mutating func whole(_ written: WrittenWhole) -> Whole? {
        var totals: [Total] = []
        for sum in written.sums { if let total = self.total(sum.total) { totals.append(total) } }
        guard let control = written.control else { return nil }
        var alone = mapping
        alone.rowSets = [control]
        alone.unreadLists = []
        var side = Checker(alone, standard: standard)
        side.usedRowSets = [0]
        let zaakkenmerk = written.zaakkenmerk.flatMap { side.controlCase($0, in: 0) }
        let columns = written.sums.map { sum in sum.column.flatMap { side.moneyColumn($0, in: 0) } }
        side.tellUnused(afterErrors: diagnostics.hasErrors || written.sums.isEmpty)
        diagnostics.append(side.diagnostics)
        guard totals.count == written.sums.count, let zaakkenmerk, let citizens = written.citizens, let request = control.request,
            let name = mapping.name, let source = mapping.source, let form = mapping.bsnForm
        else { return nil }
        let found = columns.compactMap(\.self)
        guard found.count == columns.count, !found.isEmpty else { return nil }
        let families: Set<ColumnFamily> = form == .text ? [.text, .unknown] : [.integer, .decimal, .unknown]
        return Whole(
            request: SourceRequest(
                plan: "\(name.text)/whole", source: source.text, bsnForm: form,
                rowSets: [
                    RowSetQuery(name: "citizens", query: citizens, columns: [ColumnRequest(name: "bsn", families: families)]), request,
                ]),
            control: side.rowSetPlan(0, [], [], [], isCases: false), zaakkenmerk: zaakkenmerk, totals: totals, columns: found,
            kinds: standard.kinds, span: written.span)
    }

    private mutating func total(_ name: Name) -> Total? {
        if let total = standard.total(named: name.text) { return total }
        diagnostics.error(
            .unknownTotal, at: name.span, "the standard has no total '\(name.text)'",
            hint: Spelling.hint(for: name.text, in: standard.totals))
        return nil
    }

    /// What names the case of a control row: as a case's own zaakkenmerk is named.
    private mutating func controlCase(_ expression: Expression, in rowSet: Int) -> Operation? {
        caseName(WrittenCases(each: nil, zaakkenmerk: expression, isJoined: false, span: expression.span), rowSet)
    }

    private mutating func moneyColumn(_ name: Name, in rowSet: Int) -> Int? {
        guard let column = column(name, in: rowSet) else { return nil }
        let declared = mapping.rowSets[rowSet].columns[column]
        guard let kind = declared.reading?.kind, kind != .money else { return column }
        diagnostics.error(
            .badReconcile, at: name.span, "a total is money, '\(name.text)' is \(kind.rawValue)",
            others: [Diagnostic.Other(declared.span, "'\(name.text)' is declared here")], hint: "read it as money or cents")
        return nil
    }

    /// Whether a field of some event is filled with a column.
    private func isMapped(_ column: String, of rowSet: String) -> Bool {
        mapping.rules.contains { rule in
            rule.each?.text == rowSet && rule.fields.contains { $0.expression?.names(column) ?? false }
        }
    }
}

extension Expression {
    /// Whether a column stands anywhere in it.
    fileprivate func names(_ column: String) -> Bool {
        switch content {
        case .column(let name): name.column.text == column
        case .template(let parts):
            parts.contains { part in if case .column(let name) = part { name.column.text == column } else { false } }
        case .first(let choices): choices.contains { $0.names(column) }
        case .steps(let start, _): start.names(column)
        case .constant, .organisation, .kenmerkOf: false
        }
    }
}
