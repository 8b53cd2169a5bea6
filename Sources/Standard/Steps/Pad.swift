import Core
import Syntax

extension Steps {
    private static let padLengths = 1...200
    private static let padArguments = FormShape(
        "pad", "How a text is filled up in front.",
        [
            .init("to", .integer(padLengths), required: true, "The least number of characters", examples: ["9"]),
            .init("with", .pattern("^.$", "one character"), "The character put in front; a zero unless written", examples: ["\"0\""]),
        ])

    /// For numbers that lost their leading zeros in a number column.
    static let pad = Step(
        "pad", "A text or a number of at least so many characters: what is missing is put in front, a zero unless 'with' says otherwise.",
        takes: [.text, .integer], makes: { _ in .text },
        units: "characters", refuses: "a negative number: its sign would come to stand in the middle", arguments: padArguments,
        examples: [
            Step.Example(.integer(4711), .text("0004711"), arguments: "{ to: 7 }"),
            Step.Example(.text("12"), .text("  12"), arguments: "{ to: 4, with: ' ' }"),
            Step.Example(.text("123456"), .text("123456"), arguments: "{ to: 4 }"),
            Step.Example(.integer(-1), nil, arguments: "{ to: 4 }"),
        ]
    ) { arguments, name, diagnostics in
        guard let arguments else {
            diagnostics.error(.stepArgument, at: name, "the step 'pad' needs to know how long", hint: "{ pad: { to: 7 } }")
            return nil
        }
        guard let form = Form(arguments, "'pad'", padArguments, &diagnostics) else { return nil }
        guard let written = form["to"]?.text, let length = Int(written), padLengths.contains(length) else {
            diagnostics.error(
                .stepArgument, at: (form["to"] ?? arguments).span,
                "'to' is a whole number from \(padLengths.lowerBound) to \(padLengths.upperBound)")
            return nil
        }
        var with: Character = "0"
        if let node = form["with"] {
            guard let text = node.text, text.count == 1, let character = text.first else {
                diagnostics.error(.stepArgument, at: node.span, "'with' is one character")
                return nil
            }
            with = character
        }
        let filling = with
        return { value throws(StepError) in
            let text: String
            switch value {
            case .absent: return .absent
            case .text(let given): text = given
            // A sign would come to stand in the middle.
            case .integer(let number) where number >= 0: text = String(number)
            default: throw StepError("pad")
            }
            return .text(String(repeating: filling, count: max(0, length - text.count)) + text)
        }
    }
}
