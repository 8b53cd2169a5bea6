package import Core
package import Standard
import Syntax

/// What came of one case of a mapping's test file.
package struct CaseResult: Sendable {
    package let name: String
    /// Where the case stands.
    package let span: Span
    /// Empty when the case passed. Test files hold invented people only, so values may be shown.
    package let mismatches: [CaseMismatch]
    /// How the file would have to change for the case to pass.
    let edits: [CaseEdit]

    package var passed: Bool { mismatches.isEmpty }
    /// One text per place that differs, its path first.
    package var differences: [String] { mismatches.map(\.text) }
}

/// The cases of a mapping's test file `<name>.test.yaml`: rows in, the expected answer or failure out. No database is needed.
package struct MappingCase {
    /// The key under which tests compute missing kenmerken; public on purpose, so that an author can copy a kenmerk from a difference.
    static let key = KenmerkKey(id: "test", key: Secret(Array("blauwbrug-test".utf8)))

    let name: String
    let rows: [Rows]
    let expectation: Expectation
    let span: Span
    /// The `answer` or `fails` of the file.
    let written: Node.Entry

    enum Expectation {
        case answer(Form)
        case fails(String)
    }

    /// Runs every case; mistakes in the file itself are diagnostics, and such a case has no result.
    ///
    /// - Parameters:
    ///   - chosen: says of a case's name whether it is run; nil for all.
    ///   - coverage: gains what the cases that pass make use of.
    package static func run(
        _ file: SourceText, plan: Plan, standard: Standard, chosen: ((String) -> Bool)? = nil, coverage: CoverageWalk? = nil,
        into diagnostics: inout Diagnostics
    ) -> [CaseResult] {
        cases(file, plan, chosen, &diagnostics).compactMap { found in
            let outcome = found.outcome(plan)
            guard let result = found.result(outcome, plan, standard, &diagnostics) else { return nil }
            if result.passed { coverage?.walk(found, outcome) }
            return result
        }
    }

    static func cases(_ file: SourceText, _ plan: Plan, _ chosen: ((String) -> Bool)?, _ diagnostics: inout Diagnostics) -> [MappingCase] {
        guard let root = YAMLReader.read(file, into: &diagnostics), let form = Form(root, "a test file", fileShape, &diagnostics),
            let items = form.need("cases", &diagnostics)?.needList("'cases'", &diagnostics)
        else { return [] }
        var names: [String: Span] = [:]
        var all: [MappingCase] = []
        for item in items {
            guard let found = MappingCase(item, plan, &diagnostics) else { continue }
            if let first = names.updateValue(found.span, forKey: found.name) {
                diagnostics.error(
                    .badCaseFile, at: found.span, "two cases are called '\(found.name)'",
                    others: [Diagnostic.Other(first, "the first is here")])
            }
            if chosen?(found.name) ?? true { all.append(found) }
        }
        return all
    }

    private init?(_ node: Node, _ plan: Plan, _ diagnostics: inout Diagnostics) {
        guard let form = Form(node, "a case", MappingCase.shape, &diagnostics),
            let name = form.needText("name", &diagnostics)
        else { return nil }
        let place = form["name"]?.span ?? node.span
        let rows = CaseRows.rows(form["rows"], plan, at: place, &diagnostics)
        switch (form.entry("answer"), form.entry("fails")) {
        case (.some(let entry), nil):
            guard let answer = Form(entry.value, "'answer'", MappingCase.answerShape, &diagnostics) else { return nil }
            expectation = .answer(answer)
            written = entry
        case (nil, .some(let entry)):
            guard let text = entry.value.needText("'fails'", &diagnostics) else { return nil }
            guard !text.isEmpty else {
                diagnostics.error(.badCaseFile, at: entry.value.span, "'fails' must say some words of the failure")
                return nil
            }
            expectation = .fails(text)
            written = entry
        default:
            if !form.hasUnknownKeys { diagnostics.error(.badCaseFile, at: place, "a case has either 'answer' or 'fails'") }
            return nil
        }
        guard let rows else { return nil }
        self.name = name
        self.rows = rows
        span = place
    }

    func outcome(_ plan: Plan) -> Result<PlanResult, Failure> {
        Result { () throws(Failure) in try plan.run(rows, index: 0, key: MappingCase.key) }
    }

    func result(
        _ outcome: Result<PlanResult, Failure>, _ plan: Plan, _ standard: Standard, _ diagnostics: inout Diagnostics
    ) -> CaseResult? {
        switch (expectation, outcome) {
        case (.answer(let form), .success(let found)):
            let before = diagnostics.errorCount
            var comparison = CaseComparison(plan: plan, standard: standard)
            comparison.compare(found, with: form, &diagnostics)
            comparison.compareMarks(found, with: form, &diagnostics)
            guard diagnostics.errorCount == before else { return nil }
            return CaseResult(name: name, span: span, mismatches: comparison.mismatches, edits: comparison.edits)
        case (.answer, .failure(let failure)):
            return differs("answer", [.expected("an answer"), .got("fails: \(MappingCase.told(failure))")], [.whole])
        case (.fails(let words), .success):
            return differs("fails", [.expected("fails: \(words)"), .got("an answer")], [.whole])
        case (.fails(let words), .failure(let failure)):
            let told = MappingCase.told(failure)
            guard !told.contains(words) else { return CaseResult(name: name, span: span, mismatches: [], edits: []) }
            return differs(
                "fails", [.expected("fails: \(words)"), .got("fails: \(told)")],
                [.set(written.value, CaseText.scalar(CaseText.words(of: failure)))])
        }
    }

    private static func told(_ failure: Failure) -> String { "\(failure.kind.rawValue): \(failure.detail)" }

    private func differs(_ path: String, _ lines: [CaseMismatch.Line], _ edits: [CaseEdit]) -> CaseResult {
        let mismatch = CaseMismatch(path: path, span: written.value.span, lines: lines, note: nil)
        return CaseResult(name: name, span: span, mismatches: [mismatch], edits: edits)
    }
}
