import Core

/// Amounts, days and counts as a Dutch sentence writes them.
enum Dutch {
    private static let months = [
        "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december",
    ]

    /// `€ 1.218,40`; without its sign when negative, because a sentence says in words which way it goes.
    static func money(_ cents: Cents) -> String {
        let magnitude = cents.amount.magnitude
        let rest = magnitude % 100
        return "€ \(Int(magnitude / 100).grouped(by: ".")),\(rest < 10 ? "0" : "")\(rest)"
    }

    /// `3 maart 2026`.
    static func day(_ date: CalendarDate) -> String { "\(date.day) \(months[Int(date.month) - 1]) \(date.year)" }

    /// The day it is in Amsterdam.
    static func day(_ instant: Instant) -> String {
        let civil = instant.civil
        return "\(civil.day) \(months[civil.month - 1]) \(civil.year)"
    }

    /// `3 maart 2026 14:05`.
    static func minute(_ instant: Instant) -> String {
        let civil = instant.civil
        return "\(day(instant)) \(civil.hour):\(civil.minute < 10 ? "0" : "")\(civil.minute)"
    }

    /// A value in the middle of a sentence; nil when there is none to say.
    static func words(_ value: Value) -> String? {
        switch value {
        case .absent, .list, .record: nil
        case .boolean(let flag): flag ? "ja" : "nee"
        case .integer(let number): String(number)
        case .money(let cents): money(cents)
        case .text(let text): text
        case .date(let date): day(date)
        case .instant(let instant): day(instant)
        }
    }
}
