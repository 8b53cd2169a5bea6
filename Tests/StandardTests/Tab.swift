import Core
import Standard
import Testing

/// A citizen's debts, written down in a test.
struct Tab {
    let standard: Standard
    static let organisation = OIN("00000001001234567000")!
    static let citizen = BSN("999990019")!
    static let now = Instant(local: CalendarDate(year: 2025, month: 7, day: 1)!, secondOfDay: 9 * 3600 + 900)

    init() throws { standard = try Compiled.fcid.get() }
    init(_ standard: Standard) { self.standard = standard }

    func event(_ kind: String, _ id: String, _ values: KeyValuePairs<String, Value> = [:], row: Int = 0) throws -> CaseEvent {
        let kind = try #require(standard.kind(named: kind))
        var filled = [Value](repeating: .absent, count: kind.fields.count)
        filled[kind.kenmerkSlot] = .text(id)
        for (name, value) in values { filled[try #require(kind.field(named: name), "no field \(name)").slot] = value }
        return CaseEvent(kind: kind.index, values: filled, provenance: Provenance(plan: 0, rule: 0, rowSet: 0, row: row))
    }

    /// An obligation with all that is required.
    func imposed(_ id: String, _ on: String, _ cents: Int, primary: Bool = true) throws -> CaseEvent {
        try event(
            "FinancieleVerplichtingOpgelegd", id,
            [
                "datumtijd_opgelegd": at(on), "primaire_verplichting": .boolean(primary), "type": .text("gem_leges"),
                "bedrag": .money(Cents(cents)),
            ])
    }

    func notice(_ id: String, _ on: String, _ cents: Int, due: String?, reference: String? = nil) throws -> CaseEvent {
        try event(
            "BetalingsverplichtingOpgelegd", id,
            [
                "datumtijd_opgelegd": at(on), "bedrag": .money(Cents(cents)), "type": .text("Aanschrijving"),
                "vervaldatum": due.map { at($0) } ?? .absent, "betalingskenmerk": reference.map { .text($0) } ?? .absent,
            ])
    }

    func withdrawn(_ id: String, _ on: String, _ notice: String) throws -> CaseEvent {
        try event(
            "BetalingsverplichtingIngetrokken", id, ["datumtijd_gebeurtenis": at(on), "ingetrokken_gebeurtenis_kenmerk": .text(notice)])
    }

    func paid(_ id: String, _ on: String, _ cents: Int, reference: String? = nil) throws -> CaseEvent {
        try event(
            "BetalingVerwerkt", id,
            [
                "datumtijd_verwerkt": at(on), "bedrag": .money(Cents(cents)),
                "betalingskenmerk": reference.map { .text($0) } ?? .absent,
            ])
    }

    func remitted(_ id: String, _ on: String, _ cents: Int) throws -> CaseEvent {
        try event("FinancieleVerplichtingKwijtgescholden", id, ["datumtijd_gebeurtenis": at(on), "bedrag": .money(Cents(cents))])
    }

    func corrected(_ id: String, _ on: String, _ cents: Int) throws -> CaseEvent {
        try event("FinancieleVerplichtingGecorrigeerd", id, ["datumtijd_gebeurtenis": at(on), "bedrag": .money(Cents(cents))])
    }

    func answer(_ cases: [FinancialCase]) -> Answer {
        Answer(documents: [OrganisationAnswer(organisation: Tab.organisation, cases: cases)], completeness: Completeness())
    }

    func rendition(
        _ events: [CaseEvent], version: String = "3.0.0", at now: Instant = Tab.now, as form: Rendition.Form = .json
    ) throws -> Rendition {
        try standard.rendition(
            of: answer([FinancialCase(zaakkenmerk: "Z-1", events: events)]), about: Tab.citizen, in: version, at: now, as: form)
    }

    /// The only case of a rendition of these events.
    func rendered(_ events: [CaseEvent], version: String = "3.0.0", at now: Instant = Tab.now) throws -> RenderedCase {
        try #require(try rendition(events, version: version, at: now, as: .values).documents.first?.cases.first)
    }

    func arrears(_ events: [CaseEvent], at now: Instant = Tab.now) throws -> [Arrear] { try rendered(events, at: now).arrears }

    func violation(_ events: [CaseEvent], version: String = "3.0.0") throws -> Violation? {
        do {
            _ = try rendition(events, version: version)
            return nil
        } catch let violation as Violation {
            return violation
        }
    }
}

/// A day at midnight, or a day and a time, in Amsterdam.
func at(_ text: String) -> Value { .instant(instant(text)) }

func instant(_ text: String) -> Instant {
    var day = text.count == 10 ? text + "T00:00:00" : text
    return day.withUTF8 { Instant(iso: $0, zoned: false)! }
}

extension Arrear {
    init(_ kenmerk: String, _ cents: Int) { self.init(kenmerk: kenmerk, open: Cents(cents)) }
}

extension RenderedCase {
    /// The value of a word of the case.
    func value(_ name: String, _ standard: Standard, _ version: String) -> Value? {
        standard.word(name, in: .zaak, version: version).map { values[$0.slot] }
    }

    func kenmerken(_ standard: Standard) -> [String] {
        events.compactMap { event in
            if case .text(let text) = event.values[standard.kinds[event.kind].kenmerkSlot] { text } else { nil }
        }
    }
}
