import Core

/// Follows the payment notices of one case through time, to say at the end which of them are overdue.
///
/// The rules (design §3; the standard itself only says that an achterstand refers to a payment notice):
/// - a payment with a betalingskenmerk settles the notice that bears it, a payment without one settles the oldest notice first;
/// - a newer notice with the same betalingskenmerk replaces the older, a withdrawn notice does not count;
/// - what was paid on a notice while it stood is not taken off the notice that replaced it: the new one asks what was still open then;
/// - a notice is overdue from the day after its vervaldatum, in Amsterdam;
/// - together the arrears are never more than the balance; what the balance lacks is taken from the oldest.
struct Ledger {
    private struct Notice {
        let event: Int
        let kenmerk: String
        let reference: String?
        let moment: Int
        let due: Instant?
        var open: Int
        var stands: Bool
        let isEverWithdrawn: Bool
    }

    /// Oldest first.
    private var notices: [Notice] = []
    /// What was paid without a betalingskenmerk and no notice asked yet.
    private var credit = 0
    /// What was paid under a betalingskenmerk that no notice bore yet.
    private var early: [(reference: String, amount: Int)] = []

    /// The arrears of a case, in the order of its events.
    /// - Parameter events: in the order of time.
    static func arrears(_ events: [CaseEvent], _ edition: Edition, saldo: Cents, at now: Instant) -> [Arrear] {
        guard events.contains(where: { edition.kinds[$0.kind].effect == .demands }) else { return [] }
        var withdrawn: Set<String> = []
        for event in events {
            if let slot = edition.kinds[event.kind].withdrawnSlot, case .text(let kenmerk) = event.values[slot] { withdrawn.insert(kenmerk) }
        }
        var ledger = Ledger()
        var gone: Set<String> = []
        for (at, event) in events.enumerated() {
            let table = edition.kinds[event.kind]
            switch table.effect {
            case .demands: ledger.demand(at, event, table, withdrawn: withdrawn, gone: gone)
            case .withdraws:
                guard let slot = table.withdrawnSlot, case .text(let kenmerk) = event.values[slot] else { continue }
                gone.insert(kenmerk)
                ledger.withdraw(kenmerk)
            case .settles:
                // Only a payment can bear a betalingskenmerk; a remission lowers the balance, which limits the arrears in the end.
                guard let slot = table.paymentReferenceSlot, let amount = event.amount(table), amount > 0 else { continue }
                if case .text(let reference) = event.values[slot] {
                    ledger.pay(amount, reference: reference)
                } else {
                    ledger.pay(amount)
                }
            case .raises, .adjusts, .none: continue
            }
        }
        return ledger.overdue(saldo: saldo, at: now, edition, events)
    }

    private mutating func demand(_ at: Int, _ event: CaseEvent, _ table: KindTable, withdrawn: Set<String>, gone: Set<String>) {
        guard case .text(let kenmerk) = event.values[table.kenmerkSlot], let amount = event.amount(table) else { return }
        var due: Instant?
        if let slot = table.dueSlot, case .instant(let instant) = event.values[slot] { due = instant }
        var reference: String?
        if let slot = table.paymentReferenceSlot, case .text(let text) = event.values[slot] { reference = text }
        var moment = Int.max
        if case .instant(let instant) = event.values[table.momentSlot] { moment = instant.epoch }
        let isEverWithdrawn = withdrawn.contains(kenmerk)
        var notice = Notice(
            event: at, kenmerk: kenmerk, reference: reference, moment: moment, due: due, open: amount, stands: !gone.contains(kenmerk),
            isEverWithdrawn: isEverWithdrawn)
        if let reference {
            if !isEverWithdrawn {
                for other in notices.indices where notices[other].reference == reference { notices[other].stands = false }
            }
            if let waiting = early.firstIndex(where: { $0.reference == reference }) {
                notice.open = max(0, notice.open - early.remove(at: waiting).amount)
            }
        }
        if notice.stands, credit > 0 {
            let part = min(credit, notice.open)
            notice.open -= part
            credit -= part
        }
        // Of notices of one moment (instalments) the one that must be paid first is the oldest.
        var place = notices.count
        while place > 0, notices[place - 1].moment == moment, (notices[place - 1].due?.epoch ?? .max) > (due?.epoch ?? .max) { place -= 1 }
        notices.insert(notice, at: place)
    }

    private mutating func withdraw(_ kenmerk: String) {
        for at in notices.indices where notices[at].kenmerk == kenmerk { notices[at].stands = false }
    }

    private mutating func pay(_ amount: Int, reference: String) {
        let own = notices.lastIndex { $0.stands && $0.reference == reference && !$0.isEverWithdrawn }
        if let at = own ?? notices.lastIndex(where: { $0.stands && $0.reference == reference }) {
            notices[at].open = max(0, notices[at].open - amount)
        } else if !notices.contains(where: { $0.reference == reference }) {
            if let waiting = early.firstIndex(where: { $0.reference == reference }) {
                early[waiting].amount &+= amount
            } else {
                early.append((reference, amount))
            }
        }
    }

    private mutating func pay(_ amount: Int) {
        var rest = amount
        for at in notices.indices where notices[at].stands && notices[at].open > 0 {
            let part = min(rest, notices[at].open)
            notices[at].open -= part
            rest -= part
            if rest == 0 { return }
        }
        credit &+= rest
    }

    private func overdue(saldo: Cents, at now: Instant, _ edition: Edition, _ events: [CaseEvent]) -> [Arrear] {
        let today = now.localDay
        var late = notices.filter { notice in
            guard notice.stands, !notice.isEverWithdrawn, notice.open > 0, let due = notice.due else { return false }
            return today > due.localDay && edition.kinds[events[notice.event].kind].fate == .listed
        }
        var sum = 0
        for notice in late { sum = sum.addingReportingOverflow(notice.open).overflow ? .max : sum + notice.open }
        var excess = sum - max(0, saldo.amount)
        for at in late.indices where excess > 0 {
            let part = min(excess, late[at].open)
            late[at].open -= part
            excess -= part
        }
        return late.filter { $0.open > 0 }.sorted { $0.event < $1.event }.map { Arrear(kenmerk: $0.kenmerk, open: Cents($0.open)) }
    }
}

extension CaseEvent {
    /// The amount in cents; nil when it has none.
    @inline(__always)
    func amount(_ table: KindTable) -> Int? {
        guard let slot = table.amountSlot, case .money(let cents) = values[slot] else { return nil }
        return cents.amount
    }
}

extension Instant {
    /// Days since 1 January 1970, as the calendar in Amsterdam counts them.
    fileprivate var localDay: Int {
        let local = epoch + Int(offset)
        return local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
    }
}
