import Core
import Syntax

/// Reads one entry of `events` or `leave_out`.
enum RuleReader {
    /// The words of an event that are no fields.
    static let words = eventKeys.map(\.name)

    static func rule(_ node: Node, _ diagnostics: inout Diagnostics) -> WrittenRule? {
        guard let entries = node.needEntries("an event", &diagnostics) else { return nil }
        func word(_ key: String) -> Node? {
            assert(words.contains(key), "an event has no word '\(key)' in its shape")
            return entries.first { $0.key == key }?.value
        }
        func name(_ key: String, _ diagnostics: inout Diagnostics) -> Name? {
            guard let value = word(key), !Decision.isOpen(value) else { return nil }
            return value.needText("'\(key)'", &diagnostics).map { Name(text: $0, span: value.span) }
        }
        for needed in ["event", "each"] where word(needed) == nil {
            // A slip in the word itself is told as an unknown field, but not when nobody knows of which event.
            if let slip = entries.first(where: { Spelling.nearest(to: $0.key, in: words) == needed }) {
                guard word("event") == nil else { continue }
                diagnostics.error(
                    .unknownKey, at: slip.keySpan, "an event has no key '\(slip.key)'", label: "not known here",
                    hint: "did you mean '\(needed)'?")
                continue
            }
            diagnostics.error(.missingKey, at: node.span, "an event needs '\(needed)'", label: "'\(needed)' is missing")
        }
        var columns: [Name]?
        if let value = word("case") {
            if Decision.isOpen(within: value) {
                columns = []
            } else if let text = value.text {
                columns = [Name(text: text, span: value.span)]
            } else if let items = value.needList("'case'", &diagnostics) {
                columns = items.compactMap { item in item.needText("a column", &diagnostics).map { Name(text: $0, span: item.span) } }
            }
        }
        let event = name("event", &diagnostics)
        let fields = entries.filter { !words.contains($0.key) && !Decision.isOpen($0.key) }.map {
            WrittenField(name: Name(text: $0.key, span: $0.keySpan), expression: Expression($0.value, &diagnostics))
        }
        return WrittenRule(
            event: event, alias: name("as", &diagnostics), each: name("each", &diagnostics), case: columns,
            conditions: WrittenCondition.read(word("when"), &diagnostics), given: name("given", &diagnostics), fields: fields,
            span: event?.span ?? node.span)
    }

    static func leaveOut(_ node: Node, _ diagnostics: inout Diagnostics) -> WrittenLeaveOut? {
        guard let form = Form(node, "a 'leave_out' rule", leaveOutShape, &diagnostics) else { return nil }
        let each = form.need("each", &diagnostics).flatMap { value in
            Decision.isOpen(value) ? nil : value.needText("'each'", &diagnostics).map { Name(text: $0, span: value.span) }
        }
        let reason = form["because"]
        var because = ""
        if let reason, let text = reason.needText("'because'", &diagnostics) { because = text }
        if reason == nil && !form.hasUnknownKeys || (reason?.text?.allSatisfy(\.isWhitespace) ?? false) {
            diagnostics.error(
                .noReason, at: reason?.span ?? node.span, "rows are left out without a reason",
                hint: "because: … is counted and shown with the answer")
        }
        return WrittenLeaveOut(each: each, conditions: WrittenCondition.read(form["when"], &diagnostics), because: because, span: node.span)
    }
}
