import Core
import Standard

/// How the totals and arrears of one case came about, line by line.
struct TotalsExplanation {
    let zaak: CaseAccount
    let standard: Standard
    let version: String

    /// The name of the list of arrears in this version.
    var arrearsName: String {
        standard.words(in: .zaak, version: version).first { standard.list($0, in: .zaak) == .arrears } ?? "arrears"
    }

    /// `saldo 28095 = raises 93650 + adjusts_up 0 - settles 65555 - adjusts_down 0`, and the events that counted.
    func lines(of total: CaseAccount.Total) -> [String] {
        let parts = total.parts(of: zaak.counted)
        func sum(_ term: CaseAccount.Term) -> Int { parts.reduce(0) { $1.part.term == term ? $0 + $1.part.amount.amount : $0 } }
        let added = total.add.map { "\($0.rawValue) \(sum($0))" }.joined(separator: " + ")
        let taken = total.subtract.map { " - \($0.rawValue) \(sum($0))" }.joined()
        return ["\(total.name) \(total.value.amount) = \(added)\(taken)"]
            + parts.map { part, isAdded in
                let shown = part.isListed ? "" : " (version \(version) cannot show it)"
                return "  \(isAdded ? "+" : "-") \(part.amount.amount) \(name(part.event)), which \(verb(part.term))\(shown)"
            }
    }

    private func verb(_ term: CaseAccount.Term) -> String {
        switch term {
        case .raises: "raises the debt"
        case .settles: "settles it"
        case .adjustsUp: "corrects it upwards"
        case .adjustsDown: "corrects it downwards"
        }
    }

    /// Which notice asked what, what was paid on it, and what is overdue since when.
    var noticeLines: [String] {
        guard !zaak.notices.isEmpty else { return [] }
        var lines = ["", "payment notices, oldest first"]
        for notice in zaak.notices {
            let due = notice.due.map { ", to be paid by \(Telling.day($0))" } ?? ", without a day to be paid by"
            lines.append("  \(name(notice.event)): \(notice.amount.amount)\(due)")
            for payment in notice.payments {
                lines.append("    - \(payment.amount.amount) \(name(payment.event)): \(why(payment.reason))")
            }
            lines.append("    = \(notice.open.amount) \(state(notice))")
        }
        let named = zaak.arrears.map { "\($0.kenmerk) \($0.open.amount)" }.joined(separator: " + ")
        let sum = zaak.arrears.reduce(0) { $0 + $1.open.amount }
        let less = zaak.excess.amount > 0 ? "; \(zaak.excess.amount) less than the notices ask, because the balance is lower" : ""
        lines += ["", "\(arrearsName) \(sum)\(named.isEmpty ? "" : " = \(named)")\(less)"]
        return lines
    }

    private func state(_ notice: CaseAccount.Notice) -> String {
        if let by = notice.withdrawnBy { return "open; does not count, withdrawn by \(name(by))" }
        if let by = notice.replacedBy { return "open; does not count, replaced by \(name(by)) with the same reference" }
        if notice.open.amount <= 0 { return "open: paid" }
        if notice.arrear.amount == notice.open.amount { return "open, overdue since \(since(notice))" }
        if notice.arrear.amount > 0 { return "open, of which \(notice.arrear.amount) overdue since \(since(notice))" }
        return "open, not overdue"
    }

    private func since(_ notice: CaseAccount.Notice) -> String { notice.overdueSince.map { Telling.wire(.date($0)) } ?? "" }

    private func why(_ reason: CaseAccount.Notice.Reason) -> String {
        switch reason {
        case .reference: "bears its reference"
        case .beforehand: "bears its reference, and came before it"
        case .oldest: "bears no reference of its own that is open, so it is for the oldest"
        }
    }

    private func name(_ event: Int) -> String {
        let kind = standard.kinds[zaak.events[event].kind]
        return "\(Telling.wire(zaak.events[event].values[kind.kenmerkSlot])) \(kind.name)"
    }
}
