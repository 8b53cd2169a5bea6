import Core
import Standard

/// A field of an event with what fills it, both checked against each other.
struct Filled {
    let field: Field
    let operation: Operation
    let span: Span
    /// Whether every value it can have was judged by the standard already.
    let isKnown: Bool
    /// Whether it is there for every row that the rule takes.
    let isCertain: Bool
}

extension Checker {
    /// The fields a rule gives: its own, and under them what holds everywhere. What cannot be mapped is told and left out.
    mutating func fields(of rule: WrittenRule, _ kind: EventKind) -> [(field: Field, expression: Expression)] {
        var found: [(Field, Expression)] = []
        for written in rule.fields {
            guard let field = mapped(written.name, in: kind), let expression = written.expression else { continue }
            found.append((field, expression))
        }
        for written in mapping.everywhere where !rule.fields.contains(where: { $0.name.text == written.name.text }) {
            guard let field = kind.field(named: written.name.text), field.origin == .mapped, let expression = written.expression else {
                continue
            }
            guard expression.isConstant else { continue }
            found.append((field, expression))
        }
        return found
    }

    /// A field that a mapping may give; nil after telling why it may not.
    private mutating func mapped(_ name: Name, in kind: EventKind) -> Field? {
        if let field = kind.field(named: name.text) {
            if field.origin == .mapped { return field }
            tellNeverMapped(name, [Diagnostic.Other(field.span, "'\(name.text)' is declared here")])
            return nil
        }
        if isComputed(name.text, in: kind) {
            tellNeverMapped(name, [])
            return nil
        }
        let known = kind.fields.filter { $0.origin == .mapped }.map(\.name) + RuleReader.words
        let owners = standard.kinds.filter { $0.field(named: name.text)?.origin == .mapped }.map { "'\($0.name)'" }
        diagnostics.error(
            .unknownField, at: name.span, "'\(kind.name)' has no field '\(name.text)'", label: "not in the standard",
            others: [Diagnostic.Other(kind.span, "'\(kind.name)' is declared here")],
            hint: owners.isEmpty
                ? Spelling.nearest(to: name.text, in: known).map { "did you mean '\($0)'?" }
                : "it is a field of \(owners.joined(separator: ", "))")
        return nil
    }

    private mutating func tellNeverMapped(_ name: Name, _ others: [Diagnostic.Other]) {
        diagnostics.error(
            .neverMapped, at: name.span, "'\(name.text)' is computed, never mapped", others: others,
            hint: "leave it out: it is filled in by itself")
    }

    /// Whether some version computes a word of that name for the document, its cases or this kind of event.
    private func isComputed(_ name: String, in kind: EventKind) -> Bool {
        standard.versions.contains { version in
            [Scope.document, .zaak, .event(kind.index)].contains { standard.words(in: $0, version: version).contains(name) }
        }
    }

    /// What holds everywhere: fields that some kind has, filled with what is the same for every row.
    mutating func checkEverywhere() {
        for written in mapping.everywhere {
            let fields = standard.kinds.compactMap { $0.field(named: written.name.text) }
            if fields.isEmpty {
                diagnostics.error(
                    .unknownField, at: written.name.span, "no event of the standard has a field '\(written.name.text)'",
                    hint: Spelling.nearest(to: written.name.text, in: standard.kinds.flatMap { $0.fields.map(\.name) }).map {
                        "did you mean '\($0)'?"
                    })
            } else if let filled = fields.first(where: { $0.origin != .mapped }) {
                tellNeverMapped(written.name, [Diagnostic.Other(filled.span, "'\(written.name.text)' is declared here")])
            } else if let expression = written.expression, !expression.isConstant {
                diagnostics.error(
                    .badExpression, at: expression.span, "what holds everywhere is a constant or a part of the organisation",
                    hint: "rows differ from event to event; give the field in each event")
            }
        }
    }

    /// Fills a field with an expression: the type must fit, and what is known of the value must be accepted by the standard.
    ///
    /// - Parameter needed: whether it must surely be there.
    mutating func fill(_ field: Field, with expression: Expression, _ scope: RuleScope, needed: Bool = true) -> Filled? {
        guard let checked = check(expression, wanted: field.kind, scope), let kind = checked.kind else { return nil }
        guard kind == field.kind else {
            diagnostics.error(
                .wrongType, at: expression.span, "'\(field.name)' needs \(field.kind.rawValue), \(checked.what) is \(kind.rawValue)",
                label: kind.rawValue,
                others: [Diagnostic.Other(field.span, "'\(field.name)' is declared here as \(field.kind.rawValue)")]
                    + (checked.declared.map { [$0] } ?? []),
                hint: Checker.bridge(from: kind, to: field.kind))
            return nil
        }
        if needed, checked.canBeAbsent {
            diagnostics.error(
                .uncertainField, at: expression.span, "the field '\(field.name)' is required, \(checked.what) may be absent",
                others: [Diagnostic.Other(field.span, "'\(field.name)' is declared here")] + (checked.declared.map { [$0] } ?? []),
                hint: "given: a column, when: { a column: present }, or { first: [this, something certain] }")
            return nil
        }
        let known = checked.known ?? []
        if known.count > 1, let words = field.words, let first = known.first,
            known.allSatisfy({ standard.accepts($0.value, for: field) != nil })
        {
            // The column is the mistake, not each of its values.
            diagnostics.error(
                .refusedConstant, at: expression.span, "no value of \(checked.what) is a word of '\(field.name)'",
                others: [
                    Diagnostic.Other(field.span, "'\(field.name)' is declared here"), Diagnostic.Other(first.span, "such as this value"),
                ], hint: "one of \(words.joined(separator: ", "))")
            return nil
        }
        for entry in known {
            guard let rule = standard.accepts(entry.value, for: field) else { continue }
            tellRefused(field, entry.value, rule, entry.span, usedAt: expression.span)
        }
        return Filled(
            field: field, operation: checked.operation, span: expression.span, isKnown: checked.known != nil,
            isCertain: !checked.canBeAbsent)
    }

    /// Constants and code outputs stand in files of the author and may be quoted: they are no citizen's datum.
    private mutating func tellRefused(_ field: Field, _ value: Value, _ rule: String, _ span: Span, usedAt use: Span) {
        var others = [Diagnostic.Other(field.span, "'\(field.name)' is declared here")]
        if span != use, span.line != use.line || span.source != use.source { others.append(Diagnostic.Other(use, "it is used here")) }
        if let words = field.words, case .text(let text) = value, !words.contains(text) {
            diagnostics.error(
                .refusedConstant, at: span, "'\(text)' is no word of '\(field.name)'", others: others,
                hint: Spelling.hint(for: text, in: words))
        } else {
            diagnostics.error(.refusedConstant, at: span, "the standard does not accept this for '\(field.name)': \(rule)", others: others)
        }
    }

    /// A way from one kind to another, where there is a usual one.
    private static func bridge(from: ValueKind, to: ValueKind) -> String? {
        switch (from, to) {
        case (.date, .instant): "[column, midnight], or [column, end_of_day] for a last day"
        case (.instant, .date): "[column, date]"
        case (.text, .money), (.integer, .money): "read the column as money (euros) or cents"
        case (.integer, .text): "read the column as text, or use { text: \"{column}\" }"
        case (.text, .date), (.integer, .date), (.text, .instant): "read the column as date, yyyymmdd, dd-mm-yyyy or local"
        case (.text, .boolean), (.integer, .boolean): "read the column as { boolean: { true: [J], false: [N] } }"
        default: nil
        }
    }
}

extension Expression {
    /// Whether it is the same for every row.
    var isConstant: Bool {
        switch content {
        case .constant, .organisation: true
        default: false
        }
    }
}
