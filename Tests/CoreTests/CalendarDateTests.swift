import Core
import Testing

@Suite("Dates are days that exist")
struct CalendarDateTests {
    private func iso(_ text: String) -> CalendarDate? {
        var text = text
        return text.withUTF8 { CalendarDate(iso: $0) }
    }

    private func compact(_ text: String) -> CalendarDate? {
        var text = text
        return text.withUTF8 { CalendarDate(compact: $0) }
    }

    private func dutch(_ text: String) -> CalendarDate? {
        var text = text
        return text.withUTF8 { CalendarDate(dutch: $0) }
    }

    @Test("three notations, one day")
    func notations() {
        let day = CalendarDate(year: 2024, month: 2, day: 29)
        #expect(day != nil)
        #expect(iso("2024-02-29") == day)
        #expect(compact("20240229") == day)
        #expect(dutch("29-02-2024") == day)
    }

    @Test(
        "a day that does not exist is refused in every notation",
        arguments: [
            (2025, 2, 29), (1900, 2, 29), (2100, 2, 29), (2025, 4, 31), (2025, 13, 1), (2025, 0, 1), (2025, 1, 0), (2025, 1, 32),
            (1945, 12, 31), (0, 0, 0),
        ])
    func impossible(year: Int, month: Int, day: Int) {
        let padded = { (number: Int, width: Int) in String(repeating: "0", count: width - String(number).count) + String(number) }
        let (y, m, d) = (padded(year, 4), padded(month, 2), padded(day, 2))
        #expect(CalendarDate(year: year, month: month, day: day) == nil)
        #expect(iso("\(y)-\(m)-\(d)") == nil)
        #expect(compact("\(y)\(m)\(d)") == nil)
        #expect(dutch("\(d)-\(m)-\(y)") == nil)
    }

    @Test(
        "what is no date is refused",
        arguments: ["", "2025-1-1", "2025/01/01", "2025-01-0x", "2025-01-011", " 2025-01-01", "20250101", "2025-01-01T"])
    func refused(text: String) {
        #expect(iso(text) == nil)
        if text != "20250101" { #expect(compact(text) == nil) }
        #expect(dutch(text) == nil)
    }

    @Test("days are counted one by one through four centuries")
    func counting() throws {
        var expected = try #require(CalendarDate(year: 1946, month: 1, day: 1)).epochDay
        #expect(expected == -8_766)
        for year in 1946...2400 {
            for month in 1...12 {
                for day in 1...31 {
                    guard let date = CalendarDate(year: year, month: month, day: day) else { continue }
                    if date.epochDay != expected { Issue.record("\(year)-\(month)-\(day): \(date.epochDay)") }
                    expected += 1
                }
            }
        }
        #expect(CalendarDate(year: 1970, month: 1, day: 1)?.epochDay == 0)
        #expect(CalendarDate(year: 9999, month: 12, day: 31)?.epochDay == 2_932_896)
    }

    @Test("days are ordered")
    func order() throws {
        let days = try ["2024-12-31", "2025-01-01", "2025-01-02", "2025-02-01"].map { try #require(iso($0)) }
        #expect(days == days.shuffled().sorted())
    }
}
