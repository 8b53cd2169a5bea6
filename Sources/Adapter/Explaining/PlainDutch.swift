import Core
import Mappings
import Standard

/// The explanation of a finding in plain Dutch, for a help desk to read to a citizen. What is told of an event or a total stands in the
/// files of the standard; here are only the words around it.
struct PlainDutch {
    let finding: Finding
    /// Only this case; nil for all.
    let zaakkenmerk: String?

    var lines: [String] {
        // First of all, so that nobody takes what follows for all there is.
        var lines = finding.rendition.completeness.missing.map {
            "Let op: het systeem \($0.source) gaf geen bruikbaar antwoord. Dit overzicht is daarom niet volledig."
        }
        if !lines.isEmpty { lines.append("") }
        let moment = finding.rendition.moment
        for document in finding.accounts {
            let cases = document.cases.filter { zaakkenmerk == nil || $0.zaakkenmerk == zaakkenmerk }
            guard !cases.isEmpty else { continue }
            lines.append("Dit is wat bij \(finding.name(of: document.organisation)) over u bekend is op \(Dutch.day(moment)).")
            for zaak in cases { lines += ["", "Zaak \(zaak.zaakkenmerk)"] + sentences(of: zaak).map { "  \($0)" } }
        }
        let cases = finding.accounts.reduce(0) { $0 + $1.cases.count }
        if cases == 0, finding.isComplete { lines.append("Wij hebben geen rekeningen van u gevonden. U hoeft niets te betalen.") }
        return lines + [""] + about
    }

    /// What is not in the answer.
    private var about: [String] {
        let completeness = finding.rendition.completeness
        var lines = completeness.leftOut.map {
            "Niet meegenomen: \($0.count == 1 ? "1 regel" : "\($0.count) regels") uit onze administratie (\($0.because))."
        }
        if completeness.isComplete { lines.append("Al onze systemen hebben antwoord gegeven.") }
        return lines
    }

    private func sentences(of zaak: CaseAccount) -> [String] {
        var lines = zaak.events.map { sentence(about: $0, zaak) }
        let fields = finding.standard.words(in: .zaak, version: finding.rendition.version)
        let totals = fields.compactMap { name in zaak.totals.first { $0.name == name } }
        lines += totals.compactMap { total in
            total.sentences.sentence(for: total.value.amount)?.text { hole in
                zaak.totals.first { $0.name == hole }.flatMap { Dutch.words(.money($0.value)) }
            }
        }
        for notice in zaak.notices where notice.arrear.amount > 0 {
            let sentence = zaak.arrearSentences.sentence(for: notice.arrear.amount)?.text { hole in
                switch hole {
                case "open": Dutch.money(notice.arrear)
                case "since": notice.overdueSince.map { Dutch.day($0) }
                default: value(hole, of: zaak.events[notice.event], zaak)
                }
            }
            lines.append(sentence ?? "U bent te laat met betalen: \(Dutch.money(notice.arrear)).")
        }
        return lines
    }

    private func sentence(about event: CaseEvent, _ zaak: CaseAccount) -> String {
        let kind = finding.standard.kinds[event.kind]
        var amount: Int?
        if let slot = kind.amountSlot, case .money(let cents) = event.values[slot] { amount = cents.amount }
        if let told = kind.sentences.sentence(for: amount)?.text({ value($0, of: event, zaak) }) { return told }
        let day = value(kind.fields.first { $0.slot == kind.momentSlot }?.name ?? "", of: event, zaak)
        let start = day.map { "Op \($0): " } ?? ""
        return "\(start)\(kind.inWords)\(amount.map { ", \($0 < 0 ? "min " : "")\(Dutch.money(Cents($0)))" } ?? "")."
    }

    /// A field of an event, or of the event that a field of it refers to: `reference.bedrag`.
    private func value(_ field: String, of event: CaseEvent, _ zaak: CaseAccount) -> String? {
        let names = field.split(separator: ".").map(String.init)
        guard let slot = names.first.flatMap({ finding.standard.kinds[event.kind].field(named: $0)?.slot }) else { return nil }
        guard names.count == 2 else { return Dutch.words(event.values[slot]) }
        let other = zaak.events.first { $0.values[finding.standard.kinds[$0.kind].kenmerkSlot] == event.values[slot] }
        return other.flatMap { value(names[1], of: $0, zaak) }
    }
}
