import Core
import Standard
import Syntax

/// Compares what a plan made of a test case's rows with what the case expects, and says how the file would have to change.
struct CaseComparison {
    let plan: Plan
    let standard: Standard
    private(set) var mismatches: [CaseMismatch] = []
    private(set) var edits: [CaseEdit] = []

    init(plan: Plan, standard: Standard) {
        self.plan = plan
        self.standard = standard
    }

    private mutating func differ(_ path: String, _ span: Span, _ lines: [CaseMismatch.Line], note: String? = nil, _ edits: [CaseEdit]) {
        mismatches.append(CaseMismatch(path: path, span: span, lines: lines, note: note))
        self.edits += edits
    }

    mutating func compare(_ result: PlanResult, with form: Form, _ diagnostics: inout Diagnostics) {
        let list = form.need("zaken", &diagnostics)
        let written = list?.needList("'zaken'", &diagnostics) ?? []
        var left = result.cases
        var last: Node?
        for (index, node) in written.enumerated() {
            let path = "zaken[\(index)]"
            guard let zaak = Form(node, "a zaak", MappingCase.zaakShape, &diagnostics),
                let name = zaak.needText("zaakkenmerk", &diagnostics)
            else { continue }
            guard let at = left.firstIndex(where: { $0.zaakkenmerk == name }) else {
                differ(
                    "\(path) \(name)", zaak["zaakkenmerk"]?.span ?? node.span, [.expected("zaakkenmerk: \(name)")],
                    note: "there is no such zaak", list.map { [.removeItem(node, list: $0)] } ?? [])
                continue
            }
            last = node
            compare(left.remove(at: at), with: zaak, path, &diagnostics)
        }
        let writer = CaseWriter(plan: plan, standard: standard)
        for found in left {
            differ(
                "zaken", list?.span ?? form.node.span, [.got("zaakkenmerk: \(found.zaakkenmerk)")],
                note: "not expected, with \(found.events.count) gebeurtenissen",
                [last.map { .addItem(writer.lines(of: found), after: $0) } ?? .whole])
        }
        compareLeftOut(result.leftOut, with: form, &diagnostics)
    }

    /// Whether the answer is marked because a control says otherwise.
    mutating func compareMarks(_ result: PlanResult, with form: Form, _ diagnostics: inout Diagnostics) {
        let isExpected = form.boolean("marked", &diagnostics) ?? false
        guard isExpected == result.differing.isEmpty else { return }
        differ(
            "marked", form["marked"]?.span ?? form.node.span, [.expected("marked: \(isExpected)"), .got("marked: \(!isExpected)")],
            note: isExpected ? "the controls agree" : result.differing.joined(separator: "; "), [.whole])
    }

    private mutating func compareLeftOut(_ found: [Completeness.LeftOut], with form: Form, _ diagnostics: inout Diagnostics) {
        var counts: [String: Int] = [:]
        for left in found { counts[left.because, default: 0] += left.count }
        let node = form["left_out"]
        var last: Node.Entry?
        for entry in node?.needEntries("'left_out'", &diagnostics) ?? [] {
            guard let text = entry.value.needText("a count", &diagnostics) else { continue }
            if !plan.leaveOuts.contains(where: { $0.because == entry.key }) {
                diagnostics.error(
                    .badCaseFile, at: entry.keySpan, "no rule leaves rows out because '\(entry.key)'",
                    hint: Spelling.hint(for: entry.key, in: plan.leaveOuts.map(\.because)))
                continue
            }
            let count = counts.removeValue(forKey: entry.key) ?? 0
            if count > 0 { last = entry }
            guard text != String(count) else { continue }
            let edit: CaseEdit? = count > 0 ? .set(entry.value, String(count)) : node.map { .remove(entry, map: $0) }
            differ(
                "left_out", entry.keySpan, [.expected("\(entry.key): \(text)"), .got("\(entry.key): \(count)")], edit.map { [$0] } ?? [])
        }
        for (because, count) in counts.sorted(by: { $0.key < $1.key }) {
            let edit: CaseEdit? = last.flatMap { last in
                node.map { .add(key: CaseText.scalar(because), text: String(count), after: last, map: $0) }
            }
            differ("left_out", node?.span ?? form.node.span, [.got("\(because): \(count)")], [edit ?? .whole])
        }
    }

    private mutating func compare(_ zaak: FinancialCase, with form: Form, _ path: String, _ diagnostics: inout Diagnostics) {
        if let node = form["saldo"], let saldo = form.text("saldo", &diagnostics) {
            let balance = standard.balance(of: zaak.events)
            if balance == nil || Cents(decimal: saldo) != balance {
                let got = balance?.decimal ?? "too large a sum"
                differ(
                    "\(path) \(zaak.zaakkenmerk)", node.span, [.expected("saldo: \(saldo)"), .got("saldo: \(got)")], [.set(node, got)])
            }
        }
        let list = form.need("gebeurtenissen", &diagnostics)
        let written = list?.needList("'gebeurtenissen'", &diagnostics) ?? []
        var left = zaak.events
        var last: Node?
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
                let lines = entries.map { CaseMismatch.Line.expected("\($0.key): \(CaseComparison.text($0.value))") }
                differ(place, node.span, lines, note: "never made", list.map { [.removeItem(node, list: $0)] } ?? [])
                continue
            }
            last = node
            compare(left.remove(at: at), of: kind, with: entries, node, place, &diagnostics)
        }
        let writer = CaseWriter(plan: plan, standard: standard)
        for event in left {
            let lines = writer.lines(of: event)
            differ(
                "\(path).gebeurtenissen", list?.span ?? form.node.span, lines.map { .got($0) },
                note: "not expected; made \(plan.told(event.provenance))", [last.map { .addItem(lines, after: $0) } ?? .whole])
        }
    }

    private mutating func compare(
        _ event: CaseEvent, of kind: EventKind, with entries: [Node.Entry], _ node: Node, _ path: String, _ diagnostics: inout Diagnostics
    ) {
        for entry in entries where entry.key != "event" && kind.field(named: entry.key) == nil {
            diagnostics.error(
                .unknownField, at: entry.keySpan, "'\(kind.name)' has no field '\(entry.key)'",
                hint: Spelling.hint(for: entry.key, in: kind.fields.map(\.name)))
        }
        let rule = plan.rules[event.provenance.rule]
        var lines: [CaseMismatch.Line] = []
        var edits: [CaseEdit] = []
        var place: Span?
        var before = entries.first { $0.key == "event" }
        for field in kind.fields {
            let value = event.values[field.slot]
            guard let entry = entries.first(where: { $0.key == field.name }) else {
                guard !value.isAbsent, !rule.isMade(field.slot) else { continue }
                lines.append(.got("\(field.name): \(CaseText.text(value))"))
                edits.append(before.map { .add(key: field.name, text: CaseText.scalar(value), after: $0, map: node) } ?? .whole)
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
                lines.append(.expected("\(field.name): \(written)"))
                edits.append(.remove(entry, map: node))
                place = place ?? entry.value.span
                continue
            }
            if written != "*", !CaseComparison.isSame(written, value, field.kind) {
                lines += [.expected("\(field.name): \(written)"), .got("\(field.name): \(CaseText.text(value))")]
                edits.append(.set(entry.value, CaseText.scalar(value)))
                place = place ?? entry.value.span
            }
            before = entry
        }
        guard !lines.isEmpty else { return }
        let kenmerk = CaseText.text(event.values[kind.kenmerkSlot])
        differ("\(path) \(kind.name) \(kenmerk)", place ?? node.span, lines, edits)
    }

    private static func isSame(_ written: String, _ value: Value, _ kind: ValueKind) -> Bool {
        if kind == .boolean { return written == CaseText.text(value) }
        return Checker.value(of: written, as: kind) == value
    }

    private static func text(_ node: Node) -> String {
        switch node.content {
        case .text(let text), .number(let text): text
        case .boolean(let flag): flag ? "true" : "false"
        default: ""
        }
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

extension Plan {
    /// Where an event was made: `by heffingen.yaml:131 of row 2 of 'mutaties'`.
    func told(_ provenance: Provenance) -> String {
        let span = rules[provenance.rule].span
        return "by \(span.source.name):\(span.line) of row \(provenance.row + 1) of '\(rowSets[provenance.rowSet].name)'"
    }
}
