package import Core
package import Syntax

/// A named change of one value, as a mapping (`[geboekt, midnight]`) or a sample (`a:step="yyyymmdd"`) asks for it.
///
/// A step cannot be made without saying what it does, in what units and what it refuses, and examples that the tests execute.
package struct Step: Sendable {
    /// A step with its arguments checked, ready to run. Throws nil-free: a value it cannot change is an error of the row, never absent.
    package typealias Body = @Sendable (Value) throws(StepError) -> Value

    package struct Example: Sendable {
        /// The arguments as YAML, empty for none.
        package let arguments: String
        package let from: Value
        /// Nil when the step must refuse the value.
        package let to: Value?

        package init(_ from: Value, _ to: Value?, arguments: String = "") {
            self.from = from
            self.to = to
            self.arguments = arguments
        }
    }

    package let name: String
    /// What it does, in a sentence.
    package let summary: String
    /// The kinds it takes.
    package let takes: Set<ValueKind>
    /// What it makes of each kind it takes.
    package let makes: @Sendable (ValueKind) -> ValueKind
    /// In what its numbers and texts count.
    package let units: String
    /// What of its kinds it cannot change: such a value makes the source fail.
    package let refuses: String
    /// What it takes between braces; nil when it takes nothing.
    package let arguments: FormShape?
    package let examples: [Example]
    /// The form of the text it makes, as a schema writes it; nil for any text, and for a step that makes no text.
    package let pattern: String?
    /// Checks the arguments (nil when none are written) and gives the body; nil after reporting what is wrong with them.
    package let compile: @Sendable (_ arguments: Node?, _ name: Span, _ diagnostics: inout Diagnostics) -> Body?

    package init(
        _ name: String, _ summary: String, takes: Set<ValueKind>, makes: @escaping @Sendable (ValueKind) -> ValueKind, units: String,
        refuses: String, arguments: FormShape? = nil, pattern: String? = nil, examples: [Example],
        compile: @escaping @Sendable (_ arguments: Node?, _ name: Span, _ diagnostics: inout Diagnostics) -> Body?
    ) {
        self.name = name
        self.summary = summary
        self.takes = takes
        self.makes = makes
        self.units = units
        self.refuses = refuses
        self.arguments = arguments
        self.examples = examples
        self.pattern = pattern
        self.compile = compile
    }
}

/// A value that a step cannot change. Says the step, never the value.
package struct StepError: Error, Sendable, Equatable {
    package let step: String

    package init(_ step: String) { self.step = step }
}
