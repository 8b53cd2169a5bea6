import Core

/// What a team makes of the warnings of `check`: which are errors for them, and which they have looked at and want to hear no more of.
///
/// Errors stay errors whatever is allowed. A code that is both denied and allowed in one place is denied; the command line goes before the
/// settings.
struct CheckRules: Sendable, Equatable {
    /// The names of codes whose warnings are errors.
    var deny: Set<String> = []
    /// The names of codes whose warnings are not told.
    var allow: Set<String> = []
    var warningsAsErrors = false

    /// These rules with those of the command line before them.
    func under(_ line: CheckRules) -> CheckRules {
        CheckRules(
            deny: line.deny.union(deny.subtracting(line.allow)), allow: line.allow.union(allow).subtracting(line.deny),
            warningsAsErrors: line.warningsAsErrors || warningsAsErrors)
    }

    /// What is told of these mistakes, in line order.
    func told(_ diagnostics: Diagnostics) -> [Diagnostic] {
        diagnostics.sorted.compactMap { diagnostic in
            guard diagnostic.severity == .warning else { return diagnostic }
            if deny.contains(diagnostic.code.name) { return diagnostic.asError }
            if allow.contains(diagnostic.code.name) { return nil }
            return warningsAsErrors ? diagnostic.asError : diagnostic
        }
    }
}

extension Diagnostic {
    fileprivate var asError: Diagnostic {
        Diagnostic(code, .error, at: span, message, label: label, others: others, hint: hint)
    }
}
