package import Core

/// A total of a case that some version of the standard defines, such as `saldo` or `totaal_opgelegd`, by which a mapping can be proved.
package struct Total: Sendable {
    /// The canonical name of its field.
    package let name: String
    let formula: Formula
    /// By kind of the standard, whether its events count: those that the version lacks do so only where its file says it.
    let counts: [Bool]
    /// By kind of the standard, what its events do to the debt in that version.
    let effects: [EventKind.Effect]
}

extension Standard {
    /// The names of all totals of all versions, each once, in the order of the versions.
    package var totals: [String] {
        var names: [String] = []
        for total in editions.lazy.flatMap(\.totals) where !names.contains(total.name) { names.append(total.name) }
        return names
    }

    /// The total of that name in the first version that has it; nil when none has.
    package func total(named name: String) -> Total? {
        for edition in editions {
            guard let found = edition.totals.first(where: { $0.name == name }) else { continue }
            return Total(
                name: name, formula: found.formula, counts: edition.kinds.map { found.formula.countsMissing || $0.fate == .listed },
                effects: edition.kinds.map(\.effect))
        }
        return nil
    }
}

extension Total {
    /// What it is over these events together, in cents; nil when it does not fit.
    package func sum(over cases: [FinancialCase], of kinds: [EventKind]) -> Cents? {
        var sums = Sums()
        for at in cases.indices {
            guard add(cases[at].events, of: kinds, to: &sums) else { return nil }
        }
        return sums.total(formula)
    }

    /// The same over the events of one case.
    package func sum(of events: [CaseEvent], of kinds: [EventKind]) -> Cents? {
        var sums = Sums()
        return add(events, of: kinds, to: &sums) ? sums.total(formula) : nil
    }

    private func add(_ events: [CaseEvent], of kinds: [EventKind], to sums: inout Sums) -> Bool {
        for at in events.indices {
            let kind = events[at].kind
            guard counts[kind], let slot = kinds[kind].amountSlot, case .money(let amount) = events[at].values[slot] else { continue }
            guard sums.count(amount, effects[kind]) else { return false }
        }
        return true
    }
}
