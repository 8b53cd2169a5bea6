import Core

extension Checker {
    /// Codes of a list that every rule of a row set passes by: a row with one would make the source fail.
    mutating func tellUnreachedCodes(_ rules: [Rule], _ leaveOuts: [LeaveOut]) {
        for (index, set) in mapping.rowSets.enumerated() {
            let gates = rules.filter { $0.rowSet == index }.map(\.tests) + leaveOuts.filter { $0.rowSet == index }.map(\.tests)
            guard !gates.isEmpty else { continue }
            for (place, column) in set.columns.enumerated() {
                guard let list = column.reading?.codes else { continue }
                let unreached = list.codes.indices.filter { code in
                    !gates.contains { tests in tests.allSatisfy { $0.column != place || $0.predicate.takes(code: code) } }
                }
                guard let first = unreached.first else { continue }
                let names = unreached.map { "'\(list.codes[$0])'" }.joined(separator: ", ")
                diagnostics.warning(
                    .unreachedCode, at: column.name.span, "no event and no leave_out of '\(set.name.text)' takes the code \(names)",
                    others: list.outputs.first.map { [Diagnostic.Other($0.spans[first], "the list knows it here")] } ?? [],
                    hint: "a row with it makes the source fail; take it, leave it out with a reason, or remove it from the list")
            }
        }
    }

    /// Rules that get no row, because a rule of `leave_out` that is looked at before takes all of theirs.
    mutating func tellNeverReached(_ rules: [Rule], _ leaveOuts: [LeaveOut]) {
        func earlier(_ rowSet: Int, _ tests: [Test], in candidates: some Sequence<LeaveOut>) -> LeaveOut? {
            candidates.first { leaveOut in
                leaveOut.rowSet == rowSet
                    && leaveOut.tests.allSatisfy { wanted in
                        tests.contains { $0.column == wanted.column && $0.predicate.implies(wanted.predicate) }
                    }
            }
        }
        for rule in rules {
            guard let taker = earlier(rule.rowSet, rule.tests, in: leaveOuts) else { continue }
            diagnostics.warning(
                .neverReached, at: rule.span, "every row of this event is left out before it",
                others: [Diagnostic.Other(taker.span, "by this rule, which is looked at first")],
                hint: "narrow the 'when' of the one or of the other")
        }
        for (place, leaveOut) in leaveOuts.enumerated() {
            guard let taker = earlier(leaveOut.rowSet, leaveOut.tests, in: leaveOuts[..<place]) else { continue }
            diagnostics.warning(
                .neverReached, at: leaveOut.span, "every row of this rule is left out before it",
                others: [Diagnostic.Other(taker.span, "by this rule, which is looked at first")], hint: "remove one of the two")
        }
    }
}

extension Predicate {
    fileprivate func takes(code: Int) -> Bool {
        switch self {
        case .codes(let codes, _): codes[code]
        case .not(let inner): !inner.takes(code: code)
        case .present: true
        case .absent: false
        // What compares with no code says nothing of one.
        case .oneOf, .sign: true
        }
    }
}
