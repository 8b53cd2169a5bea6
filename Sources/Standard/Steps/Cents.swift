import Core

extension Steps {
    static let cents = Step(
        "cents", "An amount as a whole number of euro cents.", takes: [.money], makes: { _ in .integer },
        units: "euro cents", refuses: "nothing of its kind",
        examples: [Step.Example(.money(Cents(31245)), .integer(31245)), Step.Example(.text("312.45"), nil)]
    ) { value throws(StepError) in
        guard case .money(let cents) = value else { throw StepError("cents") }
        return .integer(cents.amount)
    }
}
