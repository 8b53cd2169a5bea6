import Core
import Standard

/// A use of a column that gives a negative amount where none may be.
private struct NegativeUse {
    let rowSet: Int
    let column: Int
    /// The sign of the cell that makes the amount negative.
    let sign: Predicate.Sign
    let field: Field
    let span: Span
}

extension Checker {
    /// Amounts that may not be negative, filled from a column that can make them so, where no condition speaks of its sign.
    mutating func tellNegativeAmounts(_ rules: [Rule], _ leaveOuts: [LeaveOut]) {
        var uses: [NegativeUse] = []
        for rule in rules {
            for assignment in rule.assignments {
                let field = standard.kinds[rule.kind].fields[assignment.slot]
                guard field.kind == .money, let minimum = field.minimum, minimum >= 0 else { continue }
                for (column, sign) in negatives(assignment.operation, rule, leaveOuts) {
                    uses.append(NegativeUse(rowSet: rule.rowSet, column: column, sign: sign, field: field, span: assignment.span))
                }
            }
        }
        var told: Set<[Int]> = []
        for use in uses where told.insert([use.rowSet, use.column]).inserted {
            let column = mapping.rowSets[use.rowSet].columns[use.column]
            let further = uses.filter { $0.rowSet == use.rowSet && $0.column == use.column && $0.span != use.span }
            diagnostics.warning(
                .negativeAmount, at: use.span,
                "the standard's '\(use.field.name)' is never negative, and no rule says what a \(use.sign.rawValue) '\(column.name.text)' of "
                    + "'\(mapping.rowSets[use.rowSet].name.text)' means",
                others: [Diagnostic.Other(column.span, "'\(column.name.text)' is declared here as \(column.reading?.told ?? "money")")]
                    + further.map { Diagnostic.Other($0.span, "and it is used here") },
                hint: "when: { \(column.name.text): { not: { sign: \(use.sign.rawValue) } } } if there is none, "
                    + "or an event or leave_out that takes it")
        }
    }

    /// The columns of an operation whose cells can make it negative, with the sign that does.
    private func negatives(_ operation: Operation, _ rule: Rule, _ leaveOuts: [LeaveOut]) -> [(column: Int, sign: Predicate.Sign)] {
        var start = operation
        var bodies: [Step.Body] = []
        switch operation {
        case .first(let choices): return choices.flatMap { negatives($0, rule, leaveOuts) }
        case .steps(let inner, let steps): (start, bodies) = (inner, steps)
        default: break
        }
        if case .first(let choices) = start {
            return choices.flatMap { negatives(.steps($0, bodies), rule, leaveOuts) }
        }
        if case .steps(let inner, let earlier) = start { return negatives(.steps(inner, earlier + bodies), rule, leaveOuts) }
        guard case .column(let column) = start, mapping.rowSets[rule.rowSet].columns[column].reading?.kind == .money else { return [] }
        return Predicate.Sign.allCases.filter { sign in
            guard let result = Checker.changed(sign, by: bodies), result < 0 else { return false }
            return rule.tests.allSatisfy { $0.column != column || $0.predicate.mayHold(for: sign) }
                && !leaveOuts.contains { takes($0, sign, of: column, before: rule) }
        }.map { (column, $0) }
    }

    /// What steps make of an amount of that sign, in cents; nil when they refuse it.
    private static func changed(_ sign: Predicate.Sign, by bodies: [Step.Body]) -> Int? {
        var value = Value.money(sign.example)
        for body in bodies {
            guard let next = try? body(value) else { return nil }
            value = next
        }
        if case .money(let cents) = value { return cents.amount }
        return nil
    }

    /// Whether every row that the rule would take with a cell of that sign is left out before.
    private func takes(_ leaveOut: LeaveOut, _ sign: Predicate.Sign, of column: Int, before rule: Rule) -> Bool {
        guard leaveOut.rowSet == rule.rowSet else { return false }
        return leaveOut.tests.allSatisfy { test in
            test.column == column
                ? Predicate.sign(sign).implies(test.predicate)
                : rule.tests.contains { $0.column == test.column && $0.predicate.implies(test.predicate) }
        }
    }
}

extension Predicate.Sign {
    fileprivate var example: Cents {
        switch self {
        case .negative: Cents(-100)
        case .zero: Cents(0)
        case .positive: Cents(100)
        }
    }
}
