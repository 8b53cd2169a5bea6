import Core

extension Steps {
    static let upper = Step(
        "upper", "Capital letters.", takes: [.text],
        units: "characters", refuses: "nothing of its kind",
        examples: [Step.Example(.text("nl13test0123456789"), .text("NL13TEST0123456789")), Step.Example(.integer(1), nil)]
    ) { value throws(StepError) in
        guard case .text(let text) = value else { throw StepError("upper") }
        return .text(text.uppercased())
    }
}
