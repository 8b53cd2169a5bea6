import Core
import Testing

@testable import Adapter

/// The table of an answer.
@Suite struct OverviewTests {
    private static func table(_ cases: String, complete: String = "true") -> Overview? {
        Overview(Array("{\"volledig\":\(complete),\"meldingen\":[],\"documenten\":[{\"body\":{\"financiele_zaken\":[\(cases)]}}]}".utf8))
    }

    /// A notice of 60.00 that is overdue, and what else happened in its case.
    private static func zaak(_ saldo: Int, _ more: [String] = [], overdue: String = "\"V-1\"") -> String {
        let events =
            [
                #"{"gebeurtenis_type":"FinancieleVerplichtingOpgelegd","gebeurtenis_kenmerk":"A-1","omschrijving":"Rioolheffing 2024","bedrag":10000}"#,
                notice("V-1", "B-1"),
            ] + more
        return #"{"zaakkenmerk":"Z-1","saldo":\#(saldo),"totaal_opgelegd":10000,"totaal_reeds_betaald":\#(10_000 - saldo),"#
            + #""achterstanden":[\#(overdue)],"gebeurtenissen":[\#(events.joined(separator: ","))]}"#
    }

    private static func notice(_ kenmerk: String, _ payment: String) -> String {
        #"{"gebeurtenis_type":"BetalingsverplichtingOpgelegd","gebeurtenis_kenmerk":"\#(kenmerk)","betalingskenmerk":"\#(payment)","bedrag":6000}"#
    }

    private static func paid(_ cents: Int, _ payment: String? = "B-1") -> String {
        let kenmerk = payment.map { #""betalingskenmerk":"\#($0)","# } ?? ""
        return #"{"gebeurtenis_type":"BetalingVerwerkt",\#(kenmerk)"bedrag":\#(cents)}"#
    }

    @Test func aTableIsPrinted() throws {
        let table = try #require(OverviewTests.table(OverviewTests.zaak(7_500, [OverviewTests.paid(2_500)])))
        #expect(table.isComplete)
        #expect(table.open == 7_500)
        #expect(
            table.text == """
                  zaak    waarvoor           opgelegd  betaald   open  vervallen
                  Z-1     Rioolheffing 2024    100.00    25.00  75.00      35.00
                  totaal                       100.00    25.00  75.00      35.00
                """)
    }

    @Test(
        arguments: [
            // Nothing paid, all of the notice is overdue.
            (10_000, [], 6_000),
            // Paid on its own kenmerk.
            (7_500, [OverviewTests.paid(2_500)], 3_500), (4_000, [OverviewTests.paid(6_000)], 0),
            (1_000, [OverviewTests.paid(9_000)], 0),
            // Paid on another kenmerk or none: the notice stays, but never more than is open.
            (5_000, [OverviewTests.paid(5_000, "B-2")], 5_000), (5_000, [OverviewTests.paid(5_000, nil)], 5_000),
            // Nothing is open, or the citizen has money to come.
            (0, [OverviewTests.paid(10_000, nil)], 0), (-500, [OverviewTests.paid(10_500, nil)], 0),
        ] as [(Int, [String], Int)])
    func whatIsOverdueIsNeverMoreThanWhatIsOpen(_ open: Int, _ events: [String], _ due: Int) throws {
        let line = try #require(OverviewTests.table(OverviewTests.zaak(open, events))?.lines.first)
        #expect(line.open == open)
        #expect(line.due == due)
        #expect(line.due <= max(0, line.open))
    }

    @Test func onlyArrearsAreOverdue() throws {
        #expect(try #require(OverviewTests.table(OverviewTests.zaak(10_000, overdue: ""))).lines.first?.due == 0)
        let two = OverviewTests.zaak(10_000, [OverviewTests.notice("V-2", "B-2")], overdue: #""V-1","V-2""#)
        #expect(try #require(OverviewTests.table(two)).lines.first?.due == 10_000)
    }

    @Test func sumsAreOverAllCases() throws {
        let table = try #require(
            OverviewTests.table(OverviewTests.zaak(10_000) + "," + OverviewTests.zaak(2_500), complete: "false"))
        #expect(!table.isComplete)
        #expect(table.lines.count == 2)
        #expect(table.open == 12_500)
        #expect(table.text.hasSuffix("200.00    75.00  125.00      85.00"))
    }

    @Test(arguments: ["", "[]", "{}", "{\"documenten\":[]}", "{\"volledig\":\"true\",\"documenten\":[]}", "{\"volledig\":true}", "<a/>"])
    func whatIsNoAnswerIsNoTable(_ text: String) {
        #expect(Overview(Array(text.utf8)) == nil)
    }

    @Test func anAnswerWithoutDebtsIsATable() throws {
        let table = try #require(OverviewTests.table(""))
        #expect(table.lines.isEmpty)
        #expect(table.open == 0)
    }
}
