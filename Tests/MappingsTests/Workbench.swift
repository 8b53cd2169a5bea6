import Core
import FoundationEssentials
import Mappings
import Standard
import Testing

/// What the tests of this room share: the small standard, the repository's folder, compiling a mapping of texts.
enum Workbench {
    /// This folder, also when it is reached through a link.
    static let folder = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
    static let repository = folder.deletingLastPathComponent().deletingLastPathComponent()

    static let standard: Standard = {
        var diagnostics = Diagnostics()
        let file = SourceText(name: "standard.yaml", text: text(folder.appending(path: "Standard/fcid-1.0.0.yaml")))
        let standard = Standard.compile([file], into: &diagnostics)
        guard let standard else { preconditionFailure(DiagnosticPrinter.text(diagnostics)) }
        return standard
    }()

    static let key = KenmerkKey(id: "k1", key: Secret(Array("a key for tests".utf8)))

    static func text(_ url: URL) -> String {
        guard let text = try? String(contentsOf: url, encoding: .utf8) else {
            preconditionFailure("\(url.lastPathComponent) cannot be read")
        }
        return text
    }

    static func compile(_ yaml: String, _ others: [String: String] = [:]) -> (plan: Plan?, diagnostics: Diagnostics) {
        compile(
            SourceText(name: "mapping.yaml", text: yaml),
            Dictionary(uniqueKeysWithValues: others.map { ($0.key, SourceText(name: $0.key, text: $0.value)) }))
    }

    /// A mapping file with the files beside it, by their names.
    static func compile(_ file: SourceText, _ others: [String: SourceText]) -> (plan: Plan?, diagnostics: Diagnostics) {
        var diagnostics = Diagnostics()
        let plan = Plan.compile(
            file, tenant: "proefstad", standard: standard, sources: ["heffingen", "sociaal"], beside: others.keys.sorted(),
            others: { others[$0] }, into: &diagnostics)
        return (plan, diagnostics)
    }

    /// A plan that must compile without an error.
    static func plan(_ yaml: String, _ others: [String: String] = ["gemeente.yaml": Samples.municipality]) throws -> Plan {
        let (plan, diagnostics) = compile(yaml, others)
        return try #require(plan, "\(DiagnosticPrinter.text(diagnostics))")
    }

    /// Rows of a plan: cells by row set, nil for NULL.
    static func rows(_ plan: Plan, _ cells: [String: [[String?]]]) -> [Rows] {
        plan.request.rowSets.map { set in
            var builder = RowsBuilder(width: set.columns.count)
            for row in cells[set.name] ?? [] {
                precondition(row.count == set.columns.count, "a row of \(set.name) has \(row.count) cells")
                for cell in row { builder.append(cell) }
            }
            return builder.finish()
        }
    }

    /// The value of a field of an event.
    static func value(_ event: CaseEvent, _ field: String) -> Value {
        let kind = standard.kinds[event.kind]
        guard let found = kind.field(named: field) else { preconditionFailure("\(kind.name) has no \(field)") }
        return event.values[found.slot]
    }
}
