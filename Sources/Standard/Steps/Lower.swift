import Core

extension Steps {
    static let lower = Step(
        "lower", "Small letters.", takes: [.text],
        units: "characters", refuses: "nothing of its kind",
        examples: [Step.Example(.text("GEM_Leges"), .text("gem_leges")), Step.Example(.boolean(true), nil)]
    ) { value throws(StepError) in
        guard case .text(let text) = value else { throw StepError("lower") }
        return .text(text.lowercased())
    }
}
