import Core
import Standard
import Syntax

/// An expression whose names are resolved: how it is computed and what is known of its value.
struct Checked {
    var operation: Operation
    /// Nil when something in it has a mistake that was told.
    var kind: ValueKind?
    var canBeAbsent: Bool
    /// Every value it can have, with the place where each is written; nil when a cell of the source decides.
    var known: [(value: Value, span: Span)]?
    /// Where its type was declared, for the message about a wrong type.
    var declared: Diagnostic.Other?
    /// How a message names it.
    var what: String
}

extension Checker {
    /// Resolves an expression; nil after telling what is wrong.
    ///
    /// - Parameter wanted: the kind a constant is read as; nil for text.
    mutating func check(_ expression: Expression, wanted: ValueKind?, _ scope: RuleScope) -> Checked? {
        switch expression.content {
        case .column(let name): return checkColumn(name, scope)
        case .constant(let node): return constant(node, wanted ?? .text)
        case .template(let parts): return checkTemplate(parts, scope)
        case .first(let choices): return checkFirst(choices, wanted, scope)
        case .steps(let start, let steps): return checkSteps(start, steps, scope)
        case .organisation(let name): return checkOrganisation(name, expression.span)
        case .kenmerkOf(let name):
            diagnostics.error(
                .badReference, at: name.span, "'kenmerk_of' stands alone, as the whole of a field that refers to another event")
            return nil
        }
    }

    private mutating func checkColumn(_ name: Expression.ColumnName, _ scope: RuleScope) -> Checked? {
        guard let rowSet = scope.rowSet, let index = column(name.column, output: name.output, in: rowSet) else { return nil }
        let declared = mapping.rowSets[rowSet].columns[index]
        guard let reading = declared.reading else { return nil }
        let place = Diagnostic.Other(declared.span, "'\(declared.name.text)' is declared here as \(reading.told)")
        let isPresent = !reading.isOptional || scope.certain.contains(declared.name.text) || scope.codes[index] != nil
        guard let output = name.output else {
            return Checked(
                operation: .column(index), kind: reading.kind, canBeAbsent: !isPresent, known: nil, declared: place,
                what: "'\(name.column.text)'")
        }
        guard let list = reading.codes else {
            diagnostics.error(
                .unknownOutput, at: output.span, "'\(name.column.text)' is no code and has no outputs", others: [place])
            return nil
        }
        guard let found = list.outputs.first(where: { $0.name == output.text }) else {
            diagnostics.error(
                .unknownOutput, at: output.span, "the code list '\(list.name)' has no output '\(output.text)'",
                others: [Diagnostic.Other(list.span, "the list is here")],
                hint: Spelling.hint(for: output.text, in: list.outputs.map(\.name)))
            return nil
        }
        // Only the codes that pass the rule's conditions count.
        let possible = found.values.indices.filter { scope.codes[index]?[$0] ?? true }
        let isCertain = isPresent && !possible.contains { found.values[$0].isAbsent }
        return Checked(
            operation: .output(column: index, values: found.values), kind: found.kind,
            canBeAbsent: !isCertain && !scope.certain.contains("\(name.column.text).\(output.text)"),
            known: possible.filter { !found.values[$0].isAbsent }.map { (found.values[$0], found.spans[$0]) },
            declared: Diagnostic.Other(list.span, "the list is here"), what: "'\(name.column.text).\(output.text)'")
    }

    private mutating func checkTemplate(_ parts: [Expression.TemplatePart], _ scope: RuleScope) -> Checked? {
        var segments: [Operation.Segment] = []
        var isWhole = true
        var canBeAbsent = false
        for part in parts {
            switch part {
            case .text(let text): segments.append(.text(text))
            case .column(let name):
                guard let checked = checkColumn(name, scope), let kind = checked.kind else {
                    isWhole = false
                    continue
                }
                canBeAbsent = canBeAbsent || checked.canBeAbsent
                switch (kind, checked.operation) {
                case (.text, .column(let column)), (.integer, .column(let column)): segments.append(.column(column))
                case (.text, .output(let column, let values)): segments.append(.output(column: column, values: values))
                default:
                    isWhole = false
                    diagnostics.error(
                        .badTemplate, at: name.column.span, "a template takes texts and whole numbers, \(checked.what) is \(kind.rawValue)",
                        others: checked.declared.map { [$0] } ?? [], hint: "write it as text in the query")
                }
            }
        }
        guard isWhole else { return nil }
        return Checked(
            operation: .template(segments), kind: .text, canBeAbsent: canBeAbsent, known: nil, declared: nil, what: "a template")
    }

    private mutating func checkFirst(_ choices: [Expression], _ wanted: ValueKind?, _ scope: RuleScope) -> Checked? {
        let checked = choices.map { check($0, wanted: wanted, scope) }
        guard !checked.contains(where: { $0 == nil }) else { return nil }
        let parts = checked.compactMap(\.self)
        for (place, part) in parts.enumerated().dropFirst() {
            guard let kind = part.kind, let first = parts[0].kind, kind != first else { continue }
            diagnostics.error(
                .wrongType, at: choices[place].span, "\(part.what) is \(kind.rawValue), the first choice is \(first.rawValue)",
                others: [parts[0].declared, part.declared].compactMap(\.self))
            return nil
        }
        for (place, part) in parts.enumerated().dropLast() where !part.canBeAbsent {
            diagnostics.error(
                .idleCondition, at: choices[place].span, "\(part.what) is always present, what comes after it is never used",
                others: part.declared.map { [$0] } ?? [])
            return nil
        }
        let known = parts.allSatisfy { $0.known != nil } ? parts.flatMap { $0.known ?? [] } : nil
        return Checked(
            operation: .first(parts.map(\.operation)), kind: parts[0].kind, canBeAbsent: parts.allSatisfy(\.canBeAbsent), known: known,
            declared: parts[0].declared, what: parts[0].what)
    }

    private mutating func checkOrganisation(_ name: Name, _ span: Span) -> Checked? {
        let words = Organisation.shape.names
        guard words.contains(name.text) else {
            diagnostics.error(
                .badExpression, at: name.span, "an organisation has no '\(name.text)'", hint: Spelling.hint(for: name.text, in: words))
            return nil
        }
        guard let organisation = mapping.organisation else { return nil }
        let text = name.text == "oin" ? organisation.oin.digits : name.text == "naam" ? organisation.name : organisation.iban
        guard let text else {
            diagnostics.error(
                .badExpression, at: name.span, "the organisation does not give its '\(name.text)'",
                others: [Diagnostic.Other(organisation.span, "the organisation is here")])
            return nil
        }
        return Checked(
            operation: .constant(.text(text)), kind: .text, canBeAbsent: false, known: [(.text(text), span)],
            declared: Diagnostic.Other(organisation.span, "the organisation is here"), what: "the organisation's \(name.text)")
    }
}
