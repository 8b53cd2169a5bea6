import Backends
import Core
import Foundation
import Mappings
import Testing

@testable import Adapter

/// Every mistake as whoever runs the program sees it: `Settings/CODE-what.case` holds the files that are put over the small root, what is
/// taken away from it (`without`), and the text that is printed.
@Suite struct SettingsDiagnosticTests {
    private static let names: [String] = ((try? FileManager.default.contentsOfDirectory(atPath: ProefstadRoot.cases.path)) ?? [])
        .filter { $0.hasSuffix(".case") }.sorted()

    @Test(arguments: names) func prints(_ name: String) async throws {
        let url = ProefstadRoot.cases.appending(path: name)
        let parts = SettingsDiagnosticTests.parts(of: try String(contentsOf: url, encoding: .utf8))
        let house = try ProefstadRoot()
        for part in parts where part.name != "expected" && part.name != "without" { try house.put(part.text, at: part.name) }
        for path in parts.first(where: { $0.name == "without" })?.text.split(separator: "\n") ?? [] { try house.drop(String(path)) }
        let (catalogue, diagnostics) = house.compile()
        var printed = DiagnosticPrinter.text(diagnostics)
        // What only the machine that serves can know is told when it starts.
        if let catalogue, let settings = catalogue.settings, !diagnostics.hasErrors {
            do throws(StartFailure) {
                try await Server.backends(catalogue, settings, root: house.root).close()
            } catch {
                printed = error.text
            }
            // And what only the clock knows, when `check --live` looks at it.
            var aged = Diagnostics()
            SealAge.tell(settings, root: house.root, at: Clock.now, into: &aged)
            if aged.hasErrors { printed += DiagnosticPrinter.text(aged) }
        }
        if ProcessInfo.processInfo.environment["BLAUWBRUG_GOLDEN"] == "write" {
            let files = parts.filter { $0.name != "expected" } + [("expected", printed)]
            try files.map { "=== \($0.name)\n\($0.text)" }.joined().write(to: url, atomically: true, encoding: .utf8)
            return
        }
        #expect(printed == parts.first { $0.name == "expected" }?.text)
        #expect((catalogue == nil) == diagnostics.hasErrors)
        // The code in the file's name is among what is printed.
        let code = try #require(name.split(separator: "-").first)
        #expect(printed.contains("[\(code)]"))
    }

    @Test(arguments: Code.settingCodes) func everyCodeHasACase(_ code: Code) {
        #expect(SettingsDiagnosticTests.names.contains { $0.hasPrefix("\(code.name)-") })
    }

    /// What the cases change a little is itself right, so that each tells of one mistake.
    @Test func theSmallRootHasNoMistake() throws {
        let (catalogue, diagnostics) = try ProefstadRoot().compile()
        #expect(DiagnosticPrinter.text(diagnostics) == "")
        #expect(catalogue?.tenants["proefstad"]?.plans.map(\.name) == ["heffingen"])
        #expect(catalogue?.policy != nil)
    }

    /// A root is named by its content: any file that changes, changes it, and the folder it stands in does not.
    @Test func aCatalogueIsNamedByItsContent() throws {
        let first = try #require(try ProefstadRoot().compile().catalogue)
        let house = try ProefstadRoot()
        #expect(try #require(house.compile().catalogue).hash == first.hash)
        for path in ["mappings/proefstad/gemeente.yaml", "deploy/blauwbrug.yaml", "connectors/sources/proefstad/heffingen.yaml"] {
            let before = try #require(house.compile().catalogue).hash
            let text = try #require(house.root.file(path)).text
            let changed = text.replacing("1823288444000", with: "1823288444001").replacing("250", with: "251")
            try house.put(changed.replacing("kind: sqlite", with: "kind: sqlite\nlimits: { rows: 99 }"), at: path)
            #expect(try #require(house.compile().catalogue).hash != before)
        }
    }

    /// Without settings everything else is checked all the same, and nobody may ask anything.
    @Test func aRootWithoutSettingsCanBeChecked() throws {
        let house = try ProefstadRoot()
        try house.drop("deploy/blauwbrug.yaml")
        let (catalogue, diagnostics) = house.compile()
        #expect(!diagnostics.hasErrors)
        #expect(try #require(catalogue).settings == nil)
        #expect(try #require(catalogue).policy == nil)
    }

    /// The files of a case: each begins with a line `=== name`.
    private static func parts(of text: String) -> [(name: String, text: String)] {
        var parts: [(name: String, text: String)] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("=== ") {
                parts.append((String(line.dropFirst(4)), ""))
            } else if !parts.isEmpty {
                parts[parts.count - 1].text += line + "\n"
            }
        }
        // The last line's end is no line of its own.
        if let last = parts.indices.last, parts[last].text.hasSuffix("\n") { parts[last].text.removeLast() }
        return parts
    }
}
