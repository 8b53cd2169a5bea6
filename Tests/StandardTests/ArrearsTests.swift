import Core
import Standard
import Testing

/// Achterstanden: which payment notices are overdue, and for how much.
@Suite struct ArrearsTests {
    let tab: Tab

    init() throws { tab = try Tab() }

    @Test(
        "begin the day after vervaldatum in Amsterdam, not before",
        arguments: [
            ("2025-06-16T23:59:59", "2025-06-16T23:59:59", false),
            ("2025-06-16T23:59:59", "2025-06-17T00:00:00", true),
            ("2025-06-16T00:00:00", "2025-06-16T23:59:59", false),
            ("2025-06-16T00:00:00", "2025-06-17T00:00:00", true),
            // The nights on which the clock changes: the day is 23 and 25 hours long.
            ("2025-03-30T12:00:00", "2025-03-30T23:59:59", false),
            ("2025-03-30T12:00:00", "2025-03-31T00:00:00", true),
            ("2025-10-26T12:00:00", "2025-10-26T23:59:59", false),
            ("2025-10-26T12:00:00", "2025-10-27T00:00:00", true),
            // In UTC it is still the day before.
            ("2025-07-31T23:59:59", "2025-08-01T00:30:00", true),
        ])
    func begin(due: String, now: String, isLate: Bool) throws {
        let events = [try tab.imposed("a", "2025-01-10", 100), try tab.notice("n", "2025-01-10", 100, due: due)]
        #expect(try tab.arrears(events, at: instant(now)) == (isLate ? [Arrear("n", 100)] : []))
    }

    @Test func aNoticeWithoutVervaldatumIsNeverLate() throws {
        #expect(try tab.arrears([tab.imposed("a", "2020-01-10", 100), tab.notice("n", "2020-01-10", 100, due: nil)]) == [])
    }

    @Test func areNeverMoreThanTheBalance() throws {
        let events = [
            try tab.imposed("a", "2025-01-10", 1000), try tab.notice("n1", "2025-01-10", 600, due: "2025-02-10"),
            try tab.notice("n2", "2025-02-10", 600, due: "2025-03-10"), try tab.notice("n3", "2025-03-10", 300, due: "2025-04-10"),
        ]
        // Asked 1500, owed 1000: what was asked too much is taken from the oldest.
        let zaak = try tab.rendered(events)
        #expect(zaak.arrears == [Arrear("n1", 100), Arrear("n2", 600), Arrear("n3", 300)])
        #expect(zaak.due == Cents(1000))
        #expect(zaak.due == zaak.saldo)
    }

    @Test func whatIsRemittedLowersTheArrears() throws {
        let events = [
            try tab.imposed("a", "2025-01-10", 1000), try tab.notice("n1", "2025-01-10", 500, due: "2025-02-10"),
            try tab.notice("n2", "2025-01-10", 500, due: "2025-03-10"), try tab.remitted("k", "2025-05-01", 700),
        ]
        #expect(try tab.arrears(events) == [Arrear("n2", 300)])
    }

    @Test func areNoneWhenTooMuchWasPaid() throws {
        let events = [
            try tab.imposed("a", "2025-01-10", 100), try tab.notice("n", "2025-01-10", 100, due: "2025-02-10", reference: "B1"),
            try tab.paid("p", "2025-02-01", 150, reference: "ander"),
        ]
        let zaak = try tab.rendered(events)
        #expect(zaak.saldo == Cents(-50))
        #expect(zaak.arrears == [])
        #expect(zaak.due == .zero)
    }

    @Test func aPaymentWithoutBetalingskenmerkSettlesTheOldestFirst() throws {
        let events = [
            try tab.imposed("a", "2025-01-10", 300), try tab.notice("n1", "2025-01-10", 100, due: "2025-05-10"),
            try tab.notice("n2", "2025-02-10", 100, due: "2025-05-10"), try tab.notice("n3", "2025-03-10", 100, due: "2025-05-10"),
            try tab.paid("p", "2025-04-01", 150),
        ]
        #expect(try tab.arrears(events) == [Arrear("n2", 50), Arrear("n3", 100)])
    }

    @Test func whatAPaymentHasOverSettlesTheOldestOther() throws {
        let events = [
            try tab.imposed("a", "2025-01-10", 300), try tab.notice("n1", "2025-01-10", 100, due: "2025-05-10"),
            try tab.notice("n2", "2025-02-10", 100, due: "2025-05-10", reference: "B2"),
            try tab.notice("n3", "2025-03-10", 100, due: "2025-05-10"),
            try tab.paid("p", "2025-04-01", 150, reference: "B2"),
        ]
        #expect(try tab.arrears(events) == [Arrear("n1", 50), Arrear("n3", 100)])
    }

    @Test func whatAnEarlyPaymentHasOverSettlesTheOldestOther() throws {
        let events = [
            try tab.imposed("a", "2025-01-10", 300), try tab.notice("n1", "2025-01-10", 100, due: "2025-05-10"),
            try tab.paid("p", "2025-01-20", 130, reference: "B2"),
            try tab.notice("n2", "2025-02-10", 100, due: "2025-05-10", reference: "B2"),
        ]
        #expect(try tab.arrears(events) == [Arrear("n1", 70)])
    }

    @Test func ofInstalmentsOfOneMomentTheFirstToPayIsTheOldest() throws {
        let events = [
            try tab.imposed("a", "2025-01-10", 300), try tab.notice("t1", "2025-01-10", 100, due: "2025-04-10"),
            try tab.notice("t2", "2025-01-10", 100, due: "2025-02-10"), try tab.notice("t3", "2025-01-10", 100, due: "2025-03-10"),
            try tab.paid("p", "2025-02-01", 150),
        ]
        #expect(try tab.arrears(events) == [Arrear("t1", 100), Arrear("t3", 50)])
    }

    @Test func aPaymentBeforeTheNoticeSettlesIt() throws {
        let events = [
            try tab.imposed("a", "2025-01-10", 300), try tab.paid("p", "2025-01-15", 100),
            try tab.paid("q", "2025-01-16", 30, reference: "B2"),
            try tab.notice("n1", "2025-01-20", 80, due: "2025-02-10"),
            try tab.notice("n2", "2025-01-21", 100, due: "2025-02-10", reference: "B2"),
        ]
        // 100 without kenmerk: n1 whole, 20 of n2; 30 with its kenmerk: n2.
        #expect(try tab.arrears(events) == [Arrear("n2", 50)])
    }

    @Test func aPaymentWithBetalingskenmerkSettlesThatNotice() throws {
        let events = [
            try tab.imposed("a", "2025-01-10", 300), try tab.notice("n1", "2025-01-10", 100, due: "2025-05-10", reference: "B1"),
            try tab.notice("n2", "2025-02-10", 100, due: "2025-05-10", reference: "B2"),
            try tab.notice("n3", "2025-03-10", 100, due: "2025-05-10", reference: "B3"),
            try tab.paid("p", "2025-04-01", 60, reference: "B3"),
            try tab.paid("q", "2025-04-02", 40, reference: "B3"), try tab.paid("r", "2025-04-03", 30, reference: "B2"),
        ]
        #expect(try tab.arrears(events) == [Arrear("n1", 100), Arrear("n2", 70)])
    }

    @Test func aPaymentWithTheKenmerkOfNoNoticeSettlesNone() throws {
        let events = [
            try tab.imposed("a", "2025-01-10", 300), try tab.notice("n1", "2025-01-10", 100, due: "2025-05-10", reference: "B1"),
            try tab.paid("p", "2025-04-01", 60, reference: "B9"),
        ]
        #expect(try tab.arrears(events) == [Arrear("n1", 100)])
    }

    @Test func aPaymentWhoseNoticeWasWithdrawnSettlesTheOldestOther() throws {
        let events = [
            try tab.imposed("a", "2025-01-10", 200), try tab.notice("n1", "2025-01-10", 100, due: "2025-02-10", reference: "R1"),
            try tab.withdrawn("w", "2025-02-20", "n1"), try tab.notice("n2", "2025-02-20", 100, due: "2025-03-20", reference: "R2"),
            try tab.notice("n3", "2025-02-21", 100, due: "2099-03-20", reference: "R3"),
            try tab.paid("p", "2025-03-01", 100, reference: "R1"),
        ]
        #expect(try tab.arrears(events) == [])
    }

    @Test func paymentsSettleWithinTheirCase() throws {
        let one = FinancialCase(
            zaakkenmerk: "Z-1",
            events: [try tab.imposed("a", "2025-01-10", 100), try tab.notice("n1", "2025-01-10", 100, due: "2025-02-10", reference: "B1")])
        let two = FinancialCase(
            zaakkenmerk: "Z-2",
            events: [
                try tab.imposed("b", "2025-01-11", 100), try tab.notice("n2", "2025-01-11", 100, due: "2025-02-10", reference: "B1"),
                try tab.paid("p", "2025-01-20", 100, reference: "B1"),
            ])
        let rendition = try tab.standard.rendition(
            of: tab.answer([one, two]), about: Tab.citizen, in: "3.0.0", at: Tab.now, as: .values)
        #expect(rendition.documents[0].cases.map(\.arrears) == [[Arrear("n1", 100)], []])
    }

    @Test func aNewerNoticeWithTheSameKenmerkReplacesTheOlder() throws {
        let events = [
            try tab.imposed("a", "2025-01-10", 100), try tab.imposed("b", "2025-04-01", 900, primary: false),
            try tab.notice("n1", "2025-01-10", 100, due: "2025-02-10", reference: "B1"),
            try tab.notice("n2", "2025-04-01", 109, due: "2025-05-01", reference: "B1"),
        ]
        #expect(try tab.arrears(events) == [Arrear("n2", 109)])
        // The newer one asks for payment by a later day: until then nothing is overdue.
        #expect(try tab.arrears(events, at: instant("2025-04-15")) == [])
    }

    @Test func whatWasPaidOnTheReplacedNoticeIsNotTakenOffTheNewOneAgain() throws {
        let events = [
            try tab.imposed("a", "2025-01-10", 100), try tab.imposed("b", "2025-01-10", 900, primary: false),
            try tab.notice("n1", "2025-01-10", 100, due: "2025-02-10", reference: "B1"),
            try tab.paid("p", "2025-02-01", 40, reference: "B1"),
            try tab.notice("n2", "2025-04-01", 60, due: "2025-05-01", reference: "B1"),
            try tab.paid("q", "2025-04-10", 10, reference: "B1"),
        ]
        #expect(try tab.arrears(events) == [Arrear("n2", 50)])
    }

    @Test func withdrawnNoticesDoNotCount() throws {
        let events = [
            try tab.imposed("a", "2025-01-10", 300), try tab.notice("n1", "2025-01-10", 100, due: "2025-02-10"),
            try tab.notice("n2", "2025-02-10", 100, due: "2025-03-10"), try tab.withdrawn("w", "2025-03-01", "n1"),
        ]
        #expect(try tab.arrears(events) == [Arrear("n2", 100)])
    }

    @Test func aWithdrawnNoticeReplacesNothing() throws {
        let events = [
            try tab.imposed("a", "2025-01-10", 300), try tab.notice("n1", "2025-01-10", 100, due: "2025-02-10", reference: "B1"),
            try tab.notice("n2", "2025-03-10", 100, due: "2025-04-10", reference: "B1"),
            try tab.paid("p", "2025-03-15", 20, reference: "B1"),
            try tab.withdrawn("w", "2025-04-01", "n2"),
        ]
        #expect(try tab.arrears(events) == [Arrear("n1", 80)])
    }

    @Test func aWithdrawalDatedBeforeItsNoticeStillWithdrawsIt() throws {
        let events = [
            try tab.imposed("a", "2025-01-10", 300), try tab.withdrawn("w", "2025-01-09", "n1"),
            try tab.notice("n1", "2025-01-10", 100, due: "2025-02-10"),
        ]
        #expect(try tab.arrears(events) == [])
    }

    @Test func standInTheOrderOfTheEvents() throws {
        let events = [
            try tab.notice("n2", "2025-02-10", 100, due: "2025-03-10"), try tab.notice("n3", "2025-01-10", 100, due: "2025-05-10"),
            try tab.notice("n1", "2025-01-10", 100, due: "2025-06-10"), try tab.imposed("a", "2025-01-10", 300),
        ]
        let zaak = try tab.rendered(events)
        #expect(zaak.arrears.map(\.kenmerk) == ["n1", "n3", "n2"])
        #expect(zaak.value("achterstanden", tab.standard, "3.0.0") == .list([.text("n1"), .text("n3"), .text("n2")]))
    }

    @Test func aNoticeOfNothingIsNeverLate() throws {
        #expect(try tab.arrears([tab.imposed("a", "2025-01-10", 0), tab.notice("n", "2025-01-10", 0, due: "2025-02-10")]) == [])
    }
}
