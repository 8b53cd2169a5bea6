import Core

/// Every step there is. A new one is a file in this folder and a line here; the tests run its examples by themselves.
package enum Steps {
    package static let all: [Step] = [
        absolute, cents, date, decimal, endOfDay, jn, lower, midnight, negate, pad, text, trim, upper, yyyymmdd, yyyymmddhhmmss,
    ]

    package static func named(_ name: String) -> Step? { all.first { $0.name == name } }
}

extension Step {
    /// A step without arguments. What is absent stays absent.
    init(
        _ name: String, _ summary: String, takes: Set<ValueKind>, makes: @escaping @Sendable (ValueKind) -> ValueKind = { $0 },
        examples: [Example], _ body: @escaping Body
    ) {
        self.init(name, summary, takes: takes, makes: makes, examples: examples) { arguments, _, diagnostics in
            if let arguments {
                diagnostics.error(.stepArgument, at: arguments.span, "the step '\(name)' takes no arguments")
                return nil
            }
            return { value throws(StepError) in value.isAbsent ? .absent : try body(value) }
        }
    }
}
