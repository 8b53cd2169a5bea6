import Core

extension Steps {
    static let trim = Step(
        "trim", "Drops white space at both ends of a text.", takes: [.text],
        units: "characters", refuses: "nothing of its kind",
        examples: [
            Step.Example(.text("  BEL-2025  "), .text("BEL-2025")),
            Step.Example(.text("a b"), .text("a b")),
            Step.Example(.integer(1), nil),
        ]
    ) { value throws(StepError) in
        guard case .text(let text) = value else { throw StepError("trim") }
        guard let first = text.firstIndex(where: { !$0.isWhitespace }), let last = text.lastIndex(where: { !$0.isWhitespace }) else {
            return .text("")
        }
        return .text(String(text[first...last]))
    }
}
