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
        defer {
            own.dropFollowUps()
            diagnostics.append(own)
        }
        guard let mapping = MappingReader(file, beside: beside, others: others).mapping(&own) else { return nil }
        var checker = Checker(mapping, standard: standard)
        let plan = checker.plan(tenant: tenant, sources: sources, afterErrors: own.hasErrors)
        own.append(checker.diagnostics)
        return own.hasErrors ? nil : plan
    }
}
