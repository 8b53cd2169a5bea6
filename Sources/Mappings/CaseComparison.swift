import Core
import Standard
import Syntax

/// Compares what a plan made of a test case's rows with what the case expects.
struct CaseComparison {
    let plan: Plan
    let standard: Standard
    private(set) var differences: [String] = []

    init(plan: Plan, standard: Standard) {
        self.plan = plan
        self.standard = standard
    }

    mutating func compare(_ result: PlanResult, with form: Form, _ diagnostics: inout Diagnostics) {
        let written = form.need("zaken", &diagnostics)?.needList("'zaken'", &diagnostics) ?? []
        var left = result.cases
        for (index, node) in written.enumerated() {
            let path = "zaken[\(index)]"
            guard let zaak = Form(node, "a zaak", keys: ["zaakkenmerk", "saldo", "gebeurtenissen"], &diagnostics),
                let name = zaak.needText("zaakkenmerk", &diagnostics)
            else { continue }
            guard let at = left.firstIndex(where: { $0.zaakkenmerk == name }) else {
                differences.append("\(path).zaakkenmerk: expected \(name), there is no such zaak")
                continue
            }
            compare(left.remove(at: at), with: zaak, path, &diagnostics)
        }
        for found in left {
            differences.append("zaken: not expected, but there: \(found.zaakkenmerk) with \(found.events.count) gebeurtenissen")
        }
        compareLeftOut(result.leftOut, with: form, &diagnostics)
    }

    /// Whether the answer is marked because a control says otherwise.
    mutating func compareMarks(_ result: PlanResult, isExpected: Bool) {
        if isExpected, result.differing.isEmpty { differences.append("marked: expected true, the controls agree") }
        if !isExpected { differences += result.differing.map { "marked: not expected, but \($0)" } }
    }

    private mutating func compareLeftOut(_ found: [Completeness.LeftOut], with form: Form, _ diagnostics: inout Diagnostics) {
        var counts: [String: Int] = [:]
        for left in found { counts[left.because, default: 0] += left.count }
        for entry in form["left_out"]?.needEntries("'left_out'", &diagnostics) ?? [] {
            guard let text = entry.value.needText("a count", &diagnostics) else { continue }
            if !plan.leaveOuts.contains(where: { $0.because == entry.key }) {
                diagnostics.error(
                    .badCaseFile, at: entry.keySpan, "no rule leaves rows out because '\(entry.key)'",
                    hint: Spelling.hint(for: entry.key, in: plan.leaveOuts.map(\.because)))
                continue
            }
            let count = counts.removeValue(forKey: entry.key) ?? 0
            if text != String(count) { differences.append("left_out.\(entry.key): expected \(text), got \(count)") }
        }
        for (because, count) in counts.sorted(by: { $0.key < $1.key }) {
            differences.append("left_out.\(because): not expected, got \(count)")
        }
    }

    private mutating func compare(_ zaak: FinancialCase, with form: Form, _ path: String, _ diagnostics: inout Diagnostics) {
        if let saldo = form.text("saldo", &diagnostics) {
            let balance = standard.balance(of: zaak.events)
            if balance == nil || Cents(decimal: saldo) != balance {
                differences.append("\(path).saldo: expected \(saldo), got \(balance?.decimal ?? "too large a sum")")
            }
        }
        let written = form.need("gebeurtenissen", &diagnostics)?.needList("'gebeurtenissen'", &diagnostics) ?? []
        var left = zaak.events
        for (index, node) in written.enumerated() {
            let place = "\(path).gebeurtenissen[\(index)]"
            guard let entries = node.needEntries("a gebeurtenis", &diagnostics) else { continue }
            guard let name = entries.first(where: { $0.key == "event" })?.value else {
                diagnostics.error(.missingKey, at: node.span, "a gebeurtenis needs 'event'")
                continue
            }
            guard let kind = name.text.flatMap({ standard.kind(named: $0) }) else {
                diagnostics.error(
                    .unknownEvent, at: name.span, "the standard has no event '\(name.text ?? "")'",
                    hint: Spelling.hint(for: name.text ?? "", in: standard.kinds.map(\.name)))
                continue
            }
            // The event that is called so, else the next of its kind.
            let wanted = entries.first { $0.key == kind.fields[kind.kenmerkSlot].name }?.value.text
            let named = left.firstIndex { $0.kind == kind.index && $0.values[kind.kenmerkSlot] == .text(wanted ?? "") }
            guard let at = named ?? left.firstIndex(where: { $0.kind == kind.index }) else {
                differences.append("\(place): expected \(kind.name), there is none left")
                continue
            }
            compare(left.remove(at: at), of: kind, with: entries, place, &diagnostics)
        }
        for event in left {
            let kenmerk = CaseComparison.text(event.values[standard.kinds[event.kind].kenmerkSlot])
            differences.append("\(path).gebeurtenissen: not expected, but there: \(standard.kinds[event.kind].name) \(kenmerk)")
        }
    }

    private mutating func compare(
        _ event: CaseEvent, of kind: EventKind, with entries: [Node.Entry], _ path: String, _ diagnostics: inout Diagnostics
    ) {
        for entry in entries where entry.key != "event" && kind.field(named: entry.key) == nil {
            diagnostics.error(
                .unknownField, at: entry.keySpan, "'\(kind.name)' has no field '\(entry.key)'",
                hint: Spelling.hint(for: entry.key, in: kind.fields.map(\.name)))
        }
        let rule = plan.rules[event.provenance.rule]
        for field in kind.fields {
            let value = event.values[field.slot]
            guard let entry = entries.first(where: { $0.key == field.name }) else {
                if !value.isAbsent, !rule.isMade(field.slot) {
                    differences.append("\(path).\(field.name): not expected, got \(CaseComparison.text(value))")
                }
                continue
            }
            let written: String
            switch entry.value.content {
            case .text(let text), .number(let text): written = text
            case .boolean(let flag): written = flag ? "true" : "false"
            case .nothing, .list, .map:
                diagnostics.error(.wrongShape, at: entry.value.span, "the expected value must be a text, this is \(entry.value.shape)")
                continue
            }
            if value.isAbsent {
                differences.append("\(path).\(field.name): expected \(written), it is absent")
            } else if written != "*", !CaseComparison.isSame(written, value, field.kind) {
                differences.append("\(path).\(field.name): expected \(written), got \(CaseComparison.text(value))")
            }
        }
    }

    private static func isSame(_ written: String, _ value: Value, _ kind: ValueKind) -> Bool {
        if kind == .boolean { return written == text(value) }
        return Checker.value(of: written, as: kind) == value
    }

    /// A value as a test file writes it.
    private static func text(_ value: Value) -> String {
        switch value {
        case .absent: "nothing"
        case .boolean(let flag): flag ? "true" : "false"
        case .integer(let number): String(number)
        case .money(let cents): cents.decimal
        case .text(let text): text
        case .date(let date): written { $0.append(date) }
        case .instant(let instant): written { $0.append(instant) }
        case .list: "a list"
        case .record: "a record"
        }
    }

    private static func written(_ write: (Output) -> Void) -> String {
        let output = Output(capacity: 64)
        write(output)
        return String(decoding: output.bytes, as: UTF8.self)
    }
}

extension Rule {
    /// Whether a field is filled in by the program here: a kenmerk or a moment that the mapping does not give.
    func isMade(_ slot: Int) -> Bool { (slot == kenmerkSlot || slot == momentSlot) && !gives(slot) }

    /// Whether the mapping itself gives a field.
    func gives(_ slot: Int) -> Bool {
        !blank[slot].isAbsent || assignments.contains { $0.slot == slot } || references.contains { $0.slot == slot }
    }
}
