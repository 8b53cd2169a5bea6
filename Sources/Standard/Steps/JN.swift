import Core

extension Steps {
    static let jn = Step(
        "jn", "Yes and no as StUF writes them: J and N.", takes: [.boolean], makes: { _ in .text },
        units: "one letter", refuses: "nothing of its kind", pattern: "^[JN]$",
        examples: [Step.Example(.boolean(true), .text("J")), Step.Example(.boolean(false), .text("N")), Step.Example(.text("ja"), nil)]
    ) { value throws(StepError) in
        guard case .boolean(let yes) = value else { throw StepError("jn") }
        return .text(yes ? "J" : "N")
    }
}
