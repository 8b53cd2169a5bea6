import Core
import Syntax

extension Overview {
    /// The overview of an answer of the JSON API. Reads nothing but the answer itself, as any client would; nil when the body is none.
    init?(_ body: [UInt8]) {
        guard let answer = try? JSONReader.read(body, limits: JSONLimits()), let documents = answer["documenten"]?.list,
            case .boolean(let complete)? = answer["volledig"]?.content
        else { return nil }
        self.init(
            lines: documents.flatMap { $0["body"]?["financiele_zaken"]?.list ?? [] }.compactMap { Line($0) }, isComplete: complete,
            remarks: (answer["meldingen"]?.list ?? []).compactMap(\.text))
    }
}

extension Overview.Line {
    fileprivate init?(_ zaak: Node) {
        guard let name = zaak["zaakkenmerk"]?.text, let open = zaak["saldo"]?.cents, let events = zaak["gebeurtenissen"]?.list else {
            return nil
        }
        zaakkenmerk = name
        self.open = open
        imposed = zaak["totaal_opgelegd"]?.cents ?? zaak["totaal_financieel_verplicht"]?.cents ?? 0
        paid = zaak["totaal_reeds_betaald"]?.cents ?? zaak["totaal_financieel_vereffend"]?.cents ?? 0
        description = events.lazy.compactMap { $0["omschrijving"]?.text }.first ?? ""
        due = Self.due(zaak, events, open: open)
    }

    /// What is overdue: the notices in `achterstanden` less what was paid on their own kenmerk, never more than is open.
    private static func due(_ zaak: Node, _ events: [Node], open: Int) -> Int {
        let overdue = Set((zaak["achterstanden"]?.list ?? []).compactMap(\.text))
        var sum = 0
        for notice in events where overdue.contains(notice["gebeurtenis_kenmerk"]?.text ?? "") {
            let kenmerk = notice["betalingskenmerk"]?.text
            let paid = events.filter {
                $0["gebeurtenis_type"]?.text == "BetalingVerwerkt" && kenmerk != nil && $0["betalingskenmerk"]?.text == kenmerk
            }
            sum += max(0, (notice["bedrag"]?.cents ?? 0) - paid.reduce(0) { $0 + ($1["bedrag"]?.cents ?? 0) })
        }
        return min(sum, max(0, open))
    }
}

extension Node {
    /// A whole number.
    fileprivate var cents: Int? {
        if case .number(let digits) = content { Int(digits) } else { nil }
    }
}
