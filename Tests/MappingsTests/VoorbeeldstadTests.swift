import Core
import FoundationEssentials
import Mappings
import Standard
import Testing

/// The demonstration municipality: its mappings compile against the real standard without a word, and its own tests pass.
@Suite struct VoorbeeldstadTests {
    private static let folder = Workbench.repository.appending(path: "mappings")

    @Test(arguments: ["heffingen", "sociaal"]) func passes(_ name: String) throws {
        var diagnostics = Diagnostics()
        let versions = ["fcid-3.0.0.yaml", "fcid-4.1.0.yaml"].map { file in
            SourceText(name: "mappings/standard/\(file)", text: Workbench.text(Self.folder.appending(path: "standard/\(file)")))
        }
        let standard = try #require(Standard.compile(versions, into: &diagnostics), "\(DiagnosticPrinter.text(diagnostics))")
        let tenant = Self.folder.appending(path: "voorbeeldstad")
        func file(_ path: String) -> SourceText? {
            (try? String(contentsOf: tenant.appending(path: path), encoding: .utf8)).map {
                SourceText(name: "mappings/voorbeeldstad/\(path)", text: $0)
            }
        }
        let plan = Plan.compile(
            try #require(file("\(name).yaml")), tenant: "voorbeeldstad", standard: standard, sources: ["heffingen", "sociaal"],
            others: file, into: &diagnostics)
        #expect(!diagnostics.hasErrors, "\(DiagnosticPrinter.text(diagnostics))")
        let results = MappingCase.run(
            try #require(file("\(name).test.yaml")), plan: try #require(plan), standard: standard, into: &diagnostics)
        #expect(!diagnostics.hasErrors, "\(DiagnosticPrinter.text(diagnostics))")
        #expect(!results.isEmpty)
        for result in results { #expect(result.passed, "\(result.name): \(result.differences.joined(separator: "\n"))") }
    }
}
