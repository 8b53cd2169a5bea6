import Core
import Standard

extension Checker {
    /// Whether a field must surely be there: what is required and has nothing to fall back on.
    func isNeeded(_ field: Field, of kind: EventKind, _ rule: WrittenRule) -> Bool {
        guard field.need == .required, field.slot != kind.kenmerkSlot else { return false }
        if field.slot == kind.momentSlot { return !kind.momentFallbacks.contains { gives(kind.fields[$0], rule) } }
        return true
    }

    /// A moment that is required and not given has something certain to stand in for it.
    mutating func tellUncertainMoment(_ kind: EventKind, _ rule: WrittenRule, _ filled: [Filled]) {
        let moment = kind.fields[kind.momentSlot]
        guard moment.need == .required, !gives(moment, rule) else { return }
        let given = kind.momentFallbacks.filter { gives(kind.fields[$0], rule) }
        let standing = filled.filter { given.contains($0.field.slot) }
        // One with a mistake of its own was told.
        guard let first = standing.first, standing.count == given.count, !standing.contains(where: \.isCertain) else { return }
        let names = standing.map { "'\($0.field.name)'" }.joined(separator: " or ")
        diagnostics.error(
            .uncertainField, at: first.span, "the event may have no moment: \(names) may be absent",
            others: [Diagnostic.Other(moment.span, "'\(moment.name)', for which it stands in, is declared here as required")],
            hint: "given: a column, when: { a column: present }, or { first: [this, something certain] }")
    }

    /// Required fields that are not given are refused, expected ones are told.
    mutating func tellMissing(_ kind: EventKind, _ rule: WrittenRule) {
        // A field that is misspelt is told as such, and not as missing too.
        let slips = rule.fields.map(\.name.text).filter { kind.field(named: $0) == nil }
        let names = kind.fields.filter { $0.origin == .mapped }.map(\.name) + RuleReader.words
        let meant = Set(slips.compactMap { Spelling.nearest(to: $0, in: names) })
        var expected: [Field] = []
        var isMomentMissing = false
        for field in kind.fields where field.origin == .mapped && !gives(field, rule) && !meant.contains(field.name) {
            if field.slot == kind.kenmerkSlot { continue }
            if field.slot == kind.momentSlot {
                isMomentMissing = tellMissingMoment(field, kind, rule, meant)
                continue
            }
            // What could stand in for the missing moment was named with it.
            if isMomentMissing, kind.momentFallbacks.contains(field.slot) { continue }
            switch field.need {
            case .required:
                diagnostics.error(
                    .missingField, at: rule.span, "'\(kind.name)' needs '\(field.name)'", label: "'\(field.name)' is missing",
                    others: [Diagnostic.Other(field.span, "'\(field.name)' is declared here as required")],
                    hint: field.words.map { "one of \($0.joined(separator: ", "))" })
            case .expected: expected.append(field)
            case .optional: break
            }
        }
        guard !expected.isEmpty else { return }
        diagnostics.warning(
            .expectedField, at: rule.span,
            "'\(kind.name)' does not give \(expected.map { "'\($0.name)'" }.joined(separator: ", ")), which the standard expects",
            others: expected.map { Diagnostic.Other($0.span, "'\($0.name)' is declared here") },
            hint: "a column, a constant, or `everywhere`; `check: { allow: [MAP213] }` in the settings when the source has no such thing")
    }

    private mutating func tellMissingMoment(_ field: Field, _ kind: EventKind, _ rule: WrittenRule, _ meant: Set<String>) -> Bool {
        guard field.need == .required else { return false }
        let fallbacks = kind.momentFallbacks.map { kind.fields[$0] }
        // One of them given, meant, or told missing itself is enough.
        guard !fallbacks.contains(where: { gives($0, rule) || meant.contains($0.name) || $0.need == .required }) else { return false }
        let hint = fallbacks.isEmpty ? nil : "or give \(fallbacks.map { "'\($0.name)'" }.joined(separator: " or ")), which stands in for it"
        diagnostics.error(
            .missingField, at: rule.span, "'\(kind.name)' needs '\(field.name)'", label: "'\(field.name)' is missing",
            others: [Diagnostic.Other(field.span, "'\(field.name)' is declared here as required")], hint: hint)
        return true
    }

    private func gives(_ field: Field, _ rule: WrittenRule) -> Bool {
        rule.fields.contains { $0.name.text == field.name } || mapping.everywhere.contains { $0.name.text == field.name }
    }
}
