import Core

extension Steps {
    static let absolute = Step(
        "absolute", "Drops the sign of an amount or a number.", takes: [.money, .integer],
        units: "euro cents, or the number's own", refuses: "the least number there is: it has no opposite",
        examples: [
            Step.Example(.money(Cents(-31245)), .money(Cents(31245))),
            Step.Example(.integer(7), .integer(7)),
            Step.Example(.money(Cents(.min)), nil),
        ]
    ) { value throws(StepError) in
        switch value {
        case .money(let cents) where cents.amount != .min: .money(Cents(abs(cents.amount)))
        case .integer(let number) where number != .min: .integer(abs(number))
        default: throw StepError("absolute")
        }
    }
}
