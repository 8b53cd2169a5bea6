import Core
import Glibc
import Testing

@Suite("Time is the legal time of Amsterdam")
struct InstantTests {
    /// The system's zone database; false where it has no Amsterdam.
    private static let hasZones: Bool = {
        setenv("TZ", "Europe/Amsterdam", 1)
        tzset()
        return systemOffset(1_751_354_100) == 7_200
    }()

    private static func systemOffset(_ epoch: Int) -> Int {
        var time = time_t(epoch)
        var fields = tm()
        localtime_r(&time, &fields)
        return fields.tm_gmtoff
    }

    /// The first year to compare. Where the database has Amsterdam as another name of Brussels, 1946 had a Belgian summer.
    private static let firstYear = systemOffset(epoch(1946, 7, 1)) == 7_200 ? 1947 : 1946

    private static func epoch(_ year: Int, _ month: Int, _ day: Int) -> Int {
        CalendarDate(year: year, month: month, day: day)!.epochDay * 86_400
    }

    @Test("every hour of every year's March to April and September to October has the offset of the zone database", .enabled(if: hasZones))
    func everyHour() {
        var compared = 0
        var changes = 0
        for year in InstantTests.firstYear...2037 {
            for (from, to) in [(3, 5), (9, 11)] {
                var last: Int32?
                for epoch in stride(from: InstantTests.epoch(year, from, 1), to: InstantTests.epoch(year, to, 1), by: 3_600) {
                    let offset = Instant(epoch: epoch).offset
                    if Int(offset) != InstantTests.systemOffset(epoch) { Issue.record("\(epoch): \(offset)") }
                    if let last, last != offset { changes += 1 }
                    last = offset
                    compared += 1
                }
            }
        }
        #expect(compared > 250_000)
        #expect(changes == 61 * 2)
    }

    @Test("the second before and the second of every change", .enabled(if: hasZones))
    func everyChange() {
        var changes = 0
        for epoch in stride(from: InstantTests.epoch(InstantTests.firstYear, 1, 1), to: InstantTests.epoch(2038, 1, 1), by: 3_600)
        where InstantTests.systemOffset(epoch) != InstantTests.systemOffset(epoch - 1) {
            changes += 1
            #expect(Int(Instant(epoch: epoch).offset) == InstantTests.systemOffset(epoch))
            #expect(Int(Instant(epoch: epoch - 1).offset) == InstantTests.systemOffset(epoch - 1))
        }
        #expect(changes == 61 * 2)
    }

    @Test("random moments have the fields of the zone database", .enabled(if: hasZones))
    func randomMoments() {
        var generator = SystemRandomNumberGenerator()
        let range = InstantTests.epoch(InstantTests.firstYear, 1, 1)..<InstantTests.epoch(2038, 1, 1)
        for _ in 0..<20_000 {
            let epoch = Int.random(in: range, using: &generator)
            var time = time_t(epoch)
            var fields = tm()
            localtime_r(&time, &fields)
            let civil = Instant(epoch: epoch).civil
            let mine = [civil.year, civil.month, civil.day, civil.hour, civil.minute, civil.second]
            let system = [fields.tm_year + 1900, fields.tm_mon + 1, fields.tm_mday, fields.tm_hour, fields.tm_min, fields.tm_sec].map(
                Int.init)
            #expect(mine == system, "\(epoch)")
            let day = Instant(epoch: epoch).localDate
            #expect(day.map { [Int($0.year), Int($0.month), Int($0.day)] } == Array(system.prefix(3)))
        }
    }

    @Test("a local time that exists once means the moment the zone database says", .enabled(if: hasZones))
    func localTimes() throws {
        for year in InstantTests.firstYear...2037 {
            for (from, to) in [(3, 5), (9, 11)] {
                for local in stride(from: InstantTests.epoch(year, from, 1), to: InstantTests.epoch(year, to, 1), by: 1_800) {
                    let meant = [3_600, 7_200].map { local - $0 }.filter { $0 + InstantTests.systemOffset($0) == local }
                    // In a gap and in an overlap the winter offset holds.
                    let expected = meant.count == 1 ? meant[0] : local - 3_600
                    let day = local >= 0 ? local / 86_400 : -((86_399 - local) / 86_400)
                    let date = try #require(CalendarDate.reading(day))
                    let instant = Instant(local: date, secondOfDay: local - day * 86_400)
                    if instant.epoch != expected { Issue.record("\(local): \(instant.epoch), expected \(expected)") }
                }
            }
        }
    }

    @Test(
        "gap and overlap take winter, as PostgreSQL does",
        arguments: [
            ("2025-03-30 01:59:59", "2025-03-30T01:59:59+01:00"), ("2025-03-30 02:00:00", "2025-03-30T03:00:00+02:00"),
            ("2025-03-30 02:30:00", "2025-03-30T03:30:00+02:00"), ("2025-03-30 03:00:00", "2025-03-30T03:00:00+02:00"),
            ("2025-10-26 01:59:59", "2025-10-26T01:59:59+02:00"), ("2025-10-26 02:00:00", "2025-10-26T02:00:00+01:00"),
            ("2025-10-26 02:59:59", "2025-10-26T02:59:59+01:00"), ("2025-10-26 03:00:00", "2025-10-26T03:00:00+01:00"),
            ("1977-04-03 02:30:00", "1977-04-03T03:30:00+02:00"), ("1976-07-01 12:00:00", "1976-07-01T12:00:00+01:00"),
        ])
    func winter(local: String, shown: String) throws {
        let instant = try #require(read(local, zoned: false))
        #expect(instant == read(shown, zoned: true))
        let civil = instant.civil
        let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
        let day = "\(civil.year)-\(two(civil.month))-\(two(civil.day))T\(two(civil.hour)):\(two(civil.minute)):\(two(civil.second))"
        #expect("\(day)+0\(instant.offset / 3_600):00" == shown)
    }

    @Test(
        "moments are read as they are written",
        arguments: [
            ("2025-07-01T09:15:00+02:00", 1_751_354_100), ("2025-07-01 07:15:00Z", 1_751_354_100),
            ("2025-07-01 07:15:00+00", 1_751_354_100),
            ("2025-07-01T07:15Z", 1_751_354_100), ("2025-07-01 04:45:00.999-02:30", 1_751_354_100), ("1969-12-31 23:59:59Z", -1),
        ])
    func moments(text: String, epoch: Int) {
        #expect(read(text, zoned: true)?.epoch == epoch)
        #expect(read(text, zoned: false) == nil)
    }

    @Test(
        "what is no time is refused",
        arguments: [
            "", "2025-07-01", "2025-07-01 24:00:00", "2025-07-01 23:60:00", "2025-07-01 23:59:60", "2025-02-29 00:00:00",
            "2025-7-01 00:00:00",
            "2025-07-01 0:00:00", "2025-07-01 00:00:00.", "2025-07-01 00:00:0", "2025-07-01_00:00:00", "2025-07-01 00:00:00 ",
            "2025-07-01 00.00.00",
            "2025-07-01 00:00:00+", "2025-07-01 00:00:00+1", "2025-07-01 00:00:00+01:", "2025-07-01 00:00:00+19",
            "2025-07-01 00:00:00+01:60",
            "2025-07-01 00:00:00Zx", "2025-07-01 00:00:00+0100", "+025-07-01 00:00:00", "0000-00-00 00:00:00", "1900-01-01 00:00:00",
        ])
    func noTimes(text: String) {
        #expect(read(text, zoned: true) == nil)
        #expect(read(text, zoned: false) == nil)
    }

    @Test("two moments are compared as moments, whatever they look like")
    func order() throws {
        let early = try #require(read("2025-10-26 02:30:00+02:00", zoned: true))
        let late = try #require(read("2025-10-26 02:30:00+01:00", zoned: true))
        #expect(early < late)
        #expect(early.civil == late.civil)
        #expect(Set([early, late, Instant(epoch: early.epoch)]).count == 2)
    }

    private func read(_ text: String, zoned: Bool) -> Instant? {
        var text = text
        return text.withUTF8 { Instant(iso: $0, zoned: zoned) }
    }
}

extension CalendarDate {
    /// The date of a day count, by stepping from its first of January.
    static func reading(_ epochDay: Int) -> CalendarDate? {
        Instant(epoch: epochDay * 86_400 + 43_200).localDate
    }
}
