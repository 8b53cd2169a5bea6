import Core
import Standard

/// What happened in a case, in the order of time.
extension Narration {
    /// So many bills of one day (instalments) are told in one sentence.
    private static let fewest = 3

    func happenings(of zaak: CaseOverview, _ telling: CaseTelling) -> [String] {
        var told: [String] = []
        var rest = zaak.events[...]
        while let event = rest.first {
            let bills = Array(rest.prefix { isBill($0) && day(of: $0) == day(of: event) })
            if bills.count >= Narration.fewest, let sentence = sentence(about: bills) {
                told.append(sentence)
                rest = rest.dropFirst(bills.count)
            } else {
                told.append(Tongue.line(telling.sentence(about: event)))
                rest = rest.dropFirst()
            }
        }
        return told
    }

    private func isBill(_ event: CaseEvent) -> Bool { standard.kinds[event.kind].effect == .demands }

    private func day(of event: CaseEvent) -> CalendarDate? {
        if case .instant(let moment) = event.value(.moment, standard) { moment.localDate } else { nil }
    }

    /// Nil when one of them has no last day, or they do not add up.
    private func sentence(about bills: [CaseEvent]) -> String? {
        var sum = Cents.zero
        var days: [Instant] = []
        for bill in bills {
            guard case .money(let amount) = bill.value(.amount, standard), let next = sum.adding(amount),
                case .instant(let due) = bill.value(.due, standard)
            else { return nil }
            sum = next
            days.append(due)
        }
        guard let day = bills.first.flatMap({ day(of: $0) }), let first = days.min(), let last = days.max() else { return nil }
        return say(
            "Op \(say.words.day(day)) stuurden wij u \(bills.count) rekeningen. Samen is dat \(say.money(sum)), te betalen van \(say.day(first)) tot en met \(say.day(last)).",
            "On \(say.words.day(day)) we sent you \(bills.count) bills. Together they are \(say.money(sum)), to be paid from \(say.day(first)) to \(say.day(last))."
        )
    }
}
