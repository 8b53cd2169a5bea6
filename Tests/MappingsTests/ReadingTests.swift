import Core
import Testing

@testable import Mappings

/// How cells of real tables are read.
@Suite struct ReadingTests {
    struct Example: Sendable, CustomTestStringConvertible {
        let reading: String
        let cell: String?
        /// Nil when the cell must be refused.
        let value: Value?
        var testDescription: String { "\(reading) of \(cell ?? "NULL")" }

        init(_ reading: String, _ cell: String?, _ value: Value?) {
            self.reading = reading
            self.cell = cell
            self.value = value
        }
    }

    private static func date(_ year: Int, _ month: Int, _ day: Int) -> Value? {
        CalendarDate(year: year, month: month, day: day).map { .date($0) }
    }

    private static let dutch = "{ money: { decimal: \",\", thousands: \".\" } }"

    @Test(arguments: [
        Example("char", "AB   ", .text("AB")), Example("char", "  AB", .text("  AB")), Example("char", "   ", .text("")),
        Example("char?", "   ", .absent), Example("char", nil, nil), Example("char?", nil, .absent),
        Example("text", "AB ", .text("AB ")), Example("text?", "", .absent),
        Example("integer", "-12", .integer(-12)), Example("integer", " 007 ", .integer(7)), Example("integer", "1.0", nil),
        Example("integer", "", nil), Example("integer", "99999999999999999999", nil),
        Example("money", "312.45", .money(Cents(31245))), Example("money", "312.4500", .money(Cents(31245))),
        Example("money", "312.455", nil), Example("money", "312,45", nil), Example("money", "1e3", nil), Example("money", "", nil),
        Example(dutch, "1.234,50", .money(Cents(123450))), Example(dutch, "-7", .money(Cents(-700))), Example(dutch, "1.23,50", nil),
        Example("cents", "31245", .money(Cents(31245))), Example("cents", "312.45", nil), Example("cents", "99999999999999999", nil),
        Example("date", "2025-02-28", date(2025, 2, 28)), Example("date", "2025-02-29", nil), Example("date?", nil, .absent),
        Example("yyyymmdd", "20250228", date(2025, 2, 28)), Example("yyyymmdd", "0", nil), Example("yyyymmdd?", "0", .absent),
        Example("yyyymmdd?", "00000000", .absent), Example("yyyymmdd?", "20250001", nil),
        Example("{ yyyymmdd: { absent: [\"99991231\"] } }", "99991231", .absent),
        Example("{ yyyymmdd: { absent: [\"99991231\"] } }", "20250228", date(2025, 2, 28)),
        Example("dd-mm-yyyy", "28-02-2025", date(2025, 2, 28)), Example("dd-mm-yyyy", "2025-02-28", nil),
        Example("dd-mm-yyyy?", "", .absent),
        // The second hour of 26 October 2025 that is there twice: the winter offset holds.
        Example("local", "2025-10-26 02:30:00", .instant(Instant(epoch: 1_761_442_200))),
        Example("local", "2025-07-01 09:15:00", .instant(Instant(epoch: 1_751_354_100))),
        Example("local", "2025-07-01 09:15:00+02", nil),
        Example("instant", "2025-07-01 07:15:00+00", .instant(Instant(epoch: 1_751_354_100))),
        Example("instant", "2025-07-01 09:15:00", nil),
        Example("boolean", "t", .boolean(true)), Example("boolean", "0", .boolean(false)), Example("boolean", "J", nil),
        Example("{ boolean: { true: [J], false: [N, \"\"] } }", "J", .boolean(true)),
        Example("{ boolean: { true: [J], false: [N, \"\"] } }", " ", .boolean(false)),
        Example("{ boolean: { true: [J], false: [N, \"\"] } }", "X", nil),
        Example("{ boolean?: { true: [J], false: [N] } }", "", .absent),
        Example("{ code: soort }", "OZB  ", .text("OZB")), Example("{ code: soort }", "ozb", nil), Example("{ code: soort }", "", nil),
        Example("{ code: soort? }", "", .absent), Example("{ code: soort? }", nil, .absent), Example("{ code: soort? }", "Z", nil),
        Example("{ code: { list: soort, absent: [\"-\"] } }", "-", .absent),
    ])
    func reads(_ example: Example) throws {
        let yaml = """
            mapping: lezen
            source: heffingen
            include: gemeente.yaml
            parameters: { bsn: number }
            rows:
              rijen:
                select: SELECT nr, kolom FROM rij WHERE bsn = :bsn
                key: nr
                columns: { nr: integer, kolom: \(example.reading) }
            codes: { soort: { OZB: { type: a }, RIO: { type: b } } }
            cases: { each: rijen, zaakkenmerk: { text: "Z-{nr}" } }
            events:
              - event: BetalingVerwerkt
                each: rijen
                bedrag: { is: "1.00" }
                datumtijd_ontvangen: { is: "2025-01-01T00:00:00+01:00" }

            """
        let plan = try Workbench.plan(yaml)
        let buffer = RowBuffer(width: 2)
        var builder = RowsBuilder(width: 2)
        builder.append("1")
        builder.append(example.cell)
        let bad = buffer.read(builder.finish(), 0, plan.rowSets[0])
        if let value = example.value {
            #expect(bad?.problem == nil)
            #expect(buffer.values[1] == value)
        } else {
            #expect(bad?.column == 1)
        }
    }
}
