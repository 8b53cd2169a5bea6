import Core
import Syntax

/// What the gateway answered, as this eForm shows it. It reads nothing but the answer.
struct DebtOverview: Sendable {
    struct Case: Sendable {
        let zaakkenmerk: String
        /// What the debt is for, as the municipality calls it.
        let description: String
        /// In cents: all that raises the debt, all that settles it, and what is left; below zero when too much was paid.
        let imposed: Int
        let settled: Int
        let saldo: Int
        let bills: [DebtBill]
        let events: [DebtEvent]
        /// Events of kinds that are not shown.
        let unknown: Int

        var late: Int { bills.reduce(0) { $0 + ($1.isLate ? $1.open : 0) } }
        /// Open, and no bill asks it yet.
        var unasked: Int { max(0, saldo) - bills.reduce(0) { $0 + $1.open } }
    }

    /// Those with arrears first, then those that are open, then the others; each in the order of the answer.
    let cases: [Case]
    let isComplete: Bool
    /// What the answer says about itself, in sentences for the citizen.
    let remarks: [String]
    let moment: Instant

    /// Nil when it is not an answer of the standard's version 4.1.0.
    init?(_ body: [UInt8]) {
        guard let answer = try? JSONReader.read(body, limits: JSONLimits()), let documents = answer["documenten"]?.list,
            case .boolean(let complete)? = answer["volledig"]?.content,
            let moment = documents.first?["body"]?["document_datumtijd"]?.instant, let today = moment.localDate
        else { return nil }
        var cases: [Case] = []
        for node in documents.flatMap({ $0["body"]?["financiele_zaken"]?.list ?? [] }) {
            guard let zaak = Case(node, today: today) else { return nil }
            cases.append(zaak)
        }
        func rank(_ zaak: Case) -> Int { zaak.late > 0 ? 0 : zaak.saldo > 0 ? 1 : zaak.saldo < 0 ? 2 : 3 }
        self.cases = (0...3).flatMap { wanted in cases.filter { rank($0) == wanted } }
        isComplete = complete
        remarks = (answer["meldingen"]?.list ?? []).compactMap(\.text)
        self.moment = moment
    }

    /// All that must still be paid, in cents.
    var open: Int { cases.reduce(0) { $0 + max(0, $1.saldo) } }
    var late: Int { cases.reduce(0) { $0 + $1.late } }
    /// All that was paid too much.
    var over: Int { cases.reduce(0) { $0 + max(0, -$1.saldo) } }
    /// Every bill with the case it is of, by day.
    var agenda: [(zaak: Case, bill: DebtBill)] {
        cases.flatMap { zaak in zaak.bills.map { (zaak, $0) } }
            .sorted { ($0.1.event.due?.epoch ?? .max) < ($1.1.event.due?.epoch ?? .max) }
    }
}

extension DebtOverview.Case {
    fileprivate init?(_ node: Node, today: CalendarDate) {
        guard let name = node["zaakkenmerk"]?.text, let saldo = node["saldo"]?.wholeNumber, let told = node["gebeurtenissen"]?.list,
            let imposed = node["totaal_financieel_verplicht"]?.wholeNumber, let settled = node["totaal_financieel_vereffend"]?.wholeNumber
        else { return nil }
        zaakkenmerk = name
        self.saldo = saldo
        self.imposed = imposed
        self.settled = settled
        events = told.compactMap { DebtEvent($0) }
        unknown = told.count - events.count
        let names = events.filter { $0.kind == .imposed }.compactMap(\.description)
        description = names.first ?? name
        bills = DebtBill.open(
            events, late: Set((node["achterstanden"]?.list ?? []).compactMap(\.text)), saldo: saldo, today: today)
    }
}
