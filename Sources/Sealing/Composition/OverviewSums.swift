import Core

/// The amounts of all cases together.
struct OverviewSums {
    private(set) var imposed = Cents.zero
    private(set) var paid = Cents.zero
    private(set) var changed = Cents.zero
    /// What must still be paid, without what was paid too much elsewhere.
    private(set) var open = Cents.zero
    private(set) var late = Cents.zero
    /// What was paid too much; zero or more.
    private(set) var overpaid = Cents.zero

    init(_ cases: [CaseOverview]) throws(DocumentFailure) {
        for zaak in cases {
            imposed = try OverviewSums.add(imposed, zaak.imposed)
            paid = try OverviewSums.add(paid, zaak.paid)
            changed = try OverviewSums.add(changed, zaak.changed)
            late = try OverviewSums.add(late, zaak.late)
            if zaak.balance.amount >= 0 {
                open = try OverviewSums.add(open, zaak.balance)
            } else {
                guard zaak.balance.amount > .min else { throw .overflow }
                overpaid = try OverviewSums.add(overpaid, -zaak.balance)
            }
        }
    }

    private static func add(_ a: Cents, _ b: Cents) throws(DocumentFailure) -> Cents {
        guard let sum = a.adding(b) else { throw .overflow }
        return sum
    }
}
