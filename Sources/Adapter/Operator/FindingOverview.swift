import Core
import Mappings
import Standard

extension Overview {
    /// The overview of one document of a finding.
    init(_ document: DocumentAccount, of finding: Finding) {
        let completeness = finding.rendition.completeness
        self.init(
            lines: document.cases.map { Line($0, finding.standard) }, isComplete: completeness.isComplete,
            remarks: completeness.notes)
    }
}

extension Overview.Line {
    fileprivate init(_ zaak: CaseAccount, _ standard: Standard) {
        func total(_ term: CaseAccount.Term) -> Int {
            zaak.totals.first { !$0.isBalance && $0.add.contains(term) }?.value.amount ?? 0
        }
        let described = zaak.events.lazy.compactMap { event -> String? in
            guard let slot = standard.kinds[event.kind].slot(of: .description), case .text(let text) = event.values[slot] else {
                return nil
            }
            return text
        }
        self.init(
            zaakkenmerk: zaak.zaakkenmerk, description: described.first ?? "", imposed: total(.raises), paid: total(.settles),
            open: zaak.saldo.amount, due: zaak.arrears.reduce(0) { $0 + $1.open.amount })
    }
}

extension Finding {
    /// The overview as `try` prints it: a table per organisation, what is not in it, and what each source did.
    var overview: String {
        var lines: [String] = []
        let words = PlainWords(.dutch)
        let moment = "\(words.day(rendition.moment)) \(words.time(rendition.moment))"
        for document in accounts where !document.cases.isEmpty {
            lines.append("Overzicht bij \(name(of: document.organisation)), stand van \(moment), bedragen in euro:\n")
            lines.append(Overview(document, of: self).text + "\n")
        }
        if isComplete, accounts.allSatisfy(\.cases.isEmpty) { lines.append("  Geen zaken bekend.\n") }
        let notes = Overview(lines: [], isComplete: isComplete, remarks: rendition.completeness.notes).notes
        lines += notes.map { "  \($0)" }
        for left in rendition.completeness.leftOut { lines.append("  Niet meegenomen: \(left.count) × \(left.because)") }
        lines.append("")
        let width = parts.map { $0.plan.source.count }.max() ?? 0
        for part in parts {
            let name = part.plan.source.padded(to: width)
            let time = part.took.map { ", \($0.milliseconds) ms" } ?? ""
            if let failure = part.failure {
                lines.append("  bron \(name)  MISLUKT (\(failure.kind.rawValue))\(time): \(failure.detail)")
            } else {
                lines.append("  bron \(name)  \(part.count) rijen\(time)")
            }
        }
        return lines.joined(separator: "\n")
    }
}

extension Duration {
    /// In whole milliseconds, at least 1 for what took any time at all.
    var milliseconds: Int {
        let parts = components
        let whole = Int(parts.seconds) * 1_000 + Int(parts.attoseconds / 1_000_000_000_000_000)
        return max(whole, self > .zero ? 1 : 0)
    }
}
