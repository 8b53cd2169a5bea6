import Core
import Syntax

extension ReadingWord {
    /// Every reading there is, in the order in which messages list them.
    package static let all: [ReadingWord] = [
        ReadingWord(
            "char", "Text; the blanks that pad it at its end are dropped.", absent: "an empty text, or blanks only",
            examples: [.init("char", "BEL-12   ", .text("BEL-12")), .init("char?", "   ", .absent), .init("char", nil, nil)]),
        ReadingWord(
            "text", "Text as it is.", absent: "an empty text, or blanks only",
            examples: [.init("text", "BEL ", .text("BEL ")), .init("text?", "", .absent), .init("text", nil, nil)]),
        ReadingWord(
            "integer", "A whole number.",
            examples: [.init("integer", "-12", .integer(-12)), .init("integer", "007", .integer(7)), .init("integer", "1.0", nil)]),
        ReadingWord(
            "money", "Euros, as an exact decimal; never from binary floating point.",
            options: [
                .init("decimal", .words(decimals), "The decimal separator; a point unless written", examples: ["\",\""]),
                .init("thousands", .words(groups), "The separator of thousands; none unless written", examples: ["\".\""]),
            ],
            examples: [
                .init("money", "312.45", .money(Cents(31245))),
                .init("{ money: { decimal: \",\", thousands: \".\" } }", "1.234,50", .money(Cents(123_450))),
                .init("money", "312.455", nil), .init("money", "312,45", nil),
            ]),
        ReadingWord(
            "cents", "Whole euro cents.",
            examples: [.init("cents", "31245", .money(Cents(31245))), .init("cents?", nil, .absent), .init("cents", "312.45", nil)]),
        ReadingWord(
            "date", "A day, as year-month-day.", absent: "an empty text",
            examples: [.init("date", "2025-02-28", day(2025, 2, 28)), .init("date", "2025-02-29", nil)]),
        ReadingWord(
            "yyyymmdd", "A day of eight digits, in a number or a text.", absent: "an empty text, 0 and 00000000",
            examples: [
                .init("yyyymmdd", "20250228", day(2025, 2, 28)), .init("yyyymmdd?", "0", .absent), .init("yyyymmdd", "0", nil),
                .init("{ yyyymmdd: { absent: [\"99991231\"] } }", "99991231", .absent),
            ]),
        ReadingWord(
            "dd-mm-yyyy", "A day, as day-month-year.", absent: "an empty text",
            examples: [.init("dd-mm-yyyy", "28-02-2025", day(2025, 2, 28)), .init("dd-mm-yyyy", "2025-02-28", nil)]),
        ReadingWord(
            "local", "A time without zone: Amsterdam's. One that is there twice, when the clock goes back, takes the winter offset.",
            absent: "an empty text",
            examples: [
                .init("local", "2025-07-01 09:15:00", .instant(Instant(epoch: 1_751_354_100))),
                .init("local", "2025-10-26 02:30:00", .instant(Instant(epoch: 1_761_442_200))),
                .init("local", "2025-07-01 09:15:00+02", nil),
            ]),
        ReadingWord(
            "instant", "A time with its offset.", absent: "an empty text",
            examples: [
                .init("instant", "2025-07-01 07:15:00+00", .instant(Instant(epoch: 1_751_354_100))),
                .init("instant", "2025-07-01 09:15:00", nil),
            ]),
        ReadingWord(
            "boolean", "True or false: t, true and 1, or f, false and 0, unless other words are given.", absent: "an empty text",
            options: [
                .init("true", .texts, "The texts that mean true", examples: ["[J]"]),
                .init("false", .texts, "The texts that mean false", examples: ["[N, \"\"]"]),
            ],
            examples: [
                .init("boolean", "t", .boolean(true)), .init("{ boolean: { true: [J], false: [N] } }", "N", .boolean(false)),
                .init("boolean", "J", nil),
            ]),
        ReadingWord(
            "code", "A code of a list; its outputs are named behind a point, as in soort.type. A code the list does not know fails.",
            absent: "an empty text",
            examples: [
                .init("{ code: soort }", "OZB  ", .text("OZB")), .init("{ code: soort? }", "", .absent),
                .init("{ code: { list: soort, absent: [\"-\"] } }", "-", .absent), .init("{ code: soort }", "XYZ", nil),
            ]),
    ]

    /// A day for an example.
    private static func day(_ year: Int, _ month: Int, _ day: Int) -> Value? {
        CalendarDate(year: year, month: month, day: day).map { .date($0) }
    }
}
