import Core
import Standard

extension Checker {
    /// An expression with steps: each must exist, take its arguments, and take what the one before makes.
    mutating func checkSteps(_ start: Expression, _ steps: [Expression.WrittenStep], _ scope: RuleScope) -> Checked? {
        if tellStepFirst(start, steps, scope) { return nil }
        var checked = check(start, wanted: nil, scope)
        var bodies: [Step.Body] = []
        for written in steps {
            guard let step = Steps.named(written.name.text) else {
                diagnostics.error(
                    .unknownStep, at: written.name.span, "there is no step '\(written.name.text)'",
                    hint: Spelling.hint(for: written.name.text, in: Steps.all.map(\.name)))
                checked = nil
                continue
            }
            guard let body = step.compile(written.arguments, written.name.span, &diagnostics) else {
                checked = nil
                continue
            }
            guard let current = checked, let kind = current.kind else { continue }
            guard step.takes.contains(kind) else {
                let takes = ValueKind.allCases.filter(step.takes.contains).map(\.rawValue).joined(separator: " or ")
                diagnostics.error(
                    .wrongChain, at: written.name.span, "'\(step.name)' takes \(takes), \(current.what) is \(kind.rawValue)",
                    others: current.declared.map { [$0] } ?? [])
                checked = nil
                continue
            }
            bodies.append(body)
            checked?.kind = step.makes(kind)
            checked?.what = "'\(step.name)'"
            checked = checked.flatMap { stepped($0, body, step, written.name) }
        }
        guard var whole = checked else { return nil }
        if case .constant = whole.operation { return whole }
        if !bodies.isEmpty { whole.operation = .steps(whole.operation, bodies) }
        return whole
    }

    /// `[negate, bedrag]`: one slip, told once.
    private mutating func tellStepFirst(_ start: Expression, _ steps: [Expression.WrittenStep], _ scope: RuleScope) -> Bool {
        guard case .column(let name) = start.content, name.output == nil, Steps.named(name.column.text) != nil,
            let column = steps.first?.name.text, let rowSet = scope.rowSet
        else { return false }
        let names = mapping.rowSets[rowSet].columns.map(\.name.text)
        guard names.contains(column), !names.contains(name.column.text) else { return false }
        usedColumns[rowSet].formUnion(names.indices.filter { names[$0] == column })
        diagnostics.error(
            .unknownColumn, at: name.column.span, "'\(name.column.text)' is a step, and a column must stand before it",
            hint: "[\(column), \(name.column.text)]")
        return true
    }

    /// What the step makes of every value that is known already, so that a constant or a code output is judged before any row is read.
    private mutating func stepped(_ checked: Checked, _ body: Step.Body, _ step: Step, _ name: Name) -> Checked? {
        guard let known = checked.known else { return checked }
        var result = checked
        var values: [(value: Value, span: Span)] = []
        for entry in known {
            guard let value = try? body(entry.value) else {
                diagnostics.error(
                    .wrongChain, at: name.span, "'\(step.name)' cannot change every value it is given",
                    others: [Diagnostic.Other(entry.span, "such as this one")])
                return nil
            }
            values.append((value, entry.span))
        }
        result.known = values
        if case .constant = checked.operation, let only = values.first { result.operation = .constant(only.value) }
        return result
    }
}
