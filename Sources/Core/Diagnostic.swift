/// A mistake in a file, told to the person who wrote it: what, where, why, and what to do.
package struct Diagnostic: Sendable {
    package enum Severity: String, Sendable {
        case error, warning
    }

    /// Another place that has to do with the mistake, where two places disagree.
    package struct Other: Sendable {
        package let span: Span
        package let message: String

        package init(_ span: Span, _ message: String) {
            self.span = span
            self.message = message
        }
    }

    package let code: Code
    package let severity: Severity
    package let span: Span
    /// One sentence without a full stop: `the standard has no field 'balans'`.
    package let message: String
    /// What stands behind the carets; may be empty.
    package let label: String
    package let others: [Other]
    /// What to do about it; may be nil.
    package let hint: String?

    package init(
        _ code: Code, _ severity: Severity = .error, at span: Span, _ message: String, label: String = "", others: [Other] = [],
        hint: String? = nil
    ) {
        self.code = code
        self.severity = severity
        self.span = span
        self.message = message
        self.label = label
        self.others = others
        self.hint = hint
    }
}

/// Collects every mistake of a set of files, so that all of them are shown at once.
package struct Diagnostics: Sendable {
    package private(set) var all: [Diagnostic] = []

    package init() {}

    package mutating func add(_ diagnostic: Diagnostic) { all.append(diagnostic) }

    package mutating func error(
        _ code: Code, at span: Span, _ message: String, label: String = "", others: [Diagnostic.Other] = [], hint: String? = nil
    ) {
        add(Diagnostic(code, .error, at: span, message, label: label, others: others, hint: hint))
    }

    package mutating func warning(
        _ code: Code, at span: Span, _ message: String, label: String = "", others: [Diagnostic.Other] = [], hint: String? = nil
    ) {
        add(Diagnostic(code, .warning, at: span, message, label: label, others: others, hint: hint))
    }

    package mutating func remove(where isNoise: (Diagnostic) -> Bool) { all.removeAll(where: isNoise) }

    package mutating func append(_ other: Diagnostics) { all += other.all }

    package var hasErrors: Bool { all.contains { $0.severity == .error } }
    package var errorCount: Int { all.count { $0.severity == .error } }

    /// By file, line and column, each mistake once.
    package var sorted: [Diagnostic] {
        var seen: Set<String> = []
        return all.sorted {
            ($0.span.source.name, $0.span.line, $0.span.column, $0.code.name)
                < ($1.span.source.name, $1.span.line, $1.span.column, $1.code.name)
        }.filter { seen.insert("\($0.span.place) \($0.code.name) \($0.message)").inserted }
    }
}
