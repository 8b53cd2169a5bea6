import Core
import Foundation
import Mappings
import Syntax
import Testing

@testable import Adapter

/// What `blauwbrug test` shows: the difference an update made, and the page of coverage.
@Suite struct CaseTests {
    @Test(arguments: [
        ("a\nb\nc\n", "a\nb\nc\n", ""), ("a\nb\nc\n", "a\nx\nc\n", "@@ line 1 @@\n  a\n- b\n+ x\n  c"),
        ("1\n2\n3\n4\n5\n6\n7\n8\n", "1\n2\n3\n4\n5\n6\n8\n", "@@ line 5 @@\n  5\n  6\n- 7\n  8"),
        ("1\n2\n3\n4\n5\n6\n7\n8\n", "0\n1\n2\n3\n4\n5\n6\n7\n9\n", "@@ line 1 @@\n+ 0\n  1\n  2\n@@ line 7 @@\n  6\n  7\n- 8\n+ 9"),
        ("", "a\n", "@@ line 1 @@\n+ a"),
    ]) func showsWhatChanged(_ old: String, _ new: String, _ told: String) {
        #expect(LineDifference.text(from: Array(old.utf8), to: Array(new.utf8)) == told)
    }

    @Test func showsALongLineWhereItChanged() {
        let head = String(repeating: "a", count: 300)
        let told = LineDifference.text(from: Array("\(head)x\(head)\n".utf8), to: Array("\(head)y\(head)\n".utf8))
        #expect(told.contains("- …") && told.contains("ax") && told.contains("ay") && told.count < 400)
    }

    /// Of a whole root, in which no case of one mapping is run.
    @Test func writesAPageThatStandsAlone() throws {
        let folder = ProefstadRoot.repository.path(percentEncoded: false)
        var diagnostics = Diagnostics()
        let catalogue = try #require(Catalogue.compile(Root(folder), into: &diagnostics), "\(DiagnosticPrinter.text(diagnostics))")
        var trial = CaseTrial(catalogue: catalogue, root: Root(folder), only: nil, updates: false)
        trial.run()
        #expect(trial.failed == 0 && !trial.mistakes.hasErrors)
        var coverages = trial.coverages
        let (plan, file) = try #require(catalogue.tenants["voorbeeldstad"].map { ($0.plans[0], $0.files[0]) })
        coverages.append(CoverageWalk(plan, file: file).coverage)
        let page = CoveragePage.text(coverages)
        // It is XML but for its first line, so every element is closed and every character escaped.
        let body = page.split(separator: "\n", maxSplits: 1)[1]
        var mistakes = Diagnostics()
        _ = XMLReader.read(SourceText(name: "page", text: String(body)), into: &mistakes)
        #expect(!mistakes.hasErrors, "\(DiagnosticPrinter.text(mistakes).prefix(500))")
        #expect(!page.contains("<script") && !page.contains("http-equiv") && !page.contains("src="))
        let ids = page.matches(of: /id="([^"]+)"/).map { String($0.1) }
        #expect(Set(ids).count == ids.count, "an id stands twice")
        for match in page.matches(of: /href="#([^"]+)"/) { #expect(ids.contains(String(match.1))) }
        #expect(page.contains("<td class=\"n none\">0 %</td>") && page.contains("✗"))
    }
}
