import Core
import Standard

/// Writes an answer as a test file expects it. What the program fills in by itself is left out, as an author may.
struct CaseWriter {
    let plan: Plan
    let standard: Standard

    /// The lines of an event's map, without indentation.
    func lines(of event: CaseEvent) -> [String] {
        let kind = standard.kinds[event.kind]
        let rule = plan.rules[event.provenance.rule]
        return ["event: \(kind.name)"]
            + kind.fields.compactMap { field in
                let value = event.values[field.slot]
                return value.isAbsent || rule.isMade(field.slot) ? nil : "\(field.name): \(CaseText.scalar(value))"
            }
    }

    /// The lines of a zaak's map, without indentation.
    func lines(of zaak: FinancialCase) -> [String] {
        var lines = ["zaakkenmerk: \(CaseText.scalar(zaak.zaakkenmerk))"]
        if let balance = standard.balance(of: zaak.events) { lines.append("saldo: \(balance.decimal)") }
        lines.append("gebeurtenissen:")
        for event in zaak.events { lines += item(self.lines(of: event)) }
        return lines
    }

    /// The lines of a whole `answer`.
    func lines(of result: PlanResult) -> [String] {
        var lines = ["answer:"]
        if result.cases.isEmpty {
            lines.append("  zaken: []")
        } else {
            lines.append("  zaken:")
            for zaak in result.cases { lines += item(self.lines(of: zaak)).map { "  \($0)" } }
        }
        guard !result.leftOut.isEmpty else { return lines }
        lines.append("  left_out:")
        for left in result.leftOut { lines.append("    \(CaseText.scalar(left.because)): \(left.count)") }
        return lines
    }

    private func item(_ lines: [String]) -> [String] { lines.enumerated().map { ($0.offset == 0 ? "  - " : "    ") + $0.element } }
}
