package import Core

extension Standard {
    /// What is open after the events of these cases together, in cents; nil when it does not fit.
    package func balance(over cases: [FinancialCase]) -> Cents? {
        var sums = Sums()
        for at in cases.indices {
            guard count(cases[at].events, in: &sums) else { return nil }
        }
        return sums.balance
    }

    /// Counts events; false when a sum does not fit any more.
    func count(_ events: [CaseEvent], in sums: inout Sums) -> Bool {
        for at in events.indices {
            let kind = events[at].kind
            guard let slot = kinds[kind].amountSlot, case .money(let amount) = events[at].values[slot] else { continue }
            guard sums.count(amount, kinds[kind].effect) else { return false }
        }
        return true
    }
}

/// What the events of a case do together, in cents.
struct Sums {
    private var raises = 0
    private var settles = 0
    private var adjustsUp = 0
    private var adjustsDown = 0

    /// Counts one event; false when a sum does not fit any more.
    mutating func count(_ amount: Cents, _ effect: EventKind.Effect) -> Bool {
        switch effect {
        case .raises: Sums.add(amount.amount, to: &raises)
        case .settles: Sums.add(amount.amount, to: &settles)
        case .adjusts where amount.amount >= 0: Sums.add(amount.amount, to: &adjustsUp)
        case .adjusts: Sums.subtract(amount.amount, from: &adjustsDown)
        case .demands, .withdraws, .none: true
        }
    }

    /// The total a formula makes; nil when it does not fit.
    func total(_ formula: Formula) -> Cents? {
        var total = 0
        for term in formula.add {
            guard Sums.add(self[term], to: &total) else { return nil }
        }
        for term in formula.subtract {
            guard Sums.subtract(self[term], from: &total) else { return nil }
        }
        return Cents(total)
    }

    /// What is open: what was imposed and corrected, without what is settled; nil when it does not fit.
    var balance: Cents? {
        var total = raises
        guard Sums.add(adjustsUp, to: &total), Sums.subtract(settles, from: &total), Sums.subtract(adjustsDown, from: &total) else {
            return nil
        }
        return Cents(total)
    }

    private subscript(_ term: Formula.Term) -> Int {
        switch term {
        case .raises: raises
        case .settles: settles
        case .adjustsUp: adjustsUp
        case .adjustsDown: adjustsDown
        }
    }

    private static func add(_ amount: Int, to sum: inout Int) -> Bool {
        let (result, overflow) = sum.addingReportingOverflow(amount)
        sum = result
        return !overflow
    }

    private static func subtract(_ amount: Int, from sum: inout Int) -> Bool {
        let (result, overflow) = sum.subtractingReportingOverflow(amount)
        sum = result
        return !overflow
    }
}
