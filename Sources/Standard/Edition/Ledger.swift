import Core

/// Follows the payment notices of one case through time, to say at the end which of them are overdue.
///
/// The rules (design §3; the standard itself only says that an achterstand refers to a payment notice):
/// - a payment with a betalingskenmerk settles the notice that bears it, a payment without one settles the oldest notice first;
/// - what a payment has over after its own notice settles the oldest notice too, and so does a payment whose notices are all
///   withdrawn; one under a kenmerk that no notice ever bore lowers the balance alone;
/// - a newer notice with the same betalingskenmerk replaces the older, a withdrawn notice does not count;
/// - what was paid on a notice while it stood is not taken off the notice that replaced it: the new one asks what was still open then;
/// - a notice is overdue from the day after its vervaldatum, in Amsterdam;
/// - together the arrears are never more than the balance; what the balance lacks is taken from the oldest.
struct Ledger {
    /// Plain numbers: texts are compared where they stand, in the events.
    private struct Notice {
        let event: Int
        /// Index in `references`; -1 for a notice without a betalingskenmerk.
        let reference: Int
        /// Seconds since 1970; the largest number when not known.
        let moment: Int
        let due: Int
        var open: Int
        var stands: Bool
        let isEverWithdrawn: Bool
    }

    private let events: [CaseEvent]
    private let edition: Edition
    /// Oldest first.
    private var notices: [Notice] = []
    /// Every betalingskenmerk once.
    private var references: [String] = []
    /// What was paid without a betalingskenmerk and no notice asked yet.
    private var credit = 0
    /// What was paid under a betalingskenmerk that no notice bore yet; by index in `references`.
    private var early: [Int] = []

    /// The arrears of a case, in the order of its events.
    /// - Parameter events: in the order of time.
    static func arrears(_ events: [CaseEvent], _ edition: Edition, saldo: Cents, at now: Instant) -> [Arrear] {
        var ledger = Ledger(events: events, edition: edition)
        return ledger.follow() ? ledger.overdue(saldo: saldo, at: now) : []
    }

    private init(events: [CaseEvent], edition: Edition) {
        self.events = events
        self.edition = edition
    }

    /// Goes through the events; false when no payment was ever asked.
    private mutating func follow() -> Bool {
        var asks = false
        var withdrawn: Set<String> = []
        for at in events.indices {
            let table = edition.kinds[events[at].kind]
            if case .demands = table.effect { asks = true }
            if let kenmerk = text(at, table.withdrawnSlot) { withdrawn.insert(kenmerk) }
        }
        guard asks else { return false }
        var gone: Set<String> = []
        for at in events.indices {
            let table = edition.kinds[events[at].kind]
            switch table.effect {
            case .demands:
                let kenmerk = withdrawn.isEmpty ? nil : text(at, table.kenmerkSlot)
                demand(
                    at, table, isEverWithdrawn: kenmerk.map(withdrawn.contains) ?? false, stands: !(kenmerk.map(gone.contains) ?? false))
            case .withdraws:
                guard let kenmerk = text(at, table.withdrawnSlot) else { continue }
                gone.insert(kenmerk)
                for notice in notices.indices where text(notices[notice].event, kenmerkSlot(notices[notice])) == kenmerk {
                    notices[notice].stands = false
                }
            case .settles:
                // Only a payment can bear a betalingskenmerk; a remission lowers the balance, which limits the arrears in the end.
                guard table.paymentReferenceSlot != nil, let amount = events[at].amount(table), amount > 0 else { continue }
                let reference = reference(at, table)
                if reference < 0 { pay(amount) } else { pay(amount, reference: reference) }
            case .raises, .adjusts, .none: continue
            }
        }
        return true
    }

    private mutating func demand(_ at: Int, _ table: KindTable, isEverWithdrawn: Bool, stands: Bool) {
        guard let amount = events[at].amount(table) else { return }
        let due = moment(at, table.dueSlot)
        let moment = moment(at, table.momentSlot)
        let reference = reference(at, table)
        var open = amount
        var over = 0
        if reference >= 0 {
            if !isEverWithdrawn {
                for other in notices.indices where notices[other].reference == reference { notices[other].stands = false }
            }
            let part = min(open, early[reference])
            open -= part
            over = early[reference] - part
            early[reference] = 0
        }
        if stands, credit > 0 {
            let part = min(credit, open)
            open -= part
            credit -= part
        }
        // Of notices of one moment (instalments) the one that must be paid first is the oldest.
        var place = notices.count
        while place > 0, notices[place - 1].moment == moment, notices[place - 1].due > due { place -= 1 }
        let notice = Notice(
            event: at, reference: reference, moment: moment, due: due, open: open, stands: stands, isEverWithdrawn: isEverWithdrawn)
        notices.insert(notice, at: place)
        if over > 0 { pay(over) }
    }

    private mutating func pay(_ amount: Int, reference: Int) {
        var bears = false
        var standing: Int?
        for at in notices.indices where notices[at].reference == reference {
            bears = true
            // The newest that stands; one that will be withdrawn only when there is no other.
            let isBetter = standing.map { notices[$0].isEverWithdrawn || !notices[at].isEverWithdrawn } ?? true
            if notices[at].stands, isBetter { standing = at }
        }
        if let standing {
            let part = min(amount, notices[standing].open)
            notices[standing].open -= part
            if amount > part { pay(amount - part) }
        } else if bears {
            // Its notices are withdrawn; the money still came in.
            pay(amount)
        } else {
            early[reference] = early[reference].addingReportingOverflow(amount).overflow ? .max : early[reference] + amount
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
        credit = credit.addingReportingOverflow(rest).overflow ? .max : credit + rest
    }

    private func overdue(saldo: Cents, at now: Instant) -> [Arrear] {
        let today = now.localDay
        var late = notices.filter { notice in
            guard notice.stands, !notice.isEverWithdrawn, notice.open > 0, notice.due != .max else { return false }
            return today > Instant(epoch: notice.due).localDay && edition.kinds[events[notice.event].kind].fate == .listed
        }
        // The newest take what the balance has, so that the oldest give way; no sum is made that might not fit.
        var room = max(0, saldo.amount)
        for at in late.indices.reversed() {
            late[at].open = min(late[at].open, room)
            room -= late[at].open
        }
        late.removeAll { $0.open <= 0 }
        late.sort { $0.event < $1.event }
        return late.compactMap { notice in
            text(notice.event, kenmerkSlot(notice)).map { Arrear(kenmerk: $0, open: Cents(notice.open)) }
        }
    }

    private func kenmerkSlot(_ notice: Notice) -> Int { edition.kinds[events[notice.event].kind].kenmerkSlot }

    private func text(_ event: Int, _ slot: Int?) -> String? {
        if let slot, case .text(let text) = events[event].values[slot] { text } else { nil }
    }

    private func moment(_ event: Int, _ slot: Int?) -> Int {
        if let slot, case .instant(let instant) = events[event].values[slot] { instant.epoch } else { .max }
    }

    /// The index of an event's betalingskenmerk; -1 when it has none.
    private mutating func reference(_ event: Int, _ table: KindTable) -> Int {
        guard let text = text(event, table.paymentReferenceSlot) else { return -1 }
        if let known = references.firstIndex(of: text) { return known }
        references.append(text)
        early.append(0)
        return references.count - 1
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
    var localDay: Int {
        let local = epoch + Int(offset)
        return local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
    }
}
