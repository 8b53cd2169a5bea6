package import Core

/// Amounts, days and moments as a sentence for a citizen writes them, in Dutch or in English.
package struct PlainWords: Sendable {
    package let language: Language
    /// Between a currency sign and its amount: a space, or one at which no line ends.
    private let space: String

    /// - Parameter isUnbroken: whether an amount stays on one line (`€` and digits with a no-break space, U+00A0).
    package init(_ language: Language, isUnbroken: Bool = false) {
        self.language = language
        space = isUnbroken ? "\u{A0}" : " "
    }

    private static let months: [Language: [String]] = [
        .dutch: [
            "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december",
        ],
        .english: [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
        ],
    ]

    /// `€ 1.218,40`, in English `€1,218.40`; without its sign when negative, because a sentence says in words which way it goes.
    package func money(_ cents: Cents) -> String {
        let magnitude = cents.amount.magnitude
        let rest = magnitude % 100
        let euros = (magnitude / 100).grouped(by: language == .dutch ? "." : ",")
        return "€\(language == .dutch ? space : "")\(euros)\(language == .dutch ? "," : ".")\(rest < 10 ? "0" : "")\(rest)"
    }

    /// `3 maart 2026`, in English `3 March 2026`.
    package func day(_ date: CalendarDate) -> String { day(Int(date.year), Int(date.month), Int(date.day)) }

    /// The day it is in Amsterdam.
    package func day(_ instant: Instant) -> String {
        let civil = instant.civil
        return day(civil.year, civil.month, civil.day)
    }

    /// `14:05`, in Amsterdam.
    package func time(_ instant: Instant) -> String {
        let civil = instant.civil
        return "\(civil.hour):\(civil.minute < 10 ? "0" : "")\(civil.minute)"
    }

    /// A value in the middle of a sentence; nil when there is none to say.
    package func words(_ value: Value) -> String? {
        switch value {
        case .absent, .list, .record: nil
        case .boolean(let flag): language == .dutch ? (flag ? "ja" : "nee") : (flag ? "yes" : "no")
        case .integer(let number): String(number)
        case .money(let cents): money(cents)
        case .text(let text): text
        case .date(let date): day(date)
        case .instant(let instant): day(instant)
        }
    }

    private func day(_ year: Int, _ month: Int, _ day: Int) -> String {
        "\(day)\(space)\(PlainWords.months[language]?[month - 1] ?? "") \(year)"
    }
}
