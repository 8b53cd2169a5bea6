import Core
import Standard
import Testing

/// What the program gives by itself, in which order things stand, and how they are written.
@Suite struct RenditionTests {
    let tab: Tab

    init() throws { tab = try Tab() }

    private func text(_ rendition: Rendition) -> String { String(decoding: rendition.documents[0].bytes, as: UTF8.self) }

    @Test func theProgramFillsWhatNoMappingGives() throws {
        let rendition = try tab.rendition([tab.imposed("a", "2025-01-10", 1)], as: .values)
        let document = rendition.documents[0]
        func word(_ name: String, _ scope: Scope, _ values: [Value]) throws -> Value {
            values[try #require(tab.standard.word(name, in: scope, version: "3.0.0")).slot]
        }
        #expect(try word("type", .document, document.values) == .text("FINANCIAL_CLAIMS_INFORMATION_DOCUMENT"))
        #expect(try word("version", .document, document.values) == .text("3"))
        #expect(try word("aangeleverd_door", .document, document.values) == .text(Tab.organisation.digits))
        #expect(try word("document_datumtijd", .document, document.values) == .instant(Tab.now))
        #expect(try word("bsn", .document, document.values) == .text("999990019"))
        let zaak = document.cases[0]
        #expect(try word("zaakkenmerk", .zaak, zaak.values) == .text("Z-1"))
        #expect(try word("bsn", .zaak, zaak.values) == .text("999990019"))
        #expect(try word("saldo_datumtijd", .zaak, zaak.values) == .instant(Tab.now))
        let event = zaak.events[0]
        #expect(try word("gebeurtenis_type", .event(event.kind), event.values) == .text("FinancieleVerplichtingOpgelegd"))
        #expect(try word("zaakkenmerk", .event(event.kind), event.values) == .text("Z-1"))
        #expect(try word("bsn", .event(event.kind), event.values) == .text("999990019"))
        #expect(document.bytes.isEmpty)
        #expect(rendition.moment == Tab.now)
        #expect(rendition.version == "3.0.0")
    }

    @Test func aMappingCannotPutAnotherCitizenOrCaseInPlace() throws {
        var event = try tab.imposed("a", "2025-01-10", 1)
        let kind = tab.standard.kinds[event.kind]
        event.values[try #require(kind.field(named: "bsn")).slot] = .text("999993653")
        event.values[try #require(kind.field(named: "zaakkenmerk")).slot] = .text("Z-9")
        let text = text(try tab.rendition([event]))
        #expect(!text.contains("999993653") && !text.contains("Z-9"))
    }

    @Test func wordsAreThoseOfTheVersion() throws {
        let standard = tab.standard
        #expect(
            standard.words(in: .document, version: "3.0.0") == [
                "type", "version", "aangeleverd_door", "document_datumtijd", "bsn", "financiele_zaken",
            ])
        #expect(
            standard.words(in: .zaak, version: "3.0.0") == [
                "zaakkenmerk", "bsn", "totaal_opgelegd", "totaal_reeds_betaald", "saldo", "saldo_datumtijd", "gebeurtenissen",
                "achterstanden",
            ])
        #expect(
            standard.words(in: .zaak, version: "4.1.0") == [
                "zaakkenmerk", "bsn", "totaal_financieel_verplicht", "totaal_financieel_vereffend", "saldo", "saldo_datumtijd",
                "gebeurtenissen", "achterstanden",
            ])
        #expect(standard.word("totaal_opgelegd", in: .zaak, version: "4.1.0") == nil)
        #expect(standard.word("saldo", in: .zaak, version: "4.1.0")?.kind == .money)
        #expect(standard.word("body", in: .document, version: "3.0.0") == nil)
        #expect(standard.word("bedrag", in: .event(99), version: "3.0.0") == nil)
        let notice = try #require(standard.kind(named: "BetalingsverplichtingOpgelegd"))
        #expect(standard.word("type", in: .event(notice.index), version: "3.0.0") == nil)
        #expect(standard.word("type", in: .event(notice.index), version: "4.1.0")?.kind == .text)
        #expect(standard.list("financiele_zaken", in: .document) == .cases)
        #expect(standard.list("gebeurtenissen", in: .zaak) == .events)
        #expect(standard.list("achterstanden", in: .zaak) == .arrears)
        #expect(standard.list("saldo", in: .zaak) == nil)
        #expect(standard.caseFields.map(\.name) == ["zaakkenmerk"])
    }

    @Test func eventsStandByMomentThenRankThenKenmerk() throws {
        let events = [
            try tab.paid("1", "2025-01-10", 1), try tab.notice("2", "2025-01-10", 1, due: nil), try tab.withdrawn("3", "2025-01-10", "2"),
            try tab.corrected("4", "2025-01-10", 1), try tab.imposed("6", "2025-01-10", 1), try tab.imposed("5", "2025-01-10", 1),
            try tab.imposed("7", "2025-01-09", 1), try tab.paid("0", "2025-01-11", 1), try tab.remitted("8", "2025-01-10", 1),
        ]
        #expect(try tab.rendered(events, version: "4.1.0").kenmerken(tab.standard) == ["7", "5", "6", "4", "8", "3", "2", "1", "0"])
        #expect(
            try tab.rendered(events.reversed(), version: "4.1.0").kenmerken(tab.standard) == ["7", "5", "6", "4", "8", "3", "2", "1", "0"])
    }

    @Test func casesStandByFirstMomentThenKenmerk() throws {
        func zaak(_ name: String, _ days: String...) throws -> FinancialCase {
            FinancialCase(zaakkenmerk: name, events: try days.map { try tab.imposed("\(name)-\($0)", $0, 1) })
        }
        let cases = [
            try zaak("D", "2025-03-01", "2025-01-02"), try zaak("B", "2025-01-03"), try zaak("A", "2025-01-03"), try zaak("E"),
            try zaak("C", "2025-01-01"),
        ]
        let rendition = try tab.standard.rendition(of: tab.answer(cases), about: Tab.citizen, in: "3.0.0", at: Tab.now, as: .values)
        let names = rendition.documents[0].cases.map { $0.value("zaakkenmerk", tab.standard, "3.0.0") }
        #expect(names == ["C", "D", "A", "B", "E"].map { .text($0) })
    }

    @Test func theSameAnswerIsWrittenTheSame() throws {
        let events = try (0..<30).map { try tab.imposed("K-\($0)", "2025-01-10", $0) }
        let once = try tab.rendition(events).documents[0].bytes
        for _ in 0..<5 { #expect(try tab.rendition(events.shuffled()).documents[0].bytes == once) }
    }

    @Test func anAnswerCanBeRenderedTwice() throws {
        let answer = tab.answer([
            FinancialCase(zaakkenmerk: "Z-1", events: [try tab.imposed("b", "2025-01-11", 1), try tab.imposed("a", "2025-01-10", 1)])
        ])
        let first = try tab.standard.rendition(of: answer, about: Tab.citizen, in: "3.0.0", at: Tab.now, as: .json)
        #expect(answer.documents[0].cases[0].events.count == 2)
        #expect(answer.documents[0].cases[0].events[0].values.contains(.text("999990019")) == false)
        let second = try tab.standard.rendition(of: answer, about: Tab.citizen, in: "3.0.0", at: Tab.now, as: .json)
        #expect(first.documents[0].bytes == second.documents[0].bytes)
    }

    @Test func nothingKnownIsAnEmptyList() throws {
        let none = try tab.standard.rendition(of: tab.answer([]), about: Tab.citizen, in: "3.0.0", at: Tab.now, as: .json)
        #expect(text(none).hasSuffix("\"financiele_zaken\":[]}}"))
        let xml = try tab.standard.rendition(of: tab.answer([]), about: Tab.citizen, in: "3.0.0", at: Tab.now, as: .xml(namespace: "urn:x"))
        #expect(text(xml).hasSuffix("<financiele_zaken></financiele_zaken></body></document>"))
        let nobody = try tab.standard.rendition(
            of: Answer(documents: [], completeness: Completeness()), about: Tab.citizen, in: "3.0.0", at: Tab.now, as: .json)
        #expect(nobody.documents.isEmpty)
    }

    @Test func anAbsentFieldIsAnAbsentKey() throws {
        let event = try tab.imposed("a", "2025-01-10", 1)
        let text = text(try tab.rendition([event]))
        #expect(!text.contains("null") && !text.contains("\"\"") && !text.contains("beschikkingsnummer") && !text.contains("omschrijving"))
        #expect(text.contains("\"primaire_verplichting\":true,\"type\":\"gem_leges\",\"bedrag\":1}"))
    }

    @Test func freeTextIsEscaped() throws {
        var event = try tab.imposed("a", "2025-01-10", 1)
        let words = "Leges \"x\" \\ <b>&'\n\t één"
        event.values[try #require(tab.standard.kinds[event.kind].field(named: "omschrijving")).slot] = .text(words)
        #expect(text(try tab.rendition([event])).contains("\"omschrijving\":\"Leges \\\"x\\\" \\\\ <b>&'\\n\\t één\""))
        let xml = text(try tab.rendition([event], as: .xml(namespace: "urn:a&b\"c")))
        #expect(xml.contains("<omschrijving>Leges &quot;x&quot; \\ &lt;b&gt;&amp;&#39;&#10;&#9; één</omschrijving>"))
        #expect(xml.hasPrefix("<document xmlns=\"urn:a&amp;b&quot;c\"><type>"))
    }

    @Test(
        "moments are written with the offset of Amsterdam",
        arguments: [
            ("2025-01-10T08:05:09", "2025-01-10T08:05:09+01:00"), ("2025-07-01T00:00:00", "2025-07-01T00:00:00+02:00"),
            ("2025-03-30T02:30:00", "2025-03-30T03:30:00+02:00"), ("2025-10-26T02:30:00", "2025-10-26T02:30:00+01:00"),
            ("1950-06-01T12:00:00", "1950-06-01T12:00:00+01:00"), ("9999-12-31T23:59:59", "9999-12-31T23:59:59+01:00"),
        ])
    func moments(local: String, written: String) throws {
        var event = try tab.imposed("a", "2025-01-10", 1)
        event.values[try #require(tab.standard.kinds[event.kind].field(named: "datumtijd_opgelegd")).slot] = at(local)
        #expect(text(try tab.rendition([event])).contains("\"datumtijd_opgelegd\":\"\(written)\""))
        #expect(
            text(try tab.rendition([event], as: .xml(namespace: "urn:x"))).contains("<datumtijd_opgelegd>\(written)</datumtijd_opgelegd>"))
    }
}
