import Core
import Mappings
import Standard

/// The explanation of a finding, line by line, for who made the mapping.
struct Explanation {
    let finding: Finding
    /// Only this case; nil for all.
    let zaakkenmerk: String?
    /// Only this field or total; nil for all.
    let field: String?

    private var version: String { finding.rendition.version }

    var lines: [String] {
        var lines: [String] = []
        if field == nil {
            lines.append("The answer at \(Telling.moment(finding.rendition.moment)), in version \(version) of the standard.")
            if zaakkenmerk == nil { lines += finding.parts.flatMap { source($0) } }
        }
        for document in finding.accounts {
            for zaak in document.cases where zaakkenmerk == nil || zaak.zaakkenmerk == zaakkenmerk {
                lines += ["", "case \(zaak.zaakkenmerk) of \(finding.name(of: document.organisation))"]
                lines += self.zaak(zaak, document.organisation).map { $0.isEmpty ? "" : "  \($0)" }
            }
        }
        return lines
    }

    /// What one mapping got of its source, and what it left out.
    private func source(_ part: Finding.Part) -> [String] {
        var lines = ["", "mapping \(part.plan.name) (\(part.plan.fileName)), source \(part.plan.source)"]
        if let failure = part.failure {
            lines.append("  FAILED, so the answer is incomplete: \(failure.kind.rawValue): \(failure.detail)")
        }
        for account in part.rows.map({ part.plan.accounts(of: $0) }) ?? [] {
            let use = account.isForReconciliation ? ", for the reconciliation alone" : ""
            let left = account.leftOut.isEmpty ? "" : ", \(account.leftOut.count) left out"
            lines.append("  rows \(account.name): \(account.count)\(left)\(use)")
            for row in account.leftOut {
                let cells = row.cells.map { "\(Telling.cell($0))" }.joined(separator: ", ")
                lines.append("    #\(row.row) left out: \(row.because) ← \(cells.isEmpty ? "" : "\(cells), ")\(Telling.place(row.span))")
            }
        }
        return lines
    }

    private func zaak(_ zaak: CaseAccount, _ organisation: OIN) -> [String] {
        var lines: [String] = []
        if field == nil || field == "zaakkenmerk" {
            for part in finding.parts where part.plan.organisation == organisation {
                for making in part.rows.map({ part.plan.makings(ofCase: zaak.zaakkenmerk, $0) }) ?? [] {
                    lines.append("zaakkenmerk \(line(making))")
                }
            }
        }
        for event in zaak.events {
            let told = self.event(event)
            guard !told.isEmpty else { continue }
            lines += (field == nil ? [""] : []) + [title(event)] + told.map { "  \($0)" }
        }
        let totals = TotalsExplanation(zaak: zaak, standard: finding.standard, version: version)
        let counted = zaak.totals.filter { field == nil || field == $0.name }.flatMap { totals.lines(of: $0) }
        if !counted.isEmpty { lines += (field == nil ? [""] : []) + ["totals"] + counted.map { "  \($0)" } }
        if field == nil || field == totals.arrearsName { lines += totals.noticeLines }
        return lines
    }

    private func title(_ event: CaseEvent) -> String {
        let kind = finding.standard.kinds[event.kind]
        let making = making(event)
        let from = making.map { " ← rows \($0.rowSet) #\($0.row), \(Telling.place($0.span))" } ?? ""
        let shown = kind.versions.contains(version) ? "" : " (counted; version \(version) cannot show it)"
        return "\(kind.name) \(Telling.wire(event.values[kind.kenmerkSlot]))\(shown)\(from)"
    }

    private func making(_ event: CaseEvent) -> EventMaking? {
        let part = finding.parts[event.provenance.plan]
        return part.rows.map { part.plan.making(of: event, $0) }
    }

    private func event(_ event: CaseEvent) -> [String] {
        let kind = finding.standard.kinds[event.kind]
        let makings = making(event)?.fields ?? []
        return kind.fields.compactMap { field in
            guard self.field == nil || self.field == field.name else { return nil }
            let shown = field.versions.contains(version) || !kind.versions.contains(version) ? "" : " (not in version \(version))"
            if let made = makings.first(where: { $0.slot == field.slot }) { return "\(field.name) \(line(made.making))\(shown)" }
            let value = event.values[field.slot]
            switch field.origin {
            case .subject: return "\(field.name) ← the citizen asked about; not repeated here"
            case _ where value.isAbsent: return nil
            case .organisation: return "\(field.name) \(Telling.wire(value)) ← the organisation of the mapping"
            case .case: return "\(field.name) \(Telling.wire(value)) ← the case"
            case .now: return "\(field.name) \(Telling.wire(value)) ← the moment of answering"
            case .mapped, .computed, .constant: return "\(field.name) \(Telling.wire(value)) ← the standard itself"
            }
        }
    }

    private func line(_ making: Making) -> String {
        let place = making.span.map { ", \(Telling.place($0))" } ?? ""
        return "\(Telling.wire(making.value)) ← \(Telling.origin(making))\(place)"
    }
}
