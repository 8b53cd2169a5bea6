import Core

extension Steps {
    static let date = Step(
        "date", "The day a moment falls on, in Amsterdam.", takes: [.instant], makes: { _ in .date },
        units: "days in Amsterdam", refuses: "a moment outside the years 1 to 9999",
        examples: [
            // 30 June 2025 23:30 UTC is 1 July in Amsterdam.
            Step.Example(.instant(Instant(epoch: 1_751_326_200)), CalendarDate(year: 2025, month: 7, day: 1).map { .date($0) }),
            Step.Example(.integer(20_250_701), nil),
        ]
    ) { value throws(StepError) in
        guard case .instant(let instant) = value, let date = instant.localDate else { throw StepError("date") }
        return .date(date)
    }
}
