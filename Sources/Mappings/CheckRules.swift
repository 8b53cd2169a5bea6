import Core
import Standard

/// What is known while a rule is checked.
struct RuleScope {
    /// Nil when the rule names no row set we know: then its columns are not judged.
    let rowSet: Int?
    /// Columns (and `column.output`) that are surely present where the rule applies.
    var certain: Set<String> = []
    /// Per code column, which codes it can still have where the rule applies.
    var codes: [Int: [Bool]] = [:]
}

extension Checker {
    /// The name of a case, which must be a text that is always there.
    mutating func caseName(_ cases: WrittenCases, _ rowSet: Int?) -> Operation? {
        guard let expression = cases.zaakkenmerk else { return nil }
        let scope = RuleScope(rowSet: rowSet)
        guard let field = standard.caseFields.first(where: { $0.name == "zaakkenmerk" }) else {
            return check(expression, wanted: nil, scope)?.operation
        }
        return fill(field, with: expression, scope)?.operation
    }

    /// One rule of `events`; nil when something of it is wrong.
    mutating func rule(_ index: Int, cases: Int?, _ keys: [[Int]]) -> Rule? {
        let written = mapping.rules[index]
        let rowSet = written.each.flatMap { self.rowSet($0) }
        let kind = written.event.flatMap { eventKind($0) }
        var scope = RuleScope(rowSet: rowSet)
        var tests = written.conditions.compactMap { test($0, &scope) }
        if let given = written.given,
            let never = written.conditions.first(where: { condition in
                guard case .absent? = condition.content else { return false }
                return condition.subject.column.text == given.text && condition.subject.output == nil
            })
        {
            diagnostics.error(
                .idleCondition, at: never.span, "together with 'given' this never holds",
                others: [Diagnostic.Other(given.span, "here it must be present")])
            return nil
        }
        if let given = written.given, let column = presence(of: given, &scope) { tests.append(Test(column: column, predicate: .present)) }
        let caseColumns = written.case.map { keyColumns($0, written, rowSet, cases, keys, scope) }
        if written.case == nil, let rowSet, let cases, rowSet != cases {
            diagnostics.error(
                .noCase, at: written.span, "the event does not say to which case it belongs",
                hint:
                    "case: the column of '\(mapping.rowSets[rowSet].name.text)' that holds the key of '\(mapping.rowSets[cases].name.text)'"
            )
        }
        guard let kind else {
            // Without a kind the fields cannot be judged, but the columns they name can.
            for field in written.fields { _ = field.expression.flatMap { check($0, wanted: nil, scope) } }
            return nil
        }
        var filled: [Filled] = []
        var references: [Rule.Reference] = []
        for (field, expression) in fields(of: written, kind) {
            if case .kenmerkOf(let target) = expression.content {
                if let reference = self.reference(field, target, from: index, cases: cases) { references.append(reference) }
            } else if let value = fill(field, with: expression, scope, needed: isNeeded(field, of: kind, written)) {
                filled.append(value)
            }
        }
        tellMissing(kind, written)
        tellUncertainMoment(kind, written, filled)
        guard let rowSet else { return nil }
        var blank = [Value](repeating: .absent, count: kind.fields.count)
        var assignments: [Rule.Assignment] = []
        for value in filled {
            if case .constant(let constant) = value.operation {
                blank[value.field.slot] = constant
            } else {
                assignments.append(
                    Rule.Assignment(
                        slot: value.field.slot, operation: value.operation, span: value.span, isOpen: !value.isKnown,
                        judge: value.isKnown ? nil : Judge(value.field, standard), name: value.field.name,
                        isNeeded: isNeeded(value.field, of: kind, written)))
            }
        }
        return Rule(
            kind, rowSet: rowSet, tests: tests, caseColumns: caseColumns, caseSpan: written.case?.first?.span ?? written.span,
            blank: blank, assignments: assignments, references: references,
            isReferred: written.alias.map { alias in mapping.rules.contains { $0.refers(to: alias.text) } } ?? false, span: written.span)
    }

    private mutating func eventKind(_ name: Name) -> EventKind? {
        if let kind = standard.kind(named: name.text) { return kind }
        diagnostics.error(
            .unknownEvent, at: name.span, "the standard has no event '\(name.text)'",
            hint: Spelling.hint(for: name.text, in: standard.kinds.map(\.name)))
        return nil
    }

    private mutating func presence(of name: Name, _ scope: inout RuleScope) -> Int? {
        guard let rowSet = scope.rowSet, let column = column(name, in: rowSet) else { return nil }
        scope.certain.insert(name.text)
        let declared = mapping.rowSets[rowSet].columns[column]
        if let reading = declared.reading, !reading.isOptional {
            diagnostics.error(
                .idleCondition, at: name.span, "'\(name.text)' is always given",
                others: [Diagnostic.Other(declared.span, "it is declared here as one that is never absent")],
                hint: "a column that may be absent has a '?' behind its reading")
        }
        return column
    }

    /// The columns that hold the key of the case's row: as many as the key has, of the same types.
    private mutating func keyColumns(
        _ names: [Name], _ rule: WrittenRule, _ rowSet: Int?, _ cases: Int?, _ keys: [[Int]], _ scope: RuleScope
    ) -> [Int] {
        guard let rowSet else { return [] }
        let columns = names.map { column($0, in: rowSet) }
        // No names at all: they are still to be decided.
        guard let cases, !keys[cases].isEmpty, !names.isEmpty else { return columns.compactMap(\.self) }
        let target = mapping.rowSets[cases]
        guard names.count == keys[cases].count else {
            diagnostics.error(
                .badCase, at: names.first?.span ?? rule.span,
                "'case' names \(names.count) where the key of '\(target.name.text)' has \(keys[cases].count)",
                others: target.key.first.map { [Diagnostic.Other($0.span, "the key is here")] } ?? [])
            return columns.compactMap(\.self)
        }
        for (place, column) in columns.enumerated() {
            guard let column else { continue }
            let own = mapping.rowSets[rowSet].columns[column]
            let other = target.columns[keys[cases][place]]
            guard let ownKind = own.reading?.kind, let otherKind = other.reading?.kind, ownKind != otherKind else { continue }
            diagnostics.error(
                .badCase, at: names[place].span, "'\(own.name.text)' is \(ownKind.rawValue), the key it must hold is \(otherKind.rawValue)",
                others: [
                    Diagnostic.Other(own.span, "'\(own.name.text)' is declared here"),
                    Diagnostic.Other(other.span, "the key '\(other.name.text)' is declared here"),
                ])
        }
        return columns.compactMap(\.self)
    }

    /// One rule of `leave_out`; nil when something of it is wrong.
    mutating func leaveOut(_ written: WrittenLeaveOut) -> LeaveOut? {
        var scope = RuleScope(rowSet: written.each.flatMap { rowSet($0) })
        let tests = written.conditions.compactMap { test($0, &scope) }
        return scope.rowSet.map { LeaveOut(rowSet: $0, tests: tests, because: written.because, span: written.span) }
    }
}

extension WrittenRule {
    /// Whether a field of this rule refers to the event of that name.
    func refers(to alias: String) -> Bool {
        fields.contains { field in
            if case .kenmerkOf(let name) = field.expression?.content { name.text == alias } else { false }
        }
    }
}
