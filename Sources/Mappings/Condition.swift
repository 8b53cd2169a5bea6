import Core
import Syntax

/// A condition on one column of a row, as written.
struct WrittenCondition: Sendable {
    indirect enum Content: Sendable {
        case present
        case absent
        case oneOf([Node])
        case sign(Name)
        case not(Content)
    }

    let subject: Expression.ColumnName
    /// Nil when it has a mistake that was told.
    let content: Content?
    let span: Span

    /// The conditions of a `when`, all of which must hold.
    static func read(_ node: Node?, _ diagnostics: inout Diagnostics) -> [WrittenCondition] {
        guard let node, let entries = node.needEntries("'when'", &diagnostics) else { return [] }
        return entries.filter { !Decision.isOpen($0.key) }.map { entry in
            WrittenCondition(
                subject: Expression.ColumnName(entry.key, entry.keySpan), content: content(entry.value, &diagnostics),
                span: entry.value.span)
        }
    }

    private static func content(_ node: Node, _ diagnostics: inout Diagnostics) -> Content? {
        guard !Decision.isOpen(within: node) else { return nil }
        switch node.content {
        case .text("present"): return .present
        case .text("absent"): return .absent
        case .text, .number, .boolean: return .oneOf([node])
        case .list(let items):
            guard !items.isEmpty else { break }
            for item in items where item.text == nil {
                if case .boolean = item.content { continue }
                diagnostics.error(.wrongShape, at: item.span, "a value must be a text, this is \(item.shape)")
                return nil
            }
            return .oneOf(items)
        case .map(let entries) where entries.count == 1:
            let value = entries[0].value
            switch entries[0].key {
            case "is": return .oneOf([value])
            case "sign": return value.needText("'sign'", &diagnostics).map { .sign(Name(text: $0, span: value.span)) }
            case "not": return content(value, &diagnostics).map { .not($0) }
            default:
                diagnostics.error(
                    .unknownKey, at: entries[0].keySpan, "a condition has no '\(entries[0].key)'",
                    hint: Spelling.hint(for: entries[0].key, in: WrittenCondition.shape.names))
                return nil
            }
        case .map, .nothing: break
        }
        diagnostics.error(
            .wrongShape, at: node.span, "this is no condition",
            hint: "a value, a list of values, present, absent, { sign: negative } or { not: … }")
        return nil
    }
}
