import Core
package import Syntax

/// Every step there is. A new one is a file in this folder and a line here; the tests run its examples by themselves.
package enum Steps {
    package static let all: [Step] = [
        absolute, cents, date, decimal, endOfDay, jn, lower, midnight, negate, pad, text, trim, upper, yyyymmdd, yyyymmddhhmmss,
    ]

    package static func named(_ name: String) -> Step? { all.first { $0.name == name } }

    /// How a file writes one: its name, or its name with what it takes.
    package static var shape: Shape {
        let bare = all.filter { step in !(step.arguments?.keys.contains(where: \.isRequired) ?? false) }
        let forms = all.compactMap { step in step.arguments.map { FormShape.Key(step.name, .form($0), step.summary) } }
        return .choice([
            .words(bare.map { Shape.Word($0.name, $0.summary) }),
            .form(FormShape("step-form", "A step with what it takes.", forms, rules: [.single])),
        ])
    }
}

extension Step {
    /// A step without arguments. What is absent stays absent.
    init(
        _ name: String, _ summary: String, takes: Set<ValueKind>, makes: @escaping @Sendable (ValueKind) -> ValueKind = { $0 },
        units: String, refuses: String, pattern: String? = nil, examples: [Example], _ body: @escaping Body
    ) {
        self.init(name, summary, takes: takes, makes: makes, units: units, refuses: refuses, pattern: pattern, examples: examples) {
            arguments, _, diagnostics in
            if let arguments {
                diagnostics.error(.stepArgument, at: arguments.span, "the step '\(name)' takes no arguments")
                return nil
            }
            return { value throws(StepError) in value.isAbsent ? .absent : try body(value) }
        }
    }
}
