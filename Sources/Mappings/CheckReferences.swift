import Core
import Standard

extension Checker {
    /// A reference to the event of another rule: of the same row, or of the row of the case. Nil after telling why there is no way to it.
    mutating func reference(_ field: Field, _ target: Name, from index: Int, cases: Int?) -> Rule.Reference? {
        let rule = mapping.rules[index]
        guard !field.refersTo.isEmpty else {
            diagnostics.error(
                .badReference, at: target.span, "'\(field.name)' refers to no other event",
                others: [Diagnostic.Other(field.span, "'\(field.name)' is declared here")])
            return nil
        }
        guard let other = aliases[target.text] else {
            diagnostics.error(
                .badReference, at: target.span, "no event is called '\(target.text)'",
                hint: Spelling.hint(for: target.text, in: aliases.keys.sorted()) ?? "give the other event a name with 'as'")
            return nil
        }
        let there = mapping.rules[other]
        let place = Diagnostic.Other(there.span, "'\(target.text)' is this event")
        guard other != index else {
            diagnostics.error(.badReference, at: target.span, "an event cannot refer to itself", others: [place])
            return nil
        }
        if let name = there.event?.text, let kind = standard.kind(named: name), !field.refersTo.contains(kind.name) {
            diagnostics.error(
                .badReference, at: target.span,
                "'\(field.name)' refers to \(field.refersTo.joined(separator: " or ")), '\(target.text)' is \(name)",
                others: [place, Diagnostic.Other(field.span, "'\(field.name)' is declared here")])
            return nil
        }
        guard let own = rule.each?.text, let its = there.each?.text else { return nil }
        if own == its { return Rule.Reference(slot: field.slot, rule: other, isSameRow: true, span: target.span) }
        guard let cases else { return nil }
        guard its == mapping.rowSets[cases].name.text, rule.case != nil else {
            // An unknown row set was told already.
            let names = mapping.rowSets.map(\.name.text)
            guard names.contains(own), names.contains(its) else { return nil }
            diagnostics.error(
                .badReference, at: target.span, "there is no way from a row of '\(own)' to the row of '\(its)' that makes '\(target.text)'",
                others: [place], hint: "an event can refer to one of its own row or of the row of its case")
            return nil
        }
        return Rule.Reference(slot: field.slot, rule: other, isSameRow: false, span: target.span)
    }
}
