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
            lines.append("Dit is wat bij \(finding.name(of: document.organisation)) over u bekend is op \(PlainWords(.dutch).day(moment)).")
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
        let version = finding.rendition.version
        let telling = CaseTelling(finding.standard, version: version, PlainWords(.dutch), events: zaak.events)
        var lines = zaak.events.map { telling.sentence(about: $0) }
        let fields = finding.standard.words(in: .zaak, version: version)
        let totals = fields.compactMap { name in zaak.totals.first { $0.name == name } }
        lines += totals.compactMap { total in
            total.sentences.sentence(for: total.value.amount)?.text { hole in
                zaak.totals.first { $0.name == hole }.map { PlainWords(.dutch).money($0.value) }
            }
        }
        return lines + zaak.notices.filter { $0.arrear.amount > 0 }.map { telling.sentence(aboutArrear: $0) }
    }
}
