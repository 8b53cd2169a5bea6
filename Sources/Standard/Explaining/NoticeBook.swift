import Core

/// Follows the payment notices of one case as `Ledger` does, and remembers who paid what on which: slower, and only for explaining. The
/// rules stand there; tests hold the two together.
struct NoticeBook {
    /// Money with the payment it came from.
    private struct Money {
        let event: Int
        var amount: Int
    }

    private let events: [CaseEvent]
    private let edition: Edition
    /// Oldest first.
    private(set) var notices: [CaseAccount.Notice] = []
    private(set) var arrears: [Arrear] = []
    /// By notice, whether payments still count on it: what is withdrawn or replaced later stood until then.
    private var isAsking: [Bool] = []
    private var credit: [Money] = []
    private var early: [String: [Money]] = [:]
    /// By the kenmerk of a notice, the event that withdraws it.
    private var withdrawals: [String: Int] = [:]

    /// - Parameter events: in the order of time.
    init(_ events: [CaseEvent], _ edition: Edition) {
        self.events = events
        self.edition = edition
        for at in events.indices {
            if let kenmerk = text(at, table(at).withdrawnSlot), withdrawals[kenmerk] == nil { withdrawals[kenmerk] = at }
        }
        guard events.indices.contains(where: { table($0).effect == .demands }) else { return }
        for at in events.indices {
            switch table(at).effect {
            case .demands: demand(at)
            case .withdraws: withdraw(at)
            case .settles: settle(at)
            case .raises, .adjusts, .none: break
            }
        }
    }

    /// Marks what is overdue at a moment; gives what of it the balance lacks, in cents.
    mutating func close(saldo: Cents, at now: Instant) -> Cents {
        let late = notices.indices.filter { at in
            guard notices[at].stands, notices[at].open.amount > 0, let due = notices[at].due else { return false }
            return now.localDay > due.localDay && table(notices[at].event).fate == .listed
        }
        // The newest take what the balance has, so that the oldest give way.
        var room = max(0, saldo.amount)
        var lacking = 0
        for at in late.reversed() {
            let open = notices[at].open.amount
            let part = min(open, room)
            room -= part
            let (sum, isOver) = lacking.addingReportingOverflow(open - part)
            lacking = isOver ? .max : sum
            notices[at].arrear = Cents(part)
        }
        arrears = late.filter { notices[$0].arrear.amount > 0 }.sorted { notices[$0].event < notices[$1].event }.compactMap { at in
            kenmerk(notices[at].event).map { Arrear(kenmerk: $0, open: notices[at].arrear) }
        }
        return Cents(lacking)
    }

    private mutating func demand(_ at: Int) {
        guard let amount = events[at].amount(table(at)) else { return }
        let reference = text(at, table(at).paymentReferenceSlot)
        let withdrawal = kenmerk(at).flatMap { withdrawals[$0] }
        if let reference, withdrawal == nil {
            for other in notices.indices where text(notices[other].event, table(notices[other].event).paymentReferenceSlot) == reference {
                if notices[other].replacedBy == nil { notices[other].replacedBy = at }
                isAsking[other] = false
            }
        }
        var notice = CaseAccount.Notice(
            event: at, amount: Cents(amount), due: moment(at, table(at).dueSlot), payments: [], withdrawnBy: withdrawal,
            replacedBy: nil, open: Cents(amount))
        var over: [Money] = []
        if let reference, let waiting = early.removeValue(forKey: reference) { over = NoticeBook.pay(waiting, on: &notice, .beforehand) }
        // One that was withdrawn before it was sent takes no loose money.
        let isAsking = withdrawal.map { $0 > at } ?? true
        if isAsking { credit = NoticeBook.pay(credit, on: &notice, .oldest) }
        // Of notices of one moment (instalments) the one that must be paid first is the oldest.
        var place = notices.count
        while place > 0, moment(notices[place - 1].event, table(notices[place - 1].event).momentSlot) == moment(at, table(at).momentSlot),
            (notices[place - 1].due?.epoch ?? .max) > (notice.due?.epoch ?? .max)
        { place -= 1 }
        notices.insert(notice, at: place)
        self.isAsking.insert(isAsking, at: place)
        payOldest(over)
    }

    private mutating func withdraw(_ at: Int) {
        guard let kenmerk = text(at, table(at).withdrawnSlot) else { return }
        for notice in notices.indices where self.kenmerk(notices[notice].event) == kenmerk { isAsking[notice] = false }
    }

    private mutating func settle(_ at: Int) {
        // Only a payment can bear a betalingskenmerk; a remission lowers the balance alone.
        guard table(at).paymentReferenceSlot != nil, let amount = events[at].amount(table(at)), amount > 0 else { return }
        let money = [Money(event: at, amount: amount)]
        guard let reference = text(at, table(at).paymentReferenceSlot) else { return payOldest(money) }
        let bearing = notices.indices.filter { text(notices[$0].event, table(notices[$0].event).paymentReferenceSlot) == reference }
        // The newest that stands; one that will be withdrawn only when there is no other.
        let standing = bearing.filter { isAsking[$0] }
        if let notice = standing.last(where: { notices[$0].withdrawnBy == nil }) ?? standing.last {
            payOldest(NoticeBook.pay(money, on: &notices[notice], .reference))
        } else if bearing.isEmpty {
            early[reference, default: []] += money
        } else {
            payOldest(money)
        }
    }

    private mutating func payOldest(_ money: [Money]) {
        var rest = money
        for at in notices.indices where isAsking[at] { rest = NoticeBook.pay(rest, on: &notices[at], .oldest) }
        credit += rest
    }

    /// Pays as much as is open; gives what is left.
    private static func pay(
        _ money: [Money], on notice: inout CaseAccount.Notice, _ reason: CaseAccount.Notice.Reason
    ) -> [Money] {
        money.compactMap { part in
            let amount = min(part.amount, notice.open.amount)
            guard amount > 0 else { return part.amount > 0 ? part : nil }
            notice.open = Cents(notice.open.amount - amount)
            notice.payments.append(.init(event: part.event, amount: Cents(amount), reason: reason))
            return part.amount > amount ? Money(event: part.event, amount: part.amount - amount) : nil
        }
    }

    private func table(_ event: Int) -> KindTable { edition.kinds[events[event].kind] }

    private func kenmerk(_ event: Int) -> String? { text(event, table(event).kenmerkSlot) }

    private func text(_ event: Int, _ slot: Int?) -> String? {
        if let slot, case .text(let text) = events[event].values[slot] { text } else { nil }
    }

    private func moment(_ event: Int, _ slot: Int?) -> Instant? {
        if let slot, case .instant(let instant) = events[event].values[slot] { instant } else { nil }
    }
}
