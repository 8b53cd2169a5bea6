package import Core
package import Standard
import Syntax

/// What came of one case of a mapping's test file.
package struct CaseResult: Sendable {
    package let name: String
    /// Where the case stands.
    package let span: Span
    /// One line per difference, its path first: `zaken[0].gebeurtenissen[2].bedrag: expected 312.45, got 312.40`. Empty when the case
    /// passed. Test files hold invented people only, so values may be shown.
    package let differences: [String]

    package var passed: Bool { differences.isEmpty }
}

/// The cases of a mapping's test file `<name>.test.yaml`: rows in, the expected answer or failure out. No database is needed.
package struct MappingCase {
    /// The key under which tests compute missing kenmerken; public on purpose, so that an author can copy a kenmerk from a difference.
    static let key = KenmerkKey(id: "test", key: Secret(Array("blauwbrug-test".utf8)))

    let name: String
    let rows: [Rows]
    let expectation: Expectation
    let span: Span

    enum Expectation {
        case answer(Form)
        case fails(String)
    }

    /// Runs every case; mistakes in the file itself are diagnostics, and such a case has no result.
    package static func run(_ file: SourceText, plan: Plan, standard: Standard, into diagnostics: inout Diagnostics) -> [CaseResult] {
        guard let root = YAMLReader.read(file, into: &diagnostics), let form = Form(root, "a test file", keys: ["cases"], &diagnostics),
            let items = form.need("cases", &diagnostics)?.needList("'cases'", &diagnostics)
        else { return [] }
        var names: [String: Span] = [:]
        var results: [CaseResult] = []
        for item in items {
            guard let found = MappingCase(item, plan, &diagnostics) else { continue }
            if let first = names.updateValue(found.span, forKey: found.name) {
                diagnostics.error(
                    .badCaseFile, at: found.span, "two cases are called '\(found.name)'",
                    others: [Diagnostic.Other(first, "the first is here")])
            }
            if let result = found.result(plan, standard, &diagnostics) { results.append(result) }
        }
        return results
    }

    private init?(_ node: Node, _ plan: Plan, _ diagnostics: inout Diagnostics) {
        guard let form = Form(node, "a case", keys: ["name", "rows", "answer", "fails"], &diagnostics),
            let name = form.needText("name", &diagnostics)
        else { return nil }
        let place = form["name"]?.span ?? node.span
        let rows = CaseRows.rows(form["rows"], plan, at: place, &diagnostics)
        switch (form["answer"], form["fails"]) {
        case (.some(let answer), nil):
            guard let answer = Form(answer, "'answer'", keys: ["zaken", "left_out", "marked"], &diagnostics) else { return nil }
            expectation = .answer(answer)
        case (nil, .some(let fails)):
            guard let text = fails.needText("'fails'", &diagnostics) else { return nil }
            guard !text.isEmpty else {
                diagnostics.error(.badCaseFile, at: fails.span, "'fails' must say some words of the failure")
                return nil
            }
            expectation = .fails(text)
        default:
            diagnostics.error(.badCaseFile, at: place, "a case has either 'answer' or 'fails'")
            return nil
        }
        guard let rows else { return nil }
        self.name = name
        self.rows = rows
        span = place
    }

    private func result(_ plan: Plan, _ standard: Standard, _ diagnostics: inout Diagnostics) -> CaseResult? {
        let outcome: PlanResult
        do throws(Failure) {
            outcome = try plan.run(rows, index: 0, key: MappingCase.key)
        } catch {
            let told = "\(error.kind.rawValue): \(error.detail)"
            switch expectation {
            case .answer: return differs(["expected an answer, but the source failed: \(told)"])
            case .fails(let words): return differs(told.contains(words) ? [] : ["fails: expected \"\(words)\", got \"\(told)\""])
            }
        }
        switch expectation {
        case .fails(let words): return differs(["fails: expected \"\(words)\", but the rows gave an answer"])
        case .answer(let form):
            let before = diagnostics.errorCount
            var comparison = CaseComparison(plan: plan, standard: standard)
            comparison.compare(outcome, with: form, &diagnostics)
            comparison.compareMarks(outcome, isExpected: form.boolean("marked", &diagnostics) ?? false)
            return diagnostics.errorCount == before ? differs(comparison.differences) : nil
        }
    }

    private func differs(_ differences: [String]) -> CaseResult { CaseResult(name: name, span: span, differences: differences) }
}
