import Core

extension Steps {
    static let midnight = Step(
        "midnight", "The first moment of a day in Amsterdam.", takes: [.date], makes: { _ in .instant },
        units: "seconds, in Amsterdam", refuses: "nothing of its kind",
        examples: [
            // Winter: 27 February 2025 23:00 UTC. Summer: 30 June 2025 22:00 UTC.
            Step.Example(day(2025, 2, 28), .instant(Instant(epoch: 1_740_697_200))),
            Step.Example(day(2025, 7, 1), .instant(Instant(epoch: 1_751_320_800))),
            Step.Example(.text("2025-07-01"), nil),
        ]
    ) { value throws(StepError) in
        guard case .date(let date) = value else { throw StepError("midnight") }
        return .instant(Instant(local: date, secondOfDay: 0))
    }

    /// A day for an example; absent when there is no such day, which no example expects.
    static func day(_ year: Int, _ month: Int, _ day: Int) -> Value {
        CalendarDate(year: year, month: month, day: day).map { .date($0) } ?? .absent
    }
}
