import Core

/// A bill that stands: what of it must still be paid, and when.
struct DebtBill: Sendable {
    let event: DebtEvent
    /// In cents, after the payments that count on it.
    var open: Int
    let isLate: Bool

    /// The bills of a case on which something must still be paid, the earliest first.
    ///
    /// A stranger's reading of the rules that the standard states: a payment counts on the bill whose betalingskenmerk it bears, else on
    /// the oldest; a withdrawn or replaced bill counts no more; together the bills are never more than the balance.
    ///
    /// - Parameters:
    ///   - events: in the order of time.
    ///   - late: the kenmerken of the bills that the answer calls overdue (`achterstanden`).
    static func open(_ events: [DebtEvent], late: Set<String>, saldo: Int, today: CalendarDate) -> [DebtBill] {
        let withdrawn = Set(events.compactMap(\.withdraws))
        var bills: [DebtBill] = []
        // What was paid on bills that no longer stand is in the new bill already.
        var gone: Set<String> = []
        var loose = 0
        for event in events {
            switch event.kind {
            case .asked where withdrawn.contains(event.kenmerk): if let reference = event.paymentReference { gone.insert(reference) }
            case .asked:
                bills.removeAll { $0.event.paymentReference != nil && $0.event.paymentReference == event.paymentReference }
                bills.append(DebtBill(event: event, open: event.amount, isLate: late.contains(event.kenmerk)))
            case .paid:
                if let own = bills.lastIndex(where: {
                    $0.event.paymentReference != nil && $0.event.paymentReference == event.paymentReference
                }) {
                    let part = min(bills[own].open, event.amount)
                    bills[own].open -= part
                    loose += event.amount - part
                } else if event.paymentReference.map({ !gone.contains($0) }) ?? true {
                    loose += event.amount
                }
            case .imposed, .corrected, .remitted, .withdrawn: break
            }
        }
        bills.sort { ($0.event.due?.epoch ?? .max) < ($1.event.due?.epoch ?? .max) }
        for at in bills.indices {
            let part = min(bills[at].open, loose)
            bills[at].open -= part
            loose -= part
        }
        return fitted(bills, late: late, saldo: saldo, today: today)
    }

    /// Not more than is open in all: what the answer calls overdue first, and of that the newest (the standard takes what lacks off the oldest).
    private static func fitted(_ bills: [DebtBill], late: Set<String>, saldo: Int, today: CalendarDate) -> [DebtBill] {
        var left = max(0, saldo)
        var fitted: [DebtBill] = []
        for bill in bills.reversed() where bill.isLate && left > 0 && bill.open > 0 {
            fitted.append(DebtBill(event: bill.event, open: min(left, bill.open), isLate: true))
            left -= min(left, bill.open)
        }
        for bill in bills where !bill.isLate && left > 0 && bill.open > 0 {
            guard let due = bill.event.due?.localDate, due >= today else { continue }
            fitted.append(DebtBill(event: bill.event, open: min(left, bill.open), isLate: false))
            left -= min(left, bill.open)
        }
        return fitted.sorted { ($0.event.due?.epoch ?? .max) < ($1.event.due?.epoch ?? .max) }
    }
}
