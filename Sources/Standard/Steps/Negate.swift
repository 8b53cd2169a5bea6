import Core

extension Steps {
    static let negate = Step(
        "negate", "Turns the sign of an amount or a number: a credit written as a negative amount becomes a payment.",
        takes: [.money, .integer],
        units: "euro cents, or the number's own", refuses: "the least number there is: it has no opposite",
        examples: [
            Step.Example(.money(Cents(-40000)), .money(Cents(40000))),
            Step.Example(.money(.zero), .money(.zero)),
            Step.Example(.integer(3), .integer(-3)),
            Step.Example(.integer(.min), nil),
        ]
    ) { value throws(StepError) in
        switch value {
        case .money(let cents) where cents.amount != .min: .money(-cents)
        case .integer(let number) where number != .min: .integer(-number)
        default: throw StepError("negate")
        }
    }
}
