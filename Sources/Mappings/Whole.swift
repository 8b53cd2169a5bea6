package import Core
package import Standard

/// The proof over all citizens at once: how to list them, and what the source says of every case.
package final class Whole: Sendable {
    /// Two row sets in one snapshot, without a citizen: the citizens (one column `bsn`), and the control.
    package let request: SourceRequest
    /// What is compared, in the order of the file.
    package let totals: [Total]
    private let control: RowSetPlan
    private let zaakkenmerk: Operation
    private let columns: [Int]
    private let kinds: [EventKind]
    private let span: Span

    init(
        request: SourceRequest, control: RowSetPlan, zaakkenmerk: Operation, totals: [Total], columns: [Int], kinds: [EventKind],
        span: Span
    ) {
        self.request = request
        self.control = control
        self.zaakkenmerk = zaakkenmerk
        self.totals = totals
        self.columns = columns
        self.kinds = kinds
        self.span = span
    }

    /// A case and its totals, in the order of `totals`.
    package struct Case: Sendable {
        package let zaakkenmerk: String
        package var sums: [Cents]

        package init(zaakkenmerk: String, sums: [Cents]) {
            self.zaakkenmerk = zaakkenmerk
            self.sums = sums
        }
    }

    /// The citizens, by number and each once, and how many rows hold no BSN.
    package func citizens(_ rows: Rows) -> (subjects: [BSN], unusable: Int) {
        var subjects: Set<BSN> = []
        var unusable = 0
        for row in 0..<rows.count {
            var digits = rows.text(row: row, column: 0)?.filter { $0 != " " } ?? ""
            if request.bsnForm == .number, digits.utf8.count < 9 {
                digits = String(repeating: "0", count: 9 - digits.utf8.count) + digits
            }
            if let subject = BSN(digits) { subjects.insert(subject) } else { unusable += 1 }
        }
        return (subjects.sorted { $0.number < $1.number }, unusable)
    }

    /// What the source says, one entry per case, by name. Several rows of a case are added up.
    ///
    /// - Throws: `Failure` of class `data` for a row that cannot be read: row number, names and line, never a value.
    package func control(_ rows: Rows) throws(Failure) -> [Case] {
        guard rows.width == control.columns.count else { throw Failure(.drift, "the control has other columns than the mapping declares") }
        let row = RowBuffer(width: control.columns.count)
        var places: [String: Int] = [:]
        places.reserveCapacity(rows.count)
        var cases: [Case] = []
        cases.reserveCapacity(rows.count)
        for number in 0..<rows.count {
            if let bad = row.read(rows, number, control) {
                let column = control.columns[bad.column]
                throw Failure(
                    .data,
                    "\(column.span.source.name):\(column.span.line): row \(number + 1) of the control: '\(column.name)' "
                        + bad.problem.told(column.reading))
            }
            let name = try Reconciliation.name(zaakkenmerk, row, control, span)
            let place = places[name] ?? cases.count
            if place == cases.count {
                places[name] = place
                cases.append(Case(zaakkenmerk: name, sums: [Cents](repeating: .zero, count: columns.count)))
            }
            for (at, column) in columns.enumerated() {
                guard case .money(let amount) = row.values[column] else { continue }
                guard let sum = cases[place].sums[at].adding(amount) else {
                    throw Failure(.data, "\(span.source.name):\(span.line): the sum of a case is too large")
                }
                cases[place].sums[at] = sum
            }
        }
        return cases.sorted { $0.zaakkenmerk < $1.zaakkenmerk }
    }

    /// The same totals over mapped events; nil when one does not fit.
    package func sums(of events: [CaseEvent]) -> [Cents]? {
        let sums = totals.map { $0.sum(of: events, of: kinds) }
        return sums.contains { $0 == nil } ? nil : sums.compactMap(\.self)
    }
}

extension Plan {
    /// The cases of one citizen's rows, without the comparison at answer time: that is what a run over the whole table is for.
    package func cases(of rows: [Rows], key: KenmerkKey) throws(Failure) -> [FinancialCase] {
        var run = try PlanRun(self, rows, index: 0, key: key)
        return try run.result().cases
    }

    /// What names an event of one of these cases; nil when it has no name.
    package func kenmerk(of event: CaseEvent) -> String? {
        if case .text(let text) = event.values[standard.kinds[event.kind].kenmerkSlot] { text } else { nil }
    }
}
