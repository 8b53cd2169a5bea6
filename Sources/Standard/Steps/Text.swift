import Core

extension Steps {
    static let text = Step(
        "text", "A whole number as text.", takes: [.integer], makes: { _ in .text },
        units: "digits", refuses: "nothing of its kind",
        examples: [Step.Example(.integer(4711), .text("4711")), Step.Example(.money(Cents(1)), nil)]
    ) { value throws(StepError) in
        guard case .integer(let number) = value else { throw StepError("text") }
        return .text(String(number))
    }
}
