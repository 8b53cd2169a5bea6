import Core
import Standard
import Testing

/// An answer that violates the standard is never written, and what is told of it holds no datum.
@Suite struct ValidationTests {
    let tab: Tab

    init() throws { tab = try Tab() }

    /// An event with every field filled, so that one can be taken away at a time.
    private func whole(_ kind: EventKind) throws -> CaseEvent {
        let values = try kind.fields.map { field -> Value in
            switch field.kind {
            case .boolean: .boolean(true)
            case .money: .money(Cents(100))
            case .instant: at("2025-01-10")
            case .text:
                if let words = field.words {
                    .text(words[0])
                } else if !field.refersTo.isEmpty {
                    .text("doel")
                } else {
                    switch field.format {
                    case .oin: .text("00000001001234567000")
                    case .bsn: .text("999990019")
                    case .iban: .text("NL13TEST0123456789")
                    case .kenmerk: .text("K-1")
                    case .obligationType: .text("gem_leges")
                    case .url: .text("https://wetten.overheid.nl/")
                    case nil: .text("Tekst")
                    }
                }
            case .integer, .date, .list, .record: throw Unexpected(name: field.name)
            }
        }
        return CaseEvent(kind: kind.index, values: values, provenance: Provenance(plan: 1, rule: 2, rowSet: 3, row: 4))
    }

    private struct Unexpected: Error { let name: String }

    /// What an event refers to, so that its reference resolves.
    private func target(of kind: EventKind) throws -> [CaseEvent] {
        switch kind.fields.flatMap(\.refersTo).first {
        case "BetalingsverplichtingOpgelegd": [try tab.notice("doel", "2025-01-01", 100, due: nil)]
        case "FinancieleVerplichtingOpgelegd": [try tab.imposed("doel", "2025-01-01", 100)]
        default: []
        }
    }

    static let kinds = [
        "FinancieleVerplichtingOpgelegd", "BetalingsverplichtingIngetrokken", "BetalingsverplichtingOpgelegd", "BetalingVerwerkt",
        "FinancieleVerplichtingKwijtgescholden", "FinancieleVerplichtingGecorrigeerd",
    ]

    @Test func theseAreTheKinds() {
        #expect(tab.standard.kinds.map(\.name) == Self.kinds)
        #expect(tab.standard.kinds.map(\.index) == Array(0..<6))
        #expect(tab.standard.kinds.filter { $0.versions == ["4.1.0"] }.map(\.name) == Array(Self.kinds[4...]))
    }

    @Test("only what is required must be there", arguments: kinds, ["3.0.0", "4.1.0"])
    func onlyRequired(name: String, version: String) throws {
        let kind = try #require(tab.standard.kind(named: name))
        try #require(kind.versions.contains("4.1.0"))
        let event = try whole(kind)
        let target = try target(of: kind)
        #expect(try tab.violation(target + [event], version: version) == nil)
        let schema = try #require(tab.standard.jsonSchema(version: "4.1.0"))
        for field in kind.fields where field.origin == .mapped {
            var poorer = event
            poorer.values[field.slot] = .absent
            let violation = try tab.violation(target + [poorer], version: version)
            // In 3.0.0 the type of a notice does not exist; a moment has others to fall back on.
            let isNeeded =
                field.need == .required && (field.versions.contains(version) || kind.versions == ["4.1.0"])
                && !(field.slot == kind.momentSlot && !kind.momentFallbacks.isEmpty)
            #expect(
                violation == (isNeeded ? Violation(place: "\(name).\(field.name)", rule: "required", provenance: event.provenance) : nil),
                "\(field.name)")
        }
        #expect(schema.contains(name))
    }

    @Test("every mapped field is looked at", arguments: kinds)
    func everyField(name: String) throws {
        let kind = try #require(tab.standard.kind(named: name))
        let target = try target(of: kind)
        for field in kind.fields where field.origin == .mapped {
            var wrong = try whole(kind)
            wrong.values[field.slot] = field.kind == .text ? .text("") : .text("onjuiste soort")
            let violation = try #require(try tab.violation(target + [wrong], version: "4.1.0"), "\(field.name)")
            #expect(violation.place == "\(name).\(field.name)")
            #expect(violation.provenance == wrong.provenance)
            #expect(!"\(violation)".contains("onjuiste"))
        }
    }

    @Test func formatsAndWordsAreEnforced() throws {
        func rule(_ field: String, _ value: Value) throws -> String? {
            var event = try whole(tab.standard.kinds[2])
            event.values[try #require(tab.standard.kinds[2].field(named: field)).slot] = value
            return try tab.violation([event], version: "4.1.0")?.rule
        }
        #expect(try rule("rekeningnummer", .text("NL13TEST0123456788")) == "pattern iban")
        #expect(try rule("betaalwijze", .text("contant")) == "one of handmatig, automatische_incasso, verrekening")
        #expect(try rule("type", .text("aanmaning")) == "one of Aanschrijving, Herinnering, Aanmaning")
        #expect(try rule("betalingskenmerk", .text("a\nb")) == "pattern kenmerk")
        #expect(try rule("vervaldatum", .text("2025-01-01")) == "kind instant")
    }

    @Test func aKenmerkStandsForOneEvent() throws {
        let twice = [try tab.imposed("a", "2025-01-10", 1), try tab.paid("a", "2025-01-11", 1)]
        #expect(
            try tab.violation(twice) == Violation(place: "BetalingVerwerkt", rule: "duplicate kenmerk", provenance: twice[1].provenance))
        // Also in another case of the document, but not in the document of another organisation.
        let one = FinancialCase(zaakkenmerk: "Z-1", events: [try tab.imposed("a", "2025-01-10", 1)])
        let two = FinancialCase(zaakkenmerk: "Z-2", events: [try tab.imposed("a", "2025-01-10", 1)])
        #expect(throws: Violation.self) {
            try tab.standard.rendition(of: tab.answer([one, two]), about: Tab.citizen, in: "3.0.0", at: Tab.now, as: .json)
        }
        let apart = Answer(
            documents: [
                OrganisationAnswer(organisation: Tab.organisation, cases: [one]),
                OrganisationAnswer(organisation: try #require(OIN("00000001823288444000")), cases: [two]),
            ], completeness: Completeness())
        let rendition = try tab.standard.rendition(of: apart, about: Tab.citizen, in: "3.0.0", at: Tab.now, as: .json)
        #expect(rendition.documents.map(\.organisation.digits) == ["00000001001234567000", "00000001823288444000"])
        #expect(String(decoding: rendition.documents[1].bytes, as: UTF8.self).contains("\"aangeleverd_door\":\"00000001823288444000\""))
    }

    @Test func manyKenmerkenAreToldApart() throws {
        var events = try (0..<500).map { try tab.paid("P-\($0)", "2025-01-10", 1) }
        #expect(try tab.rendered(events).events.count == 500)
        events.append(try tab.paid("P-250", "2025-01-11", 1))
        #expect(try tab.violation(events)?.rule == "duplicate kenmerk")
    }

    @Test func aCaseStandsOnce() throws {
        let zaak = FinancialCase(zaakkenmerk: "Z-1", events: [])
        #expect(throws: Violation(place: "financiele_zaak.zaakkenmerk", rule: "duplicate kenmerk")) {
            try tab.standard.rendition(of: tab.answer([zaak, zaak]), about: Tab.citizen, in: "3.0.0", at: Tab.now, as: .json)
        }
        #expect(throws: Violation(place: "financiele_zaak.zaakkenmerk", rule: "pattern kenmerk")) {
            try tab.standard.rendition(
                of: tab.answer([FinancialCase(zaakkenmerk: "", events: [])]), about: Tab.citizen, in: "3.0.0", at: Tab.now, as: .json)
        }
    }

    @Test func aReferenceFindsItsEventInItsCase() throws {
        let place = "BetalingsverplichtingIngetrokken.ingetrokken_gebeurtenis_kenmerk"
        let dangling = try tab.withdrawn("w", "2025-01-10", "nergens")
        #expect(
            try tab.violation([dangling])
                == Violation(place: place, rule: "reference to an event of the same case", provenance: dangling.provenance))
        let wrong = [try tab.imposed("a", "2025-01-10", 1), try tab.withdrawn("w", "2025-01-10", "a")]
        #expect(try tab.violation(wrong)?.rule == "reference to BetalingsverplichtingOpgelegd")
        let one = FinancialCase(zaakkenmerk: "Z-1", events: [try tab.notice("n", "2025-01-10", 1, due: nil)])
        let two = FinancialCase(zaakkenmerk: "Z-2", events: [try tab.withdrawn("w", "2025-01-10", "n")])
        #expect(throws: Violation(place: place, rule: "reference to an event of the same case", provenance: dangling.provenance)) {
            try tab.standard.rendition(of: tab.answer([one, two]), about: Tab.citizen, in: "3.0.0", at: Tab.now, as: .json)
        }
    }

    @Test func anEventOfNoKindIsAViolation() throws {
        let provenance = Provenance(plan: 0, rule: 0, rowSet: 0, row: 0)
        #expect(try tab.violation([CaseEvent(kind: 99, values: [], provenance: provenance)])?.rule == "unknown event kind")
        #expect(try tab.violation([CaseEvent(kind: 0, values: [.absent], provenance: provenance)])?.rule == "one value per field")
    }

    @Test func theMomentFallsBack() throws {
        let payment = try tab.event("BetalingVerwerkt", "p", ["datumtijd_ontvangen": at("2025-04-20"), "bedrag": .money(Cents(1))])
        let kind = tab.standard.kinds[payment.kind]
        #expect(try tab.rendered([payment]).events[0].values[kind.momentSlot] == at("2025-04-20"))
        var both = payment
        both.values[try #require(kind.field(named: "datumtijd_verwerkt")).slot] = at("2025-04-21")
        #expect(try tab.rendered([both]).events[0].values[kind.momentSlot] == at("2025-04-21"))
        both.values[kind.momentSlot] = at("2025-04-22")
        #expect(try tab.rendered([both]).events[0].values[kind.momentSlot] == at("2025-04-22"))
        var none = payment
        none.values[try #require(kind.field(named: "datumtijd_ontvangen")).slot] = .absent
        #expect(
            try tab.violation([none])
                == Violation(place: "BetalingVerwerkt.datumtijd_gebeurtenis", rule: "required", provenance: none.provenance))
    }
}
