import Core

extension Steps {
    static let endOfDay = Step(
        "end_of_day", "The last second of a day in Amsterdam.", takes: [.date], makes: { _ in .instant },
        units: "seconds, in Amsterdam", refuses: "nothing of its kind",
        examples: [
            // 30 April 2025 23:59:59 in Amsterdam, in summer; and the day the clock goes forward.
            Step.Example(day(2025, 4, 30), .instant(Instant(epoch: 1_746_050_399))),
            Step.Example(day(2025, 3, 30), .instant(Instant(epoch: 1_743_371_999))),
            Step.Example(.instant(Instant(epoch: 0)), nil),
        ]
    ) { value throws(StepError) in
        guard case .date(let date) = value else { throw StepError("end_of_day") }
        return .instant(Instant(local: date, secondOfDay: 86_399))
    }
}
