import Core
import Standard
import Testing

/// What a case adds up to, in each version, and what an amount may be.
@Suite struct TotalsTests {
    let tab: Tab

    init() throws { tab = try Tab() }

    @Test func ofTheFirstVersion() throws {
        let zaak = try tab.rendered([
            tab.imposed("a", "2025-01-10", 31245), tab.imposed("b", "2025-01-11", 5), tab.paid("p", "2025-02-01", 250),
        ])
        #expect(zaak.value("totaal_opgelegd", tab.standard, "3.0.0") == .money(Cents(31250)))
        #expect(zaak.value("totaal_reeds_betaald", tab.standard, "3.0.0") == .money(Cents(250)))
        #expect(zaak.value("saldo", tab.standard, "3.0.0") == .money(Cents(31000)))
        #expect(zaak.saldo == Cents(31000))
    }

    @Test func ofTheSecondVersion() throws {
        let zaak = try tab.rendered(
            [
                tab.imposed("a", "2025-01-10", 1000), tab.paid("p", "2025-02-01", 100), tab.remitted("k", "2025-02-02", 200),
                tab.corrected("c", "2025-02-03", -50), tab.corrected("d", "2025-02-04", 30),
            ], version: "4.1.0")
        #expect(zaak.value("totaal_financieel_verplicht", tab.standard, "4.1.0") == .money(Cents(1030)))
        #expect(zaak.value("totaal_financieel_vereffend", tab.standard, "4.1.0") == .money(Cents(350)))
        #expect(zaak.value("saldo", tab.standard, "4.1.0") == .money(Cents(680)))
        #expect(zaak.value("totaal_opgelegd", tab.standard, "4.1.0") == nil)
    }

    @Test func noticesAndWithdrawalsChangeNoTotal() throws {
        let events = [
            try tab.imposed("a", "2025-01-10", 100), try tab.notice("n", "2025-01-10", 900, due: nil),
            try tab.withdrawn("w", "2025-01-11", "n"),
        ]
        #expect(try tab.rendered(events).saldo == Cents(100))
    }

    @Test func theBalanceOfEventsIsTheSameInAllVersions() throws {
        let events = [
            try tab.imposed("a", "2025-01-10", 1000), try tab.paid("p", "2025-02-01", 100), try tab.remitted("k", "2025-02-02", 200),
            try tab.corrected("c", "2025-02-03", -50), try tab.notice("n", "2025-01-10", 900, due: nil),
        ]
        #expect(tab.standard.balance(of: events) == Cents(650))
        #expect(try tab.rendered(events, version: "3.0.0").saldo == Cents(650))
        #expect(try tab.rendered(events, version: "4.1.0").saldo == Cents(650))
    }

    @Test func anAmountOfNothingIsAnEvent() throws {
        let events = [
            try tab.imposed("a", "2025-01-10", 0), try tab.notice("n", "2025-01-10", 0, due: nil), try tab.paid("p", "2025-01-10", 0),
            try tab.remitted("k", "2025-01-10", 0),
        ]
        #expect(try tab.rendered(events, version: "4.1.0").events.count == 4)
        let text = String(decoding: try tab.rendition(events).documents[0].bytes, as: UTF8.self)
        #expect(text.contains("\"bedrag\":0"))
    }

    @Test func aNegativeAmountIsAViolation() throws {
        #expect(try tab.violation([tab.imposed("a", "2025-01-10", -1)])?.place == "FinancieleVerplichtingOpgelegd.bedrag")
        #expect(try tab.violation([tab.imposed("a", "2025-01-10", -1)])?.rule == "not negative")
        #expect(try tab.violation([tab.notice("n", "2025-01-10", -1, due: nil)])?.place == "BetalingsverplichtingOpgelegd.bedrag")
        #expect(try tab.violation([tab.paid("p", "2025-01-10", -1)])?.place == "BetalingVerwerkt.bedrag")
        #expect(try tab.violation([tab.remitted("k", "2025-01-10", -1)], version: "4.1.0")?.rule == "not negative")
    }

    @Test func onlyACorrectionMayBeNegative() throws {
        let events = [try tab.imposed("a", "2025-01-10", 100), try tab.corrected("c", "2025-01-11", -40)]
        #expect(try tab.rendered(events, version: "4.1.0").saldo == Cents(60))
    }

    @Test func aBalanceMayBeNegative() throws {
        #expect(try tab.rendered([tab.imposed("a", "2025-01-10", 100), tab.paid("p", "2025-01-11", 300)]).saldo == Cents(-200))
    }

    @Test func whatDoesNotFitIsAViolation() throws {
        let twice = [try tab.imposed("a", "2025-01-10", .max), try tab.imposed("b", "2025-01-10", 1)]
        #expect(try tab.violation(twice)?.rule == "overflow")
        #expect(tab.standard.balance(of: twice) == nil)
        let below = [try tab.corrected("a", "2025-01-10", .min)]
        #expect(try tab.violation(below, version: "4.1.0")?.rule == "overflow")
        // Each sum fits, their difference does not.
        let apart = [try tab.corrected("c", "2025-01-10", -2), try tab.paid("p", "2025-01-10", .max)]
        #expect(try tab.violation(apart, version: "4.1.0")?.rule == "overflow")
        #expect(try tab.violation([tab.imposed("a", "2025-01-10", .max)]) == nil)
    }

    @Test func anEventWithoutAmountIsAViolation() throws {
        let event = try tab.event("BetalingVerwerkt", "p", ["datumtijd_verwerkt": at("2025-01-10")])
        #expect(try tab.violation([event]) == Violation(place: "BetalingVerwerkt.bedrag", rule: "required", provenance: event.provenance))
    }
}
