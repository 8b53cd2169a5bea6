import Core
import FoundationEssentials
import Standard

@testable import Mappings

/// The mappings of a municipality with their cases, tried with one file replaced.
final class MutationTrial: Sendable {
    enum Verdict: Sendable {
        /// Refused by the checker, with the first code.
        case refused(String)
        /// A case had another outcome, or a run over the whole table.
        case caught(String)
        /// No case noticed, but `check --warnings-as-errors` does, as CI runs it: the first code.
        case warned(String)
        case survived
    }

    static let mappings = ["heffingen", "sociaal"]
    let standard: Standard
    let files: [String: SourceText]
    /// By mapping, what a run over the whole table makes of some rows of a control.
    private let proofs: [String: [String]]

    init() throws {
        let folder = Workbench.repository.appending(path: "mappings")
        var diagnostics = Diagnostics()
        let versions = ["fcid-3.0.0.yaml", "fcid-4.1.0.yaml"].map { file in
            SourceText(name: "mappings/standard/\(file)", text: Workbench.text(folder.appending(path: "standard/\(file)")))
        }
        guard let standard = Standard.compile(versions, into: &diagnostics) else { throw CocoaError(.fileReadCorruptFile) }
        self.standard = standard
        var files: [String: SourceText] = [:]
        for name in MutationTrial.names {
            let path = folder.appending(path: "voorbeeldstad/\(name)")
            files[name] = SourceText(name: "mappings/voorbeeldstad/\(name)", text: Workbench.text(path))
        }
        self.files = files
        var proofs: [String: [String]] = [:]
        for mapping in MutationTrial.mappings {
            var none = Diagnostics()
            let plan = MutationTrial.plan(of: mapping, standard, { files[$0] }, &none)
            proofs[mapping] = WholeProof.told(plan?.whole)
        }
        self.proofs = proofs
    }

    private static let names =
        mappings.flatMap { ["\($0).yaml", "\($0).test.yaml"] } + ["gemeente.yaml", "codes/soort.csv", "codes/verzoek.csv"]

    /// Every mutant of every file.
    var mutants: [Mutant] {
        var lists: [String: [String]] = ["incasso": ["betaalwijze"]]
        for name in ["soort", "verzoek"] {
            let header = files["codes/\(name).csv"]?.line(1) ?? ""
            lists[name] = header.split(separator: ";").dropFirst().map(String.init)
        }
        var all: [Mutant] = []
        for name in MutationTrial.names where !name.hasSuffix(".test.yaml") {
            guard let file = files[name] else { continue }
            all += name.hasSuffix(".csv") ? CodeFileMutants.all(file) : Mutants(file, standard: standard, lists: lists)?.all ?? []
        }
        return all
    }

    func verdict(_ mutant: Mutant) -> Verdict {
        var warning: String?
        for mapping in MutationTrial.mappings {
            func file(_ name: String) -> SourceText? {
                guard let file = files[name] else { return nil }
                return file.name == mutant.file ? SourceText(name: file.name, text: mutant.text) : file
            }
            var diagnostics = Diagnostics()
            guard let cases = files["\(mapping).test.yaml"] else { continue }
            let plan = MutationTrial.plan(of: mapping, standard, file, &diagnostics)
            if let code = diagnostics.sorted.first(where: { $0.severity == .error })?.code.name { return .refused(code) }
            // The mappings as they are give no warning, so this one is the mutant's.
            warning = warning ?? diagnostics.sorted.first?.code.name
            // No plan and no word: the worst a checker can do.
            guard let plan else { return .survived }
            var mistakes = Diagnostics()
            let results = MappingCase.run(cases, plan: plan, standard: standard, into: &mistakes)
            if mistakes.hasErrors { return .caught("the test file no longer fits") }
            if let failed = results.first(where: { !$0.passed }) { return .caught(failed.name) }
            if WholeProof.told(plan.whole) != proofs[mapping] { return .caught("a run over the whole table") }
        }
        return warning.map { .warned($0) } ?? .survived
    }

    private static func plan(
        of mapping: String, _ standard: Standard, _ file: @escaping (String) -> SourceText?, _ diagnostics: inout Diagnostics
    ) -> Plan? {
        guard let source = file("\(mapping).yaml") else { return nil }
        return Plan.compile(
            source, tenant: "voorbeeldstad", standard: standard, sources: mappings, others: file, into: &diagnostics)
    }
}
