import Core
import Foundation
import Testing

@testable import Adapter

/// What `check` writes for programs, and what a team makes of warnings.
@Suite struct ReportTests {
    private let file = SourceText(name: "mappings/proef stad/é.yaml", text: "mapping: x\n  bedrag: \"a\"\n")

    private var diagnostics: Diagnostics {
        var all = Diagnostics()
        let place = Span(source: file, line: 2, column: 3, length: 6)
        all.warning(Code.all.first { $0.name == "MAP222" }!, at: place, "nothing uses \"it\"")
        all.error(
            Code.all.first { $0.name == "MAP204" }!, at: Span(source: file, line: 1, column: 1, length: 7), "no field 'x'", label: "here",
            others: [Diagnostic.Other(place, "the other")], hint: "did you mean 'y'?")
        return all
    }

    private func report(_ rules: CheckRules = CheckRules()) -> CheckReport {
        CheckReport(diagnostics: rules.told(diagnostics), counts: nil)
    }

    private func object(_ text: String) throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test func jsonSaysAllOfADiagnostic() throws {
        let whole = try object(report().written(as: .json))
        #expect(whole["version"] as? Int == 1 && whole["errors"] as? Int == 1 && whole["warnings"] as? Int == 1)
        #expect(whole["mappings"] is NSNull)
        let told = try #require(whole["diagnostics"] as? [[String: Any]])
        #expect(told.map { $0["code"] as? String } == ["MAP204", "MAP222"])
        #expect(told[0]["file"] as? String == "mappings/proef stad/é.yaml" && told[0]["hint"] as? String == "did you mean 'y'?")
        #expect(told[1]["line"] as? Int == 2 && told[1]["column"] as? Int == 3 && told[1]["length"] as? Int == 6)
        #expect(told[1]["message"] as? String == "nothing uses \"it\"" && told[1]["hint"] is NSNull)
        #expect((told[0]["others"] as? [[String: Any]])?.first?["message"] as? String == "the other")
        #expect(told.allSatisfy { ($0["cause"] as? String)?.isEmpty == false && ($0["fix"] as? String)?.isEmpty == false })
    }

    @Test func anEmptyReportIsWhole() throws {
        let empty = CheckReport(diagnostics: [], counts: (2, 1))
        let whole = try object(empty.written(as: .json))
        #expect((whole["diagnostics"] as? [Any])?.isEmpty == true && whole["mappings"] as? Int == 2)
        let run = try #require((try object(empty.written(as: .sarif))["runs"] as? [[String: Any]])?.first)
        #expect((run["results"] as? [Any])?.isEmpty == true)
        #expect(empty.written(as: .text) == "2 mappings and 1 vendor checked; no errors, 0 warnings.\n")
    }

    @Test func sarifNamesRulesAndPlaces() throws {
        let log = try object(report().written(as: .sarif))
        #expect(log["version"] as? String == "2.1.0")
        let run = try #require((log["runs"] as? [[String: Any]])?.first)
        let driver = try #require((run["tool"] as? [String: Any])?["driver"] as? [String: Any])
        let rules = try #require(driver["rules"] as? [[String: Any]])
        #expect(rules.map { $0["id"] as? String } == ["MAP204", "MAP222"])
        #expect(rules.allSatisfy { (($0["help"] as? [String: Any])?["text"] as? String)?.isEmpty == false })
        let results = try #require(run["results"] as? [[String: Any]])
        for result in results {
            let index = try #require(result["ruleIndex"] as? Int)
            #expect(rules[index]["id"] as? String == result["ruleId"] as? String)
        }
        #expect(results.map { $0["level"] as? String } == ["error", "warning"])
        let place = try #require((results[1]["locations"] as? [[String: Any]])?.first?["physicalLocation"] as? [String: Any])
        #expect((place["artifactLocation"] as? [String: Any])?["uri"] as? String == "mappings/proef%20stad/%C3%A9.yaml")
        let region = try #require(place["region"] as? [String: Any])
        #expect(region["startLine"] as? Int == 2 && region["startColumn"] as? Int == 3 && region["endColumn"] as? Int == 9)
        #expect((results[0]["relatedLocations"] as? [[String: Any]])?.count == 1 && results[1]["relatedLocations"] == nil)
    }

    @Test func aTeamSaysWhatAWarningIs() {
        func severities(_ rules: CheckRules) -> [String] { report(rules).diagnostics.map { "\($0.code) \($0.severity.rawValue)" } }
        #expect(severities(CheckRules()) == ["MAP204 error", "MAP222 warning"])
        #expect(severities(CheckRules(deny: ["MAP222"])) == ["MAP204 error", "MAP222 error"])
        #expect(severities(CheckRules(allow: ["MAP222", "MAP204"])) == ["MAP204 error"])
        #expect(severities(CheckRules(warningsAsErrors: true)) == ["MAP204 error", "MAP222 error"])
        #expect(severities(CheckRules(allow: ["MAP222"], warningsAsErrors: true)) == ["MAP204 error"])
        #expect(severities(CheckRules(deny: ["MAP222"], allow: ["MAP222"])) == ["MAP204 error", "MAP222 error"])
    }

    @Test func theCommandLineGoesBeforeTheSettings() {
        let settings = CheckRules(deny: ["A", "B"], allow: ["C", "D"])
        let line = CheckRules(deny: ["C"], allow: ["A"], warningsAsErrors: true)
        #expect(settings.under(line) == CheckRules(deny: ["B", "C"], allow: ["A", "D"], warningsAsErrors: true))
    }

    @Test func rulesAreReadFromBrokenSettingsToo() throws {
        let house = try ProefstadRoot()
        try house.put("listeners: 3\ncheck: { deny: [MAP240], allow: [MAP213, MAP9] }\n", at: "deploy/blauwbrug.yaml")
        #expect(CheckSettings.rules(of: house.root) == CheckRules(deny: ["MAP240"], allow: ["MAP213"]))
        try house.drop("deploy/blauwbrug.yaml")
        #expect(CheckSettings.rules(of: house.root) == CheckRules())
    }
}
