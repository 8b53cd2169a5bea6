import Core
import FoundationEssentials
import Testing

@testable import Mappings

/// Every mistake as its author sees it: `Diagnostics/MAP2xx-what.case` holds the files and the text that is printed. A file's name may say
/// how it was saved: `codes/soort.csv (latin1)`, `(crlf)`, `(bom)`.
@Suite struct DiagnosticsTests {
    private static let folder = Workbench.folder.appending(path: "Diagnostics")
    private static let names: [String] = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
        .filter { $0.hasSuffix(".case") }.sorted()

    @Test(arguments: names) func prints(_ name: String) throws {
        let url = DiagnosticsTests.folder.appending(path: name)
        let parts = DiagnosticsTests.parts(of: Workbench.text(url))
        var others = Dictionary(
            uniqueKeysWithValues: parts.filter { $0.name != "expected" }.map(DiagnosticsTests.saved).map { ($0.name, $0) })
        let mapping = try #require(others["mapping.yaml"], "the case has no mapping")
        others["mapping.yaml"] = nil
        var (plan, diagnostics) = Workbench.compile(mapping, others)
        if let plan, let test = others["mapping.test.yaml"] {
            _ = MappingCase.run(test, plan: plan, standard: Workbench.standard, into: &diagnostics)
        }
        let printed = DiagnosticPrinter.text(diagnostics)
        if ProcessInfo.processInfo.environment["BLAUWBRUG_GOLDEN"] == "write" {
            let files = parts.filter { $0.name != "expected" } + [("expected", printed)]
            try files.map { "=== \($0.name)\n\($0.text)" }.joined().write(to: url, atomically: true, encoding: .utf8)
            return
        }
        #expect(printed == parts.first { $0.name == "expected" }?.text)
        if others["mapping.test.yaml"] == nil { #expect((plan == nil) == diagnostics.hasErrors) }
        // The code in the file's name is among what is printed.
        let code = try #require(name.split(separator: "-").first)
        #expect(printed.contains("[\(code)]"))
    }

    @Test func everyCodeHasACase() {
        for code in Code.mappingCodes {
            #expect(DiagnosticsTests.names.contains { $0.hasPrefix("\(code.name)-") }, "\(code.name) has no case")
        }
    }

    @Test func everyCodeStandsOnce() {
        #expect(Set(Code.mappingCodes.map(\.name)).count == Code.mappingCodes.count)
    }

    /// A file of a case as its author saved it.
    private static func saved(_ part: (name: String, text: String)) -> SourceText {
        let words = part.name.split(separator: " ", maxSplits: 1)
        let name = words.first.map(String.init) ?? ""
        switch words.dropFirst().first {
        case "(latin1)": return SourceText(name: name, bytes: part.text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) })
        case "(crlf)": return SourceText(name: name, text: part.text.replacing("\n", with: "\r\n"))
        case "(bom)": return SourceText(name: name, text: "\u{FEFF}" + part.text)
        default: return SourceText(name: name, text: part.text)
        }
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
