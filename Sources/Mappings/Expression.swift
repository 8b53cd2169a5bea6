import Core
import Syntax

/// What a field is filled with, as written: a column, a column with steps, a template, the first of several, or a constant. Names are not
/// yet resolved.
struct Expression: Sendable {
    indirect enum Content: Sendable {
        case column(ColumnName)
        case steps(Expression, [WrittenStep])
        case constant(Node)
        case template([TemplatePart])
        case first([Expression])
        case organisation(Name)
        case kenmerkOf(Name)
    }

    let content: Content
    let span: Span

    /// `column` or `column.output`.
    struct ColumnName: Sendable {
        let column: Name
        let output: Name?

        init(_ text: String, _ span: Span) {
            let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
            // A number is no column with an output.
            guard parts.count == 2, !(text.first?.isNumber ?? false) else {
                column = Name(text: text, span: span)
                output = nil
                return
            }
            // A quoted scalar begins one character before its text.
            let quoted = span.length > text.count ? 1 : 0
            let first = String(parts[0])
            let second = String(parts[1])
            column = Name(text: first, span: span.part(offset: quoted, length: first.count))
            output = Name(text: second, span: span.part(offset: quoted + first.count + 1, length: second.count))
        }
    }

    struct WrittenStep: Sendable {
        let name: Name
        let arguments: Node?
    }

    enum TemplatePart: Sendable {
        case text(String)
        case column(ColumnName)
    }

    /// Nil after reporting what is wrong with the shape.
    init?(_ node: Node, _ diagnostics: inout Diagnostics) {
        guard !Decision.isOpen(within: node), let content = Expression.content(node, &diagnostics) else { return nil }
        self.content = content
        span = node.span
    }

    private static func content(_ node: Node, _ diagnostics: inout Diagnostics) -> Content? {
        switch node.content {
        case .text(let text): return .column(ColumnName(text, node.span))
        case .boolean: return .constant(node)
        case .list(let items): return steps(items, node, &diagnostics)
        case .map(let entries) where entries.count == 1: return form(entries[0], &diagnostics)
        case .map, .number, .nothing:
            diagnostics.error(
                .badExpression, at: node.span, "a field is a column, a column with steps, a template or a constant, this is \(node.shape)",
                hint: "{ is: … } for a constant, { text: \"…{column}…\" }, { first: [a, b] }, { organisation: oin } or { kenmerk_of: name }"
            )
            return nil
        }
    }

    private static func steps(_ items: [Node], _ node: Node, _ diagnostics: inout Diagnostics) -> Content? {
        guard let first = items.first else {
            diagnostics.error(.badExpression, at: node.span, "the list is empty", hint: "[column, step]")
            return nil
        }
        guard let start = Expression(first, &diagnostics) else { return nil }
        let steps = items.dropFirst().map { step($0, &diagnostics) }
        guard !steps.contains(where: { $0 == nil }) else { return nil }
        return .steps(start, steps.compactMap(\.self))
    }

    private static func step(_ node: Node, _ diagnostics: inout Diagnostics) -> WrittenStep? {
        if let text = node.text { return WrittenStep(name: Name(text: text, span: node.span), arguments: nil) }
        if let entries = node.entries, entries.count == 1 {
            return WrittenStep(name: Name(text: entries[0].key, span: entries[0].keySpan), arguments: entries[0].value)
        }
        diagnostics.error(
            .notAStep, at: node.span, "a step is a name, or one name with its arguments, this is \(node.shape)",
            hint: "[column, trim] or [column, { pad: { to: 9, with: \"0\" } }]")
        return nil
    }

    private static func form(_ entry: Node.Entry, _ diagnostics: inout Diagnostics) -> Content? {
        let value = entry.value
        switch entry.key {
        case "is":
            switch value.content {
            case .text, .number, .boolean: return .constant(value)
            default:
                diagnostics.error(.wrongShape, at: value.span, "a constant must be a text, this is \(value.shape)")
                return nil
            }
        case "text":
            return value.needText("a template", &diagnostics).flatMap { Template.parts($0, value.span, &diagnostics) }.map { .template($0) }
        case "first":
            guard let items = value.needList("'first'", &diagnostics) else { return nil }
            guard items.count > 1 else {
                diagnostics.error(.badExpression, at: value.span, "'first' needs at least two to choose from")
                return nil
            }
            let choices = items.map { Expression($0, &diagnostics) }
            guard !choices.contains(where: { $0 == nil }) else { return nil }
            return .first(choices.compactMap(\.self))
        case "organisation":
            return value.needText("'organisation'", &diagnostics).map { .organisation(Name(text: $0, span: value.span)) }
        case "kenmerk_of":
            return value.needText("'kenmerk_of'", &diagnostics).map { .kenmerkOf(Name(text: $0, span: value.span)) }
        default:
            diagnostics.error(
                .badExpression, at: entry.keySpan, "'\(entry.key)' is no way to fill a field",
                hint: Spelling.hint(for: entry.key, in: Expression.reference.names))
            return nil
        }
    }
}
