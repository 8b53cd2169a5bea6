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
            } else if let (sentence, count) = sentence(aboutPaymentsAt: rest, telling) {
                told.append(sentence)
                rest = rest.dropFirst(count)
            } else {
                told.append(Tongue.line(telling.sentence(about: event)))
                rest = rest.dropFirst()
            }
        }
        return told
    }

    /// Payments of one amount that follow each other, told of in the same words but for the day. Nil when they are too few; no more than can be
    /// read in one breath.
    private func sentence(aboutPaymentsAt rest: ArraySlice<CaseEvent>, _ telling: CaseTelling) -> (String, Int)? {
        guard let first = rest.first, let words = wordsWithoutDay(first, telling), case .money(let amount) = first.value(.amount, standard)
        else { return nil }
        let alike = rest.prefix(8).prefix { $0.kind == first.kind && wordsWithoutDay($0, telling) == words }
        let days = alike.compactMap { day(of: $0) }.map { say.words.day($0) }
        guard alike.count >= Narration.fewest, days.count == alike.count else { return nil }
        let money = say.money(amount)
        return (
            say("Op \(say.list(days)) is telkens \(money) betaald.", "On \(say.list(days)) \(money) was paid each time."), alike.count
        )
    }

    /// What is told of a payment besides its day; nil when it is none, or its day is not told.
    private func wordsWithoutDay(_ event: CaseEvent, _ telling: CaseTelling) -> [Substring]? {
        let kind = standard.kinds[event.kind]
        // Only a payment can bear a reference: what settles without one is a remission.
        guard kind.effect == .settles, kind.slot(of: .paymentReference) != nil, let day = day(of: event) else { return nil }
        let parts = telling.sentence(about: event).split(separator: say.words.day(day), omittingEmptySubsequences: false)
        return parts.count == 2 ? parts : nil
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
