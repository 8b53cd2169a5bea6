import Core
import Standard

/// One run of a plan over the rows of one citizen.
struct PlanRun {
    /// An event's place in the answer.
    private struct Place {
        let `case`: Int32
        let event: Int32
    }

    /// A reference to fill in once all kenmerken are there.
    private struct Pending {
        let place: Place
        let reference: Rule.Reference
        let rowSet: Int
        let row: Int
        let targetRow: Int
    }

    private let plan: Plan
    private let rows: [Rows]
    private let index: Int
    private let key: KenmerkKey
    private let row: RowBuffer
    private var cases: [FinancialCase] = []
    private var caseNames: TextTable
    private var kenmerken: TextTable
    /// Per row of the cases' row set, its case; -1 when the row was left out.
    private var caseOfRow: [Int32] = []
    private var caseKeys: RowKeys
    /// Per row of the cases' row set, whether some event belongs to it. Only kept when those rows make no events themselves.
    private var isCaseUsed: [Bool] = []
    /// Per referred rule and row, the number of the event it made in `places`; -1 for none.
    private var made: [[Int32]]
    private var places: [Place] = []
    private var pending: [Pending] = []
    private var leftOut: [Int]

    init(_ plan: Plan, _ rows: [Rows], index: Int, key: KenmerkKey) throws(Failure) {
        guard rows.count == plan.rowSets.count, zip(rows, plan.rowSets).allSatisfy({ $0.width == $1.columns.count }) else {
            throw Failure(.drift, "\(plan.file): the source gave other row sets or columns than the mapping asks")
        }
        self.plan = plan
        self.rows = rows
        self.index = index
        self.key = key
        row = RowBuffer(width: plan.rowSets.reduce(0) { max($0, $1.columns.count) })
        var total = 0
        for set in rows { total += set.count }
        caseNames = TextTable(capacity: rows[plan.cases.rowSet].count)
        kenmerken = TextTable(capacity: total + 8)
        caseKeys = RowKeys(columns: plan.rowSets[plan.cases.rowSet].key, rows: rows[plan.cases.rowSet].count)
        made = []
        made.reserveCapacity(plan.rules.count)
        for rule in plan.rules { made.append(rule.isReferred ? [Int32](repeating: -1, count: rows[rule.rowSet].count) : []) }
        leftOut = [Int](repeating: 0, count: plan.leaveOuts.count)
    }

    mutating func result(reconciling: Bool = true) throws(Failure) -> PlanResult {
        if plan.rowSets[plan.cases.rowSet].rules.isEmpty {
            isCaseUsed = [Bool](repeating: false, count: rows[plan.cases.rowSet].count)
        }
        if plan.cases.comesFirst { try walkCases() }
        for set in plan.walk { try walk(set) }
        for (number, used) in isCaseUsed.enumerated() where !used && caseOfRow[number] >= 0 {
            throw failure(plan.cases.span, plan.cases.rowSet, number, "no event belongs to this case, and no rule leaves it out")
        }
        try refer()
        var left: [Completeness.LeftOut] = []
        for (number, count) in leftOut.enumerated() where count > 0 {
            left.append(Completeness.LeftOut(because: plan.leaveOuts[number].because, count: count))
        }
        if cases.contains(where: { $0.events.isEmpty }) { cases.removeAll { $0.events.isEmpty } }
        return PlanResult(cases: cases, leftOut: left)
    }

    // Rows.

    /// Learns which cases there are before any event is made.
    private mutating func walkCases() throws(Failure) {
        let set = plan.cases.rowSet
        let rowSet = plan.rowSets[set]
        let cells = rows[set]
        for number in 0..<cells.count {
            if let bad = row.read(cells, number, rowSet) { throw unreadable(bad, set, number) }
            try learnCase(number, isLeftOut: rowSet.leaving.next(from: 0, for: row) >= 0)
        }
    }

    private mutating func walk(_ set: Int) throws(Failure) {
        let rowSet = plan.rowSets[set]
        let cells = rows[set]
        let isCases = set == plan.cases.rowSet
        let learnsCases = isCases && !plan.cases.comesFirst
        let mayMakeNothing = !rowSet.mustBecome || (isCases && rowSet.rules.isEmpty)
        var keys = RowKeys(columns: rowSet.key, rows: isCases ? 0 : cells.count)
        for number in 0..<cells.count {
            if let bad = row.read(cells, number, rowSet) { throw unreadable(bad, set, number) }
            if !isCases, !keys.insert(row, number: number) { throw duplicate(set, number) }
            let leaving = rowSet.leaving.next(from: 0, for: row)
            if learnsCases { try learnCase(number, isLeftOut: leaving >= 0) }
            if leaving >= 0 {
                leftOut[rowSet.leaveOuts[leaving].number] += 1
                continue
            }
            var taking = rowSet.taking.next(from: 0, for: row)
            if taking < 0, !mayMakeNothing {
                throw failure(rowSet.span, set, number, "no event takes this row, and no rule leaves it out")
            }
            while taking >= 0 {
                try make(rowSet.rules[taking].number, rowSet.rules[taking].rule, number)
                taking = rowSet.taking.next(from: taking + 1, for: row)
            }
        }
    }

    private func unreadable(_ bad: (column: Int, problem: CellProblem), _ set: Int, _ number: Int) -> Failure {
        let column = plan.rowSets[set].columns[bad.column]
        return failure(column.span, set, number, "'\(column.name)' \(bad.problem.told(column.reading))")
    }

    private mutating func learnCase(_ number: Int, isLeftOut: Bool) throws(Failure) {
        let set = plan.cases.rowSet
        guard caseKeys.insert(row, number: number) else { throw duplicate(set, number) }
        guard !isLeftOut else { return caseOfRow.append(-1) }
        let value: Value
        do { value = try plan.cases.zaakkenmerk.value(of: row) } catch {
            throw failure(plan.cases.span, set, number, "'\(error.step)' cannot change the zaakkenmerk")
        }
        guard case .text(let name) = value else { throw failure(plan.cases.span, set, number, "the zaakkenmerk is absent") }
        if let rule = plan.cases.broken(by: name, plan.standard) {
            throw failure(plan.cases.span, set, number, "the standard does not accept the zaakkenmerk: \(rule)")
        }
        let (place, isNew) = caseNames.insert(name)
        if isNew {
            var events: [CaseEvent] = []
            events.reserveCapacity(16)
            cases.append(FinancialCase(zaakkenmerk: name, events: events))
        }
        caseOfRow.append(Int32(place))
    }

    // Events.

    private mutating func make(_ number: Int, _ rule: Rule, _ rowNumber: Int) throws(Failure) {
        var caseRow = rowNumber
        if let columns = rule.caseColumns {
            guard let found = caseKeys.find(row, columns) else {
                throw failure(
                    rule.caseSpan, rule.rowSet, rowNumber, "its case is not among the rows of '\(plan.rowSets[plan.cases.rowSet].name)'")
            }
            caseRow = found
        }
        let caseNumber = caseOfRow[caseRow]
        guard caseNumber >= 0 else { throw failure(rule.caseSpan, rule.rowSet, rowNumber, "the row of its case was left out") }
        if !isCaseUsed.isEmpty { isCaseUsed[caseRow] = true }
        let values = try values(rule, rowNumber)
        guard case .text(let kenmerk) = values[rule.kenmerkSlot], kenmerken.insert(kenmerk).isNew else {
            throw failure(rule.span, rule.rowSet, rowNumber, "another event has the same gebeurtenis_kenmerk")
        }
        let place = Place(case: caseNumber, event: Int32(cases[Int(caseNumber)].events.count))
        if rule.isReferred {
            made[number][rowNumber] = Int32(places.count)
            places.append(place)
        }
        for reference in rule.references {
            pending.append(
                Pending(
                    place: place, reference: reference, rowSet: rule.rowSet, row: rowNumber,
                    targetRow: reference.isSameRow ? rowNumber : caseRow))
        }
        cases[Int(caseNumber)].events.append(
            CaseEvent(
                kind: rule.kind, values: values, provenance: Provenance(plan: index, rule: number, rowSet: rule.rowSet, row: rowNumber)))
    }

    /// The values of an event, made where they will stay.
    private func values(_ rule: Rule, _ rowNumber: Int) throws(Failure) -> [Value] {
        var refused: (move: Int, why: Move.Refusal)?
        var values = rule.blank
        values.withUnsafeMutableBufferPointer { memory in
            guard let base = memory.baseAddress else { return }
            rule.moves.withUnsafeBufferPointer { moves in
                for number in moves.indices {
                    do throws(Move.Refusal) {
                        try moves[number].fill(base, from: row)
                    } catch {
                        refused = (number, error)
                        return
                    }
                }
            }
            if refused == nil { finish(base, rule) }
        }
        guard let refused else { return values }
        let assignment = rule.assignments[refused.move]
        let problem =
            switch refused.why {
            case .step(let error): "'\(error.step)' cannot change what '\(assignment.name)' is given"
            case .absent: "'\(assignment.name)' is required and absent"
            case .empty: "'\(assignment.name)' would be an empty text; a column that may be empty has a '?'"
            case .standard(let rule): "the standard does not accept '\(assignment.name)': \(rule)"
            }
        throw failure(assignment.span, rule.rowSet, rowNumber, problem)
    }

    /// Gives an event the moment and the kenmerk that its assignments did not.
    @inline(__always)
    private func finish(_ values: UnsafeMutablePointer<Value>, _ rule: Rule) {
        if values[rule.momentSlot].isAbsent {
            for at in rule.momentFallbacks.indices where !values[rule.momentFallbacks[at]].isAbsent {
                values[rule.momentSlot] = values[rule.momentFallbacks[at]]
                break
            }
        }
        guard case .text = values[rule.kenmerkSlot] else {
            values[rule.kenmerkSlot] = .text(computed(rule, values))
            return
        }
    }

    /// The kenmerk of an event whose source has none. The row set's name is part of it: keys are unique within a row set only.
    private func computed(_ rule: Rule, _ values: UnsafeMutablePointer<Value>) -> String {
        let set = plan.rowSets[rule.rowSet]
        var parts = [set.name]
        for column in set.key { parts.append(row.values[column].asKey) }
        var moment: Instant?
        if case .instant(let instant) = values[rule.momentSlot] { moment = instant }
        var amount: Cents?
        if let slot = rule.amountSlot, case .money(let cents) = values[slot] { amount = cents }
        return key.kenmerk(
            organisation: plan.organisation, kind: rule.kindName, source: plan.source, rowKey: parts, moment: moment, amount: amount)
    }

    /// Fills in what refers to other events, now that every kenmerk is there.
    private mutating func refer() throws(Failure) {
        for entry in pending {
            let target = made[entry.reference.rule][entry.targetRow]
            guard target >= 0 else {
                throw failure(entry.reference.span, entry.rowSet, entry.row, "the event it refers to was not made")
            }
            let other = places[Int(target)]
            guard other.case == entry.place.case else {
                throw failure(entry.reference.span, entry.rowSet, entry.row, "the event it refers to belongs to another case")
            }
            let kenmerk = cases[Int(other.case)].events[Int(other.event)].values[plan.rules[entry.reference.rule].kenmerkSlot]
            cases[Int(entry.place.case)].events[Int(entry.place.event)].values[entry.reference.slot] = kenmerk
        }
    }

    // Failures: places and names, never a value.

    private func duplicate(_ set: Int, _ number: Int) -> Failure {
        failure(plan.rowSets[set].span, set, number, "an earlier row has the same key")
    }

    private func failure(_ span: Span, _ set: Int, _ number: Int, _ problem: String) -> Failure {
        Failure(.data, "\(span.source.name):\(span.line): row \(number + 1) of '\(plan.rowSets[set].name)': \(problem)")
    }
}
