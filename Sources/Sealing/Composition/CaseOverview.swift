import Core
import Standard

/// What a document tells of one case: what it is for, and how its amounts stand. Found by the roles of the standard, whatever its version.
struct CaseOverview {
    /// A payment notice that still asks for something.
    struct Asked {
        let notice: CaseAccount.Notice
        let event: CaseEvent
        /// What must be paid on it, in cents: never more, with the others of its case, than the balance.
        let amount: Cents

        var isLate: Bool { notice.arrear.amount > 0 }
    }

    /// Its place in the document, from 1.
    private(set) var number = 0
    let organisation: OIN
    let kenmerk: String
    /// What the citizen knows it by; nil when the source does not say.
    let title: String?
    /// The number of the decision; nil when the source does not say.
    let decision: String?
    let events: [CaseEvent]
    let imposed: Cents
    let paid: Cents
    /// What went off (or, below zero, on) the debt without being paid: remitted, corrected.
    let changed: Cents
    /// Below zero when too much was paid.
    let balance: Cents
    let late: Cents
    /// What must be paid first stands first.
    let asked: [Asked]

    init(
        _ zaak: RenderedCase, of organisation: OIN, _ standard: Standard, _ rendition: Rendition
    ) throws(DocumentFailure) {
        self.organisation = organisation
        events = zaak.events
        let named = standard.zaakFields.first { $0.role == .kenmerk }
        if let named, case .text(let text) = zaak.values[named.slot] { kenmerk = Tongue.line(text) } else { kenmerk = "" }
        let obligations = zaak.events.filter { standard.kinds[$0.kind].effect == .raises }
        let main = obligations.first { $0.value(.primary, standard) == .boolean(true) } ?? obligations.first
        title = main?.text(.description, standard)
        decision = main?.text(.decision, standard)
        imposed = try CaseOverview.sum(obligations, standard)
        // Only a payment can bear a reference: what settles without one is a remission.
        let payments = zaak.events.filter { event in
            let kind = standard.kinds[event.kind]
            return kind.effect == .settles && kind.slot(of: .paymentReference) != nil
        }
        paid = try CaseOverview.sum(payments, standard)
        balance = zaak.saldo
        let left = imposed.amount.subtractingReportingOverflow(paid.amount)
        let rest = left.partialValue.subtractingReportingOverflow(zaak.saldo.amount)
        guard !left.overflow, !rest.overflow else { throw .overflow }
        changed = Cents(rest.partialValue)
        late = zaak.due
        let notices = standard.notices(of: zaak, version: rendition.version, at: rendition.moment)
        asked = CaseOverview.asked(notices, zaak)
    }

    /// Whether nothing is left to pay for it.
    var isSettled: Bool { balance <= .zero }

    /// As a worried person needs them: what is late first, then what is open by the first day to pay, then what was paid too much, then the
    /// rest. Numbered in that order.
    static func ordered(_ cases: [CaseOverview]) -> [CaseOverview] {
        func rank(_ zaak: CaseOverview) -> Int { zaak.late > .zero ? 0 : zaak.balance > .zero ? 1 : zaak.balance < .zero ? 2 : 3 }
        let sorted = cases.enumerated().sorted { one, other in
            let (a, b) = (one.element, other.element)
            let first = (rank(a), a.asked.first?.notice.due?.epoch ?? .max, one.offset)
            return first < (rank(b), b.asked.first?.notice.due?.epoch ?? .max, other.offset)
        }
        return sorted.enumerated().map { place, it in
            var zaak = it.element
            zaak.number = place + 1
            return zaak
        }
    }

    /// What is open of a notice is not more than the balance leaves for it: what was remitted need not be paid. The oldest give way, as in the
    /// rule for arrears.
    private static func asked(_ notices: [CaseAccount.Notice], _ zaak: RenderedCase) -> [Asked] {
        let late = notices.filter { $0.arrear.amount > 0 }
        var room = max(0, zaak.saldo.amount) - late.reduce(0) { $0 + $1.arrear.amount }
        var found = late.map { Asked(notice: $0, event: zaak.events[$0.event], amount: $0.arrear) }
        // The newest take what room there is, so that the oldest give way.
        for notice in notices.reversed() where notice.stands && notice.open.amount > 0 && notice.arrear.amount == 0 {
            let amount = min(room, notice.open.amount)
            guard amount > 0 else { continue }
            room -= amount
            found.append(Asked(notice: notice, event: zaak.events[notice.event], amount: Cents(amount)))
        }
        return found.sorted { ($0.notice.due?.epoch ?? .max, $0.notice.event) < ($1.notice.due?.epoch ?? .max, $1.notice.event) }
    }

    /// What no notice asks yet, in cents.
    var unasked: Cents { Cents(max(0, balance.amount) - asked.reduce(0) { $0 + $1.amount.amount }) }

    private static func sum(_ events: [CaseEvent], _ standard: Standard) throws(DocumentFailure) -> Cents {
        var sum = Cents.zero
        for event in events {
            guard case .money(let amount) = event.value(.amount, standard) else { continue }
            guard let next = sum.adding(amount) else { throw .overflow }
            sum = next
        }
        return sum
    }
}

extension CaseEvent {
    /// The value of the field with a role; absent when its kind has none.
    func value(_ role: Role, _ standard: Standard) -> Value {
        standard.kinds[kind].slot(of: role).map { values[$0] } ?? .absent
    }

    func text(_ role: Role, _ standard: Standard) -> String? {
        if case .text(let text) = value(role, standard), !text.isEmpty { Tongue.line(text) } else { nil }
    }
}
