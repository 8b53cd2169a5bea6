import Core

extension Steps {
    static let decimal = Step(
        "decimal", "An amount in euros as text, with a point and two decimals.", takes: [.money], makes: { _ in .text },
        units: "euros, with a point and two decimals", refuses: "nothing of its kind", pattern: "^-?[0-9]+\\.[0-9]{2}$",
        examples: [
            Step.Example(.money(Cents(31245)), .text("312.45")),
            Step.Example(.money(Cents(-5)), .text("-0.05")),
            Step.Example(.integer(5), nil),
        ]
    ) { value throws(StepError) in
        guard case .money(let cents) = value else { throw StepError("decimal") }
        return .text(cents.decimal)
    }
}
