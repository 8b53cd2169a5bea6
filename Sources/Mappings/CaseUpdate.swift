package import Core
package import Standard
import Syntax

/// Rewrites what the cases of a test file expect to what they give now. What need not change keeps its layout, its `"*"` and its comments.
package struct CaseUpdate {
    /// The file as it would be; the same as before when nothing differs.
    package private(set) var file: SourceText
    /// Cases that differ still, because their layout cannot be changed in place.
    package private(set) var refused: [CaseResult] = []

    private let plan: Plan
    private let standard: Standard

    /// - Parameter chosen: says of a case's name whether it may be rewritten; nil for all.
    package init(_ file: SourceText, plan: Plan, standard: Standard, chosen: ((String) -> Bool)? = nil) {
        self.file = file
        self.plan = plan
        self.standard = standard
        var done: Set<String> = []
        while let (found, result) = next(chosen, except: done) {
            done.insert(found.name)
            let texts = [CaseEdit.apply(result.edits, to: self.file), whole(found)]
            // A text counts only when the case passes with it.
            if let changed = texts.lazy.compactMap(\.self).map({ SourceText(name: file.name, text: $0) }).first(where: {
                passes(found.name, $0)
            }) {
                self.file = changed
            } else {
                refused.append(result)
            }
        }
    }

    private func next(_ chosen: ((String) -> Bool)?, except done: Set<String>) -> (MappingCase, CaseResult)? {
        var diagnostics = Diagnostics()
        for found in MappingCase.cases(file, plan, chosen, &diagnostics) where !done.contains(found.name) {
            if let result = found.result(found.outcome(plan), plan, standard, &diagnostics), !result.passed { return (found, result) }
        }
        return nil
    }

    private func passes(_ name: String, _ file: SourceText) -> Bool {
        var diagnostics = Diagnostics()
        let results = MappingCase.run(file, plan: plan, standard: standard, chosen: { $0 == name }, into: &diagnostics)
        return !diagnostics.hasErrors && results.count == 1 && results[0].passed
    }

    /// The file with the whole expectation of a case written anew; nil when its layout does not allow that.
    private func whole(_ found: MappingCase) -> String? {
        let lines: [String]
        switch found.outcome(plan) {
        case .success(let result): lines = CaseWriter(plan: plan, standard: standard).lines(of: result)
        case .failure(let failure): lines = ["fails: \(CaseText.scalar(CaseText.words(of: failure)))"]
        }
        var text = FileText(file)
        return text.replaceBlock(found.written, with: lines) ? text.result : nil
    }
}
