/// The legal time of Europe/Amsterdam since 1946: UTC+1 in winter, UTC+2 in summer.
///
/// Written out because a request may not touch the disk (where the zone database lives) and these rules are law (Directive 2000/84/EC):
/// summer time runs from the last Sunday of March to the last Sunday of October, both at 01:00 UTC. Before 1996 it ended on the last Sunday of
/// September; it began in 1977, until 1980 on the first Sunday of April. A test compares every hour of change with the system's zone database.
enum Amsterdam {
    private static let winter = 3600
    private static let summer = 7200

    /// Seconds east of UTC at a moment.
    static func offset(atEpoch epoch: Int) -> Int32 {
        let year = CalendarDate.civil(epochDay: epoch.flooredDivision(by: 86_400)).year
        guard let (from, to) = summerTime(of: year) else { return Int32(winter) }
        return Int32(epoch >= from && epoch < to ? summer : winter)
    }

    /// Seconds east of UTC in a month that is wholly winter or summer; nil for one in which the clock may change. Most of the year is the former.
    static func offset(inMonth month: Int, of year: Int) -> Int? {
        guard year >= 1996 else { return nil }
        switch month {
        case 4...9: return summer
        case 3, 10: return nil
        default: return winter
        }
    }

    /// Seconds east of UTC for a wall-clock time (seconds since 1970 as if it were UTC). Winter holds in a gap and in an overlap.
    static func offset(atLocal local: Int) -> Int {
        let year = CalendarDate.civil(epochDay: local.flooredDivision(by: 86_400)).year
        guard let (from, to) = summerTime(of: year) else { return winter }
        // Clocks jump from 02:00 to 03:00 in spring and fall back from 03:00 to 02:00 in autumn.
        return local >= from + summer && local < to + winter ? summer : winter
    }

    /// The moments at which summer time begins and ends in a year, in seconds since 1970.
    private static func summerTime(of year: Int) -> (from: Int, to: Int)? {
        guard year >= 1977 else { return nil }
        let first = year <= 1980 ? firstSunday(of: 4, year) : lastSunday(of: 3, year)
        let last =
            if year >= 1996 {
                lastSunday(of: 10, year)
            } else if year == 1978 {
                firstSunday(of: 10, year)
            } else {
                lastSunday(of: 9, year)
            }
        return (first * 86_400 + 3600, last * 86_400 + 3600)
    }

    private static func lastSunday(of month: Int, _ year: Int) -> Int {
        let last = CalendarDate.epochDay(year: year, month: month, day: CalendarDate.days(in: month, of: year))
        return last - weekday(last)
    }

    private static func firstSunday(of month: Int, _ year: Int) -> Int {
        let first = CalendarDate.epochDay(year: year, month: month, day: 1)
        return first + (7 - weekday(first)) % 7
    }

    /// 0 for Sunday. 1 January 1970 was a Thursday.
    private static func weekday(_ epochDay: Int) -> Int {
        let day = (epochDay + 4) % 7
        return day < 0 ? day + 7 : day
    }
}
