import Core
import Standard
import Syntax

extension Checker {
    /// What is possible and hardly meant. Only of a mapping without errors: each of these would otherwise be noise behind another mistake.
    mutating func tellMeaning(_ rules: [Rule], _ leaveOuts: [LeaveOut], cases: Int) {
        tellObligation(rules)
        tellMissingKinds(rules)
        tellNegativeAmounts(rules, leaveOuts)
        tellUnreachedCodes(rules, leaveOuts)
        tellNeverReached(rules, leaveOuts)
        tellOnlyLeftOut(rules, leaveOuts, cases: cases)
        for set in mapping.rowSets { tellOutputs(set) }
    }

    /// Some event must be able to impose what a case is about, unless another mapping joins in.
    private mutating func tellObligation(_ rules: [Rule]) {
        guard let cases = mapping.cases, !cases.isJoined else { return }
        let raising = standard.kinds.filter { $0.effect == .raises }
        let imposing = rules.filter { rule in raising.contains { $0.index == rule.kind } }
        let names = raising.map(\.name).joined(separator: " or ")
        guard !imposing.isEmpty else {
            diagnostics.warning(
                .noObligation, at: cases.span, "no event imposes the debt of a case", label: "these cases have no obligation",
                hint: "add \(names), or join: true when another mapping of the tenant gives it")
            return
        }
        let primary = imposing.filter { rule in
            guard let field = standard.kinds[rule.kind].fields.first(where: { $0.role == .primary }) else { return true }
            return rule.blank[field.slot] != .boolean(false)
        }
        guard primary.isEmpty else { return }
        diagnostics.warning(
            .noObligation, at: cases.span, "every obligation of these cases is a secondary one", label: "none is the primary obligation",
            others: imposing.map { Diagnostic.Other($0.span, "'\($0.kindName)' is here, and never the primary one") },
            hint: "say true for the obligation the case is about")
    }

    /// `without` names kinds of the standard that no rule gives.
    mutating func checkWithout() {
        var seen: [String: Span] = [:]
        for name in mapping.without {
            if standard.kind(named: name.text) == nil {
                diagnostics.error(
                    .unknownEvent, at: name.span, "the standard has no event '\(name.text)'",
                    hint: Spelling.hint(for: name.text, in: standard.kinds.map(\.name)))
            } else if let first = seen.updateValue(name.span, forKey: name.text) {
                diagnostics.error(
                    .givenAfterAll, at: name.span, "'\(name.text)' stands here for the second time",
                    others: [Diagnostic.Other(first, "the first is here")])
            } else if let rule = mapping.rules.first(where: { $0.event?.text == name.text }) {
                diagnostics.error(
                    .givenAfterAll, at: name.span, "the mapping does give '\(name.text)'", label: "said to be without",
                    others: [Diagnostic.Other(rule.span, "it is given here")])
            }
        }
    }

    private mutating func tellMissingKinds(_ rules: [Rule]) {
        let missing = standard.kinds.filter { kind in
            !rules.contains { $0.kind == kind.index } && !mapping.without.contains { $0.text == kind.name }
        }.map(\.name)
        guard !missing.isEmpty, let place = mapping.events else { return }
        diagnostics.warning(
            .missingKind, at: place, "no event gives \(missing.map { "'\($0)'" }.joined(separator: ", "))",
            hint: "if the source has none, say so once: without: [\((mapping.without.map(\.text) + missing).joined(separator: ", "))]")
    }

    private mutating func tellOnlyLeftOut(_ rules: [Rule], _ leaveOuts: [LeaveOut], cases: Int) {
        for (index, set) in mapping.rowSets.enumerated() where index != cases {
            let own = leaveOuts.filter { $0.rowSet == index }
            guard let first = own.first, !rules.contains(where: { $0.rowSet == index }),
                !mapping.reconciles.contains(where: { $0.rows?.text == set.name.text })
            else { continue }
            diagnostics.warning(
                .onlyLeftOut, at: set.name.span, "no event is made of '\(set.name.text)', its rows are only left out",
                others: [Diagnostic.Other(first.span, "here")], hint: "what is not disclosed need not be read")
        }
    }

    /// The query's own text against the declared columns; what only the database knows is left to `check --live`.
    private mutating func tellOutputs(_ set: RowSet) {
        guard let outputs = set.outputs else { return }
        let extra = outputs.filter { output in output.name != nil && !set.columns.contains { output.isCalled($0.name.text) } }
        let lacking =
            outputs.contains { $0.name == nil } ? [] : set.columns.filter { column in !outputs.contains { $0.isCalled(column.name.text) } }
        var meant: Set<String> = []
        for column in lacking {
            // One too many and one too few are the same column.
            let isPair = lacking.count == 1 && extra.count == 1
            let near = Spelling.nearest(to: column.name.text, in: extra.compactMap(\.name)) ?? (isPair ? extra[0].name : nil)
            if let near { meant.insert(near) }
            let place = near.flatMap { near in extra.first { $0.name == near } }
            diagnostics.warning(
                .missingOutput, at: column.name.span, "the query of '\(set.name.text)' gives no column '\(column.name.text)'",
                others: place.map { [Diagnostic.Other($0.span, "it gives '\($0.name ?? "")'")] } ?? [],
                hint: near.map { "did you mean '\($0)'?" } ?? "name it in the query, with AS if need be")
        }
        for output in extra {
            guard let name = output.name, !meant.contains(name) else { continue }
            diagnostics.warning(
                .undeclaredOutput, at: output.span, "the query gives '\(name)', which 'columns' does not declare", label: "not declared",
                hint: "what is not used is not read: remove it, or declare it")
        }
    }
}
