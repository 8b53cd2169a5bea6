import Core
import Standard
import Testing

/// What differs between versions, and what becomes of a kind that one lacks.
@Suite struct VersionTests {
    let tab: Tab

    init() throws { tab = try Tab() }

    private func text(_ events: [CaseEvent], _ version: String) throws -> String {
        String(decoding: try tab.rendition(events, version: version).documents[0].bytes, as: UTF8.self)
    }

    @Test func areTheseTwo() {
        #expect(tab.standard.versions == ["3.0.0", "4.1.0"])
        #expect(tab.standard.defaultVersion == "3.0.0")
    }

    @Test func anUnknownVersionIsAViolation() throws {
        #expect(
            try tab.violation([tab.imposed("a", "2025-01-10", 1)], version: "4.0.0")
                == Violation(place: "version", rule: "one of 3.0.0, 4.1.0"))
    }

    @Test func theWireHasItsOwnWordForTheVersion() throws {
        let events = [try tab.imposed("a", "2025-01-10", 1)]
        #expect(try text(events, "3.0.0").hasPrefix("{\"type\":\"FINANCIAL_CLAIMS_INFORMATION_DOCUMENT\",\"version\":\"3\",\"body\":{"))
        #expect(try text(events, "4.1.0").hasPrefix("{\"type\":\"FINANCIAL_CLAIMS_INFORMATION_DOCUMENT\",\"version\":\"4.1.0\",\"body\":{"))
    }

    @Test func aFieldThatAVersionLacksIsNotWrittenInIt() throws {
        let events = [try tab.notice("n", "2025-01-10", 1, due: nil)]
        #expect(try !text(events, "3.0.0").contains("Aanschrijving"))
        #expect(try text(events, "4.1.0").contains("\"type\":\"Aanschrijving\""))
        #expect(try !text(events, "4.1.0").contains("totaal_reeds_betaald"))
        #expect(try !text(events, "3.0.0").contains("totaal_financieel"))
    }

    @Test func theNoticeNeedsItsTypeOnlyInTheVersionThatHasIt() throws {
        let event = try tab.event(
            "BetalingsverplichtingOpgelegd", "n", ["datumtijd_opgelegd": at("2025-01-10"), "bedrag": .money(Cents(1))])
        #expect(try tab.violation([event], version: "3.0.0") == nil)
        #expect(
            try tab.violation([event], version: "4.1.0")
                == Violation(place: "BetalingsverplichtingOpgelegd.type", rule: "required", provenance: event.provenance))
        #expect(tab.standard.kind(named: "BetalingsverplichtingOpgelegd")?.field(named: "type")?.need == .required)
    }

    @Test func aSettledKindIsCountedAndNamedButNotShown() throws {
        let events = [
            try tab.imposed("a", "2025-01-10", 1000), try tab.remitted("k1", "2025-02-01", 200), try tab.remitted("k2", "2025-02-02", 100),
            try tab.corrected("c", "2025-02-03", -50),
        ]
        let rendition = try tab.rendition(events, version: "3.0.0")
        let zaak = rendition.documents[0].cases[0]
        #expect(zaak.saldo == Cents(650))
        #expect(zaak.value("totaal_opgelegd", tab.standard, "3.0.0") == .money(Cents(1000)))
        #expect(zaak.value("totaal_reeds_betaald", tab.standard, "3.0.0") == .money(.zero))
        #expect(zaak.kenmerken(tab.standard) == ["a"])
        #expect(
            rendition.completeness.notes == [
                "In het saldo is meegerekend: kwijtschelding van een verplichting. "
                    + "Versie 3.0.0 van de standaard kan deze gebeurtenis niet zelf tonen.",
                "In het saldo is meegerekend: correctie van een verplichting. "
                    + "Versie 3.0.0 van de standaard kan deze gebeurtenis niet zelf tonen.",
            ])
        let text = String(decoding: rendition.documents[0].bytes, as: UTF8.self)
        #expect(!text.contains("Kwijtgescholden"))
        #expect(try tab.rendition(events, version: "4.1.0").completeness.notes == [])
    }

    @Test func aSettledEventIsCheckedAllTheSame() throws {
        #expect(
            try tab.violation([tab.remitted("k", "2025-02-01", -200)], version: "3.0.0")?.place
                == "FinancieleVerplichtingKwijtgescholden.bedrag")
        let twice = [try tab.imposed("a", "2025-01-10", 1000), try tab.remitted("a", "2025-02-01", 200)]
        #expect(try tab.violation(twice, version: "3.0.0")?.rule == "duplicate kenmerk")
    }

    @Test func aRefusedKindIsAViolation() throws {
        let small = Tab(try Compiled.small.get())
        let forgiven = try small.event("Forgiven", "f", ["when": at("2025-01-10"), "sum": .money(Cents(5))])
        #expect(
            try small.violation([forgiven], version: "1.0.0")
                == Violation(place: "Forgiven", rule: "version 1.0.0 has no such event", provenance: forgiven.provenance))
        #expect(try small.violation([forgiven], version: "2.0.0") == nil)
    }

    @Test func settleAndRefuseAreTheWordsOfTheFile() throws {
        var files = try Files.fcid()
        files[0] = SourceText(
            name: files[0].name,
            text: files[0].text.replacing(
                "FinancieleVerplichtingKwijtgescholden: settle", with: "FinancieleVerplichtingKwijtgescholden: refuse"))
        let refusing = Tab(try Compiled.standard(files))
        let events = [try refusing.imposed("a", "2025-01-10", 1000), try refusing.remitted("k", "2025-02-01", 200)]
        #expect(try refusing.violation(events, version: "3.0.0")?.rule == "version 3.0.0 has no such event")
        #expect(refusing.standard.hash != tab.standard.hash)
    }

    @Test func completenessIsKeptAsItWas() throws {
        let before = Completeness(
            missing: [.init(source: "sociaal", kind: .timeout)], leftOut: [.init(because: "technische tegenboeking", count: 3)],
            notes: ["eerst"])
        var answer = tab.answer([FinancialCase(zaakkenmerk: "Z-1", events: [try tab.remitted("k", "2025-02-01", 200)])])
        answer.completeness = before
        let after = try tab.standard.rendition(of: answer, about: Tab.citizen, in: "3.0.0", at: Tab.now, as: .json).completeness
        #expect(after.missing == before.missing)
        #expect(after.leftOut == before.leftOut)
        #expect(after.notes.count == 2)
        #expect(after.notes.first == "eerst")
    }
}
