package import Core
package import Standard
import Syntax

extension Plan {
    /// Compiles a mapping file: parse, check, plan. All mistakes are told at once; any error gives nil.
    ///
    /// - Parameters:
    ///   - tenant: the municipality whose folder the file stands in.
    ///   - sources: the names of the tenant's sources.
    ///   - beside: the names of the files that `others` can give, for hints.
    ///   - others: gives an included file or a `codes/*.csv` by its path relative to the mapping's folder; nil when there is none.
    package static func compile(
        _ file: SourceText, tenant: String, standard: Standard, sources: [String], beside: [String] = [],
        others: @escaping (String) -> SourceText?, into diagnostics: inout Diagnostics
    ) -> Plan? {
        var own = Diagnostics()
        let plan = plan(file, tenant, standard, sources, beside, others, &own)
        own.dropFollowUps()
        if plan == nil, !own.hasErrors {
            // A mapping may never vanish without a word, whatever the checkers overlook.
            own.error(
                .wrongShape, at: Span(source: file, line: 1, column: 1), mistakeNotFound,
                hint: "take parts out until it is accepted: the last one taken out holds the mistake")
        }
        diagnostics.append(own)
        return own.hasErrors ? nil : plan
    }

    /// What is told when every checker overlooked the mistake; the trials look for it.
    package static let mistakeNotFound = "this mapping cannot be used, and the mistake in it was not found"

    private static func plan(
        _ file: SourceText, _ tenant: String, _ standard: Standard, _ sources: [String], _ beside: [String],
        _ others: @escaping (String) -> SourceText?, _ diagnostics: inout Diagnostics
    ) -> Plan? {
        guard let mapping = MappingReader(file, beside: beside, others: others).mapping(&diagnostics) else { return nil }
        var checker = Checker(mapping, standard: standard)
        let plan = checker.plan(tenant: tenant, sources: sources, afterErrors: diagnostics.hasErrors)
        diagnostics.append(checker.diagnostics)
        return plan
    }
}
