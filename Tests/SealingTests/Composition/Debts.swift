import Core
import Sealing
import Standard
import Testing

/// Debts of nobody, written down in a test.
struct Debts {
    let standard: Standard
    static let organisation = OIN("00000099000000002000")!
    static let citizen = BSN("999990019")!
    static let now = Instant(local: CalendarDate(year: 2026, month: 11, day: 22)!, secondOfDay: 8 * 3_600 + 31 * 60)

    init() throws { standard = try Repository.fcid.get() }

    func event(_ kind: String, _ id: String, _ values: KeyValuePairs<String, Value>) throws -> CaseEvent {
        let kind = try #require(standard.kind(named: kind))
        var filled = [Value](repeating: .absent, count: kind.fields.count)
        filled[kind.kenmerkSlot] = .text(id)
        for (name, value) in values { filled[try #require(kind.field(named: name), "no field \(name)").slot] = value }
        return CaseEvent(kind: kind.index, values: filled, provenance: Provenance(plan: 0, rule: 0, rowSet: 0, row: 0))
    }

    func imposed(_ id: String, _ on: String, _ cents: Int, _ what: String?, primary: Bool = true) throws -> CaseEvent {
        try event(
            "FinancieleVerplichtingOpgelegd", id,
            [
                "datumtijd_opgelegd": at(on), "primaire_verplichting": .boolean(primary), "type": .text("gem_leges"),
                "bedrag": .money(Cents(cents)), "omschrijving": what.map { .text($0) } ?? .absent,
                "beschikkingsnummer": .text("B-\(id)"),
            ])
    }

    func notice(
        _ id: String, _ on: String, _ cents: Int, due: String?, reference: String? = nil, by method: String = "handmatig",
        holder: String = "Gemeente Voorbeeldstad"
    ) throws -> CaseEvent {
        try event(
            "BetalingsverplichtingOpgelegd", id,
            [
                "datumtijd_opgelegd": at(on), "bedrag": .money(Cents(cents)), "type": .text("Aanschrijving"), "betaalwijze": .text(method),
                "rekeningnummer": .text("NL13TEST0123456789"), "rekeningnummer_tenaamstelling": .text(holder),
                "vervaldatum": due.map { at($0) } ?? .absent, "betalingskenmerk": reference.map { .text($0) } ?? .absent,
            ])
    }

    func paid(_ id: String, _ on: String, _ cents: Int, reference: String? = nil) throws -> CaseEvent {
        try event(
            "BetalingVerwerkt", id,
            [
                "datumtijd_ontvangen": at(on), "bedrag": .money(Cents(cents)),
                "betalingskenmerk": reference.map { .text($0) } ?? .absent,
            ])
    }

    func remitted(_ id: String, _ on: String, _ cents: Int, of obligation: String) throws -> CaseEvent {
        try event(
            "FinancieleVerplichtingKwijtgescholden", id,
            [
                "datumtijd_gebeurtenis": at(on), "bedrag": .money(Cents(cents)),
                "kwijtgescholden_gebeurtenis_kenmerk": .text(obligation),
            ])
    }

    func at(_ day: String) -> Value {
        let parts = day.split(separator: "-").compactMap { Int($0) }
        return .instant(Instant(local: CalendarDate(year: parts[0], month: parts[1], day: parts[2])!, secondOfDay: 0))
    }

    /// One case with a bill that is not late yet.
    func one() throws -> FinancialCase {
        FinancialCase(
            zaakkenmerk: "Z-1",
            events: [
                try imposed("a1", "2026-10-01", 31_245, "Afvalstoffenheffing 2026"),
                try notice("b1", "2026-10-01", 31_245, due: "2026-11-30", reference: "1000260000000001"),
            ])
    }

    /// One that is late, one in instalments of which two are collected, one paid, one paid too much, one without a bill.
    func five() throws -> [FinancialCase] {
        [
            FinancialCase(
                zaakkenmerk: "Z-LAAT",
                events: [
                    try imposed("l1", "2026-02-28", 123_450, "Onroerendezaakbelasting 2026"),
                    try notice("l2", "2026-02-28", 123_450, due: "2026-04-30", reference: "1000260000000002"),
                    try paid("l3", "2026-03-15", 23_450, reference: "1000260000000002"),
                    try imposed("l4", "2026-06-01", 900, "Kosten van de aanmaning", primary: false),
                    try notice("l5", "2026-06-01", 900, due: "2026-06-15"),
                ]),
            FinancialCase(
                zaakkenmerk: "Z-TERMIJN",
                events: [
                    try imposed("t1", "2026-09-01", 30_000, "Leenbijstand – Çağlar van ’s-Gravenmoer-Ødegård"),
                    try notice("t2", "2026-09-01", 10_000, due: "2026-12-01", by: "automatische_incasso"),
                    try notice("t3", "2026-09-02", 10_000, due: "2027-01-01", by: "automatische_incasso"),
                    try notice("t4", "2026-09-03", 10_000, due: "2027-02-01", reference: "1000260000000005"),
                ]),
            FinancialCase(
                zaakkenmerk: "Z-KLAAR",
                events: [try imposed("k1", "2025-01-05", 4_500, "Parkeerbelasting"), try paid("k2", "2025-01-20", 4_500)]),
            FinancialCase(
                zaakkenmerk: "Z-TEVEEL",
                events: [try imposed("v1", "2026-05-01", 5_000, "Leges paspoort"), try paid("v2", "2026-05-02", 6_500)]),
            FinancialCase(zaakkenmerk: "Z-NIEUW", events: [try imposed("n1", "2026-11-20", 7_777, nil)]),
        ]
    }

    /// As many cases as a citizen in trouble may have.
    func many(_ count: Int) throws -> [FinancialCase] {
        try (1...count).map { at in
            FinancialCase(
                zaakkenmerk: "Z-\(at)",
                events: [
                    try imposed("m\(at)a", "2026-01-\(10 + at % 18)", 1_000 * at, "Parkeerbelasting nummer \(at)"),
                    try notice("m\(at)b", "2026-02-01", 1_000 * at, due: at % 2 == 0 ? "2026-03-01" : "2026-12-15", reference: "K\(at)"),
                ])
        }
    }

    func text(
        _ cases: [FinancialCase], _ completeness: Completeness = Completeness(), version: String = "3.0.0", in language: Language = .dutch,
        acting: BSN? = nil, style: HouseStyle = HouseStyle(name: "gemeente Voorbeeldstad"), organisations: [OIN] = [Debts.organisation],
        verification: String? = "https://schulden.voorbeeldstad.nl/controle"
    ) throws -> DocumentText {
        let answer = Answer(
            documents: organisations.map { OrganisationAnswer(organisation: $0, cases: $0 == organisations[0] ? cases : []) },
            completeness: completeness)
        let rendition = try standard.rendition(of: answer, about: Debts.citizen, in: version, at: Debts.now, as: .json)
        let facts = DocumentFacts(
            number: DocumentNumber(random: [UInt8](1...10)), language: language, moment: Debts.now, subject: Debts.citizen, acting: acting,
            mappings: [.init(name: "heffingen", hash: Digest(of: Array("heffingen".utf8)))], version: "0.5.0", verification: verification)
        return try DocumentText(rendition, standard, facts, style, codePayload: "documentnummer 0410-6105-0R3G-G282 0011223344556677")
    }
}
