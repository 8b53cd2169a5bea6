import Core

/// Makes the documents of one rendition: fills what the program gives, checks, counts, orders.
struct Composition {
    private let edition: Edition
    private let subject: Value
    private let now: Instant
    /// Which kinds were counted and not shown.
    private var settled: [Bool]

    init(_ edition: Edition, subject: Value, at now: Instant) {
        self.edition = edition
        self.subject = subject
        self.now = now
        settled = [Bool](repeating: false, count: edition.kinds.count)
    }

    /// What the citizen must be told beside the balance, each kind once.
    var notes: [String] { settled.indices.filter { settled[$0] }.map { edition.kinds[$0].note } }

    mutating func document(_ answer: inout OrganisationAnswer) throws(Violation) -> RenderedDocument {
        let organisation = Value.text(answer.organisation.digits)
        var kenmerken = Kenmerken(capacity: answer.cases.reduce(0) { $0 + $1.events.count })
        var cases: [RenderedCase] = []
        cases.reserveCapacity(answer.cases.count)
        for at in answer.cases.indices {
            var events: [CaseEvent] = []
            swap(&events, &answer.cases[at].events)
            cases.append(try zaak(answer.cases[at].zaakkenmerk, &events, at, organisation, &kenmerken))
        }
        let values = values(edition.document, organisation, .absent)
        return RenderedDocument(organisation: answer.organisation, values: values, cases: edition.ordered(cases), bytes: [])
    }

    private mutating func zaak(
        _ zaakkenmerk: String, _ events: inout [CaseEvent], _ number: Int, _ organisation: Value, _ kenmerken: inout Kenmerken
    ) throws(Violation) -> RenderedCase {
        var place: String { "\(edition.caseName).\(edition.caseKenmerkName)" }
        if let format = edition.caseKenmerkFormat, !format.accepts(zaakkenmerk) {
            throw Violation(place: place, rule: "pattern \(format.rawValue)")
        }
        guard kenmerken.addCase(zaakkenmerk) else { throw Violation(place: place, rule: "duplicate kenmerk") }
        let kenmerk = Value.text(zaakkenmerk)
        var listed = Sums()
        var all = Sums()
        var isWhole = true
        var refers = false
        for at in events.indices {
            let table = try table(of: events[at].kind, events[at].values.count, events[at].provenance)
            let broken = events[at].values.withUnsafeMutableBufferPointer { values in
                complete(values, table, organisation, kenmerk)
                return table.checks.broken(by: values)
            }
            if let broken { throw Violation(place: "\(table.name).\(broken.name)", rule: broken.rule, provenance: events[at].provenance) }
            if case .text(let name) = events[at].values[table.kenmerkSlot] {
                guard kenmerken.add(name, .init(zaak: number, kind: events[at].kind, isListed: table.fate == .listed)) else {
                    throw Violation(place: table.name, rule: "duplicate kenmerk", provenance: events[at].provenance)
                }
            }
            if !table.references.isEmpty { refers = true }
            if table.fate == .settled {
                isWhole = false
                settled[events[at].kind] = true
            }
            guard let amount = events[at].amount(table) else { continue }
            guard all.count(Cents(amount), table.effect), table.fate != .listed || listed.count(Cents(amount), table.effect) else {
                throw Violation(place: edition.caseName, rule: "overflow", provenance: events[at].provenance)
            }
        }
        if refers { try kenmerken.checkReferences(events, edition, number) }
        events = edition.ordered(events)

        var values = values(edition.zaak, organisation, kenmerk)
        values[edition.caseKenmerkSlot] = kenmerk
        var saldo = Cents.zero
        for total in edition.totals {
            let sums = total.formula.countsMissing ? all : listed
            guard let cents = sums.total(total.formula) else {
                throw Violation(place: "\(edition.caseName).\(total.name)", rule: "overflow")
            }
            values[total.slot] = .money(cents)
            if total.isBalance { saldo = cents }
        }
        let arrears = Ledger.arrears(events, edition, saldo: saldo, at: now)
        values[edition.arrearsSlot] = .list(arrears.map { .text($0.kenmerk) })
        if !isWhole { events.removeAll { edition.kinds[$0.kind].fate != .listed } }
        return RenderedCase(values: values, events: events, arrears: arrears, saldo: saldo)
    }

    private func table(of kind: Int, _ width: Int, _ provenance: Provenance) throws(Violation) -> KindTable {
        guard edition.kinds.indices.contains(kind) else {
            throw Violation(place: edition.caseName, rule: "unknown event kind", provenance: provenance)
        }
        let table = edition.kinds[kind]
        guard width == table.width else {
            throw Violation(place: table.name, rule: "one value per field", provenance: provenance)
        }
        if table.fate == .refused {
            throw Violation(place: table.name, rule: "version \(edition.version) has no such event", provenance: provenance)
        }
        return table
    }

    /// Fills what a mapping does not give.
    @inline(__always)
    func complete(
        _ values: UnsafeMutableBufferPointer<Value>, _ table: KindTable, _ organisation: Value, _ kenmerk: Value
    ) {
        fill(values, table.fills, organisation, kenmerk)
        if values[table.momentSlot].isAbsent {
            for slot in table.fallbacks where !values[slot].isAbsent {
                values[table.momentSlot] = values[slot]
                break
            }
        }
    }

    @inline(__always)
    private func fill(_ values: UnsafeMutableBufferPointer<Value>, _ fills: [Fill], _ organisation: Value, _ kenmerk: Value) {
        for at in fills.indices {
            let slot = fills[at].slot
            switch fills[at].source {
            case .subject: values[slot] = subject
            case .organisation: values[slot] = organisation
            case .zaak: values[slot] = kenmerk
            case .now: values[slot] = .instant(now)
            case .constant: values[slot] = fills[at].constant
            }
        }
    }

    /// The values of a document or a case, so far as they are not counted.
    private func values(_ scope: ScopeTable, _ organisation: Value, _ kenmerk: Value) -> [Value] {
        var values = [Value](repeating: .absent, count: scope.width)
        values.withUnsafeMutableBufferPointer { fill($0, scope.fills, organisation, kenmerk) }
        return values
    }
}
