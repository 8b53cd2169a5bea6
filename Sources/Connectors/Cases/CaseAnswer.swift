package import Core
package import Standard
package import Syntax

/// An answer written by hand beside a vendor's samples, each of its keys left out when there is nothing to say: `documenten`
/// (`[{"organisatie": …, "zaken": [{"zaakkenmerk": …, "gebeurtenissen": […]}]}]`), `ontbreekt` (`[{"bron": …, "reden": …}]`, the sources
/// that failed), `verschilt` (texts, the sources that contradict themselves) and `opmerkingen` (texts). Fields stand under their canonical names; amounts are cents, moments RFC 3339, days
/// `yyyy-mm-dd`. The citizens of the sandbox say the same in YAML.
package struct CaseAnswer {
    private let standard: Standard

    package init(standard: Standard) { self.standard = standard }

    /// Nil after reporting what cannot be read.
    func read(_ source: SourceText, _ diagnostics: inout Diagnostics) -> Answer? {
        guard let root = JSONReader.read(source, into: &diagnostics),
            let form = Form(root, "an answer", CaseAnswer.shape, &diagnostics)
        else { return nil }
        return read(form, &diagnostics)
    }

    /// The answer among the keys of a form that has those of `shape`; nil after reporting what cannot be read.
    package func read(_ form: Form, _ diagnostics: inout Diagnostics) -> Answer? {
        let before = diagnostics.errorCount
        var completeness = Completeness()
        for node in form["ontbreekt"]?.needList("'ontbreekt'", &diagnostics) ?? [] {
            guard let part = Form(node, "what is missing", CaseAnswer.missingShape, &diagnostics) else { continue }
            let reason = part.word("reden", of: Failure.Class.self, &diagnostics) ?? .unreachable
            completeness.missing.append(Completeness.Missing(source: part.needText("bron", &diagnostics) ?? "", kind: reason))
        }
        completeness.differing = (form.texts("verschilt", &diagnostics) ?? []).compactMap(\.text).map {
            Completeness.Differing(source: $0, plan: $0, detail: "")
        }
        completeness.notes = (form.texts("opmerkingen", &diagnostics) ?? []).compactMap(\.text)
        let documents = form["documenten"]?.needList("'documenten'", &diagnostics) ?? []
        let answer = Answer(documents: documents.compactMap { document($0, &diagnostics) }, completeness: completeness)
        return diagnostics.errorCount == before ? answer : nil
    }

    private func document(_ node: Node, _ diagnostics: inout Diagnostics) -> OrganisationAnswer? {
        guard let form = Form(node, "a document", CaseAnswer.documentShape, &diagnostics),
            let text = form.needText("organisatie", &diagnostics)
        else { return nil }
        guard let organisation = OIN(text) else {
            diagnostics.error(.caseShape, at: node.span, "'organisatie' is an OIN of twenty digits")
            return nil
        }
        let cases = form["zaken"]?.needList("'zaken'", &diagnostics) ?? []
        return OrganisationAnswer(organisation: organisation, cases: cases.compactMap { financialCase($0, &diagnostics) })
    }

    private func financialCase(_ node: Node, _ diagnostics: inout Diagnostics) -> FinancialCase? {
        guard let form = Form(node, "a case", CaseAnswer.zaakShape, &diagnostics),
            let kenmerk = form.needText("zaakkenmerk", &diagnostics)
        else { return nil }
        let events = form["gebeurtenissen"]?.needList("'gebeurtenissen'", &diagnostics) ?? []
        return FinancialCase(zaakkenmerk: kenmerk, events: events.compactMap { event($0, &diagnostics) })
    }

    private func event(_ node: Node, _ diagnostics: inout Diagnostics) -> CaseEvent? {
        guard let name = node["event"]?.text, let kind = standard.kind(named: name) else {
            diagnostics.error(
                .caseShape, at: node["event"]?.span ?? node.span, "an event names its kind: \"event\": …",
                hint: Spelling.hint(for: node["event"]?.text ?? "", in: standard.kinds.map(\.name)))
            return nil
        }
        var values = [Value](repeating: .absent, count: kind.fields.count)
        for entry in node.entries ?? [] where entry.key != "event" {
            guard let field = kind.field(named: entry.key) else {
                diagnostics.error(
                    .caseShape, at: entry.keySpan, "a \(name) has no field '\(entry.key)'",
                    hint: Spelling.hint(for: entry.key, in: kind.fields.map(\.name)))
                continue
            }
            guard let value = value(entry.value, field.kind) else {
                diagnostics.error(.caseShape, at: entry.value.span, "'\(entry.key)' is \(field.kind.rawValue)")
                continue
            }
            values[field.slot] = value
        }
        return CaseEvent(kind: kind.index, values: values, provenance: Provenance(plan: 0, rule: 0, rowSet: 0, row: 0))
    }

    private func value(_ node: Node, _ kind: ValueKind) -> Value? {
        switch (kind, node.content) {
        case (.boolean, .boolean(let value)): return .boolean(value)
        // In YAML a number is a text as it was written.
        case (.integer, .number(let digits)), (.integer, .text(let digits)): return Int(digits).map { .integer($0) }
        case (.money, .number(let digits)), (.money, .text(let digits)): return Int(digits).map { .money(Cents($0)) }
        case (.text, .text(let text)): return .text(text)
        case (.date, .text(var text)): return text.withUTF8 { CalendarDate(iso: $0) }.map { .date($0) }
        case (.instant, .text(var text)): return text.withUTF8 { Instant(iso: $0, zoned: true) }.map { .instant($0) }
        default: return nil
        }
    }
}
