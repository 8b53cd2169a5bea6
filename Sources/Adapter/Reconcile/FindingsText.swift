import Core

/// How the findings of a run are told.
struct FindingsText {
    let findings: Findings
    /// The names of the totals that were compared.
    let totals: [String]
    /// How many case numbers of each kind of difference are shown.
    let limit: Int

    var text: String {
        var lines = [row("", "mapped", "control", "difference")]
        let cases = (findings.mapped.cases, findings.control.cases)
        lines.append(row("cases", cases.0.grouped(), cases.1.grouped(), (cases.0 - cases.1).grouped()))
        for (at, name) in totals.enumerated() {
            let sums = (findings.mapped.sums[at], findings.control.sums[at])
            lines.append(row(name, Self.euros(sums.0), Self.euros(sums.1), Self.euros(sums.0 &- sums.1)))
        }
        let differing = findings.differing.map { ($0.zaakkenmerk, $0.totals.map { totals[$0] }.joined(separator: ", ")) }
        list(differing, ("case is", "cases are"), "not what the control says", &lines)
        list(findings.unanswered.map { ($0, "") }, ("case of the control is", "cases of the control are"), "in no answer", &lines)
        list(findings.uncontrolled.map { ($0, "") }, ("case is", "cases are"), "not in the control", &lines)
        list(findings.twofold.map { ($0, "") }, ("case is", "cases are"), "given differently in two answers", &lines)
        if !findings.failures.isEmpty {
            let count = findings.refused
            lines += ["", "\(count.grouped()) \(count == 1 ? "citizen" : "citizens") could not be answered:"]
            for (words, count) in findings.failures.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
                lines.append("  \(count.grouped()) × \(words)")
            }
        }
        if findings.silent > 0 {
            let words = findings.silent == 1 ? "case of the control without an amount is" : "cases of the control without an amount are"
            lines += ["", "\(findings.silent.grouped()) \(words) in no answer; no cent is lost by that."]
        }
        let nobody = "There is no citizen in 'whole: citizens', so nothing is proved."
        lines += ["", findings.agrees ? "Everything agrees to the cent." : findings.citizens == 0 ? nobody : "Not everything agrees."]
        return lines.joined(separator: "\n")
    }

    private func list(_ items: [(String, String)], _ nouns: (String, String), _ what: String, _ lines: inout [String]) {
        guard !items.isEmpty else { return }
        lines += ["", "\(items.count.grouped()) \(items.count == 1 ? nouns.0 : nouns.1) \(what):"]
        lines += items.prefix(limit).map { name, note in note.isEmpty ? "  \(name)" : "  \(name)  (\(note))" }
        if items.count > limit { lines.append("  … and \((items.count - limit).grouped()) more; --list \(items.count) shows all") }
    }

    private func row(_ name: String, _ cells: String...) -> String {
        let width = (totals + ["cases"]).map(\.count).max() ?? 5
        return cells.reduce("  " + name + String(repeating: " ", count: width - name.count)) { line, cell in
            line + String(repeating: " ", count: max(2, 20 - cell.count)) + cell
        }
    }

    private static func euros(_ cents: Int) -> String {
        let rest = cents.magnitude % 100
        return "\(cents < 0 ? "-" : "")\(Int(cents.magnitude / 100).grouped()).\(rest < 10 ? "0" : "")\(rest)"
    }
}
