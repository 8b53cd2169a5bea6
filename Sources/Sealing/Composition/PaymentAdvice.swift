import Core
import Standard

/// When and how to pay a case: what, before when, to which account, in whose name, with which reference.
extension Narration {
    /// Notices that are paid in one way, to one account.
    private struct Way: Equatable {
        /// What is told of how it is paid; nil when the citizen pays.
        let collected: String?
        let account: String?
        let holder: String?

        init(_ asked: CaseOverview.Asked, _ narration: Narration) {
            let event = asked.event
            let standard = narration.standard
            account = event.text(.account, standard)
            holder = event.text(.accountHolder, standard) ?? event.text(.payee, standard)
            let field = standard.kinds[event.kind].fields.first { $0.role == .paymentMethod }
            let word = event.text(.paymentMethod, standard)
            // What is late was not collected: then nobody may read that there is nothing to do.
            if let field, let word, !asked.isLate, field.told.asksNothing(word) {
                collected =
                    field.told.text(of: word, in: narration.say.language)
                    ?? narration.say("U hoeft hiervoor niets te doen.", "You do not have to do anything for this.")
            } else {
                collected = nil
            }
        }
    }

    func payment(of zaak: CaseOverview) -> [Block] {
        var ways: [(way: Way, asked: [CaseOverview.Asked])] = []
        for asked in zaak.asked {
            let way = Way(asked, self)
            if let at = ways.firstIndex(where: { $0.way == way }) { ways[at].asked.append(asked) } else { ways.append((way, [asked])) }
        }
        var blocks: [Block] = ways.map { .together(self.blocks(of: $0.way, $0.asked)) }
        if zaak.unasked > .zero {
            let amount = say.money(zaak.unasked)
            blocks.append(
                paragraph(
                    say(
                        "Voor \(amount) loopt nu geen rekening. Dat deel hoeft u nu niet te betalen.",
                        "There is no bill for \(amount) now. You do not have to pay that part now.")))
        }
        return blocks
    }

    private func blocks(of way: Way, _ asked: [CaseOverview.Asked]) -> [Block] {
        var blocks: [Block] = [
            .heading(
                way.collected == nil ? say("Zo betaalt u", "How to pay") : say("Dit gaat vanzelf", "This goes by itself"), level: 3)
        ]
        if let collected = way.collected {
            blocks.append(paragraph(collected))
        } else if asked.contains(where: { isCollected($0) }) {
            blocks.append(
                paragraph(
                    say(
                        "Dit bedrag is niet van uw rekening gehaald. Betaal het zelf, of neem contact met ons op.",
                        "This amount was not collected from your account. Pay it yourself, or contact us.")))
        }
        var facts: [Block.Fact] = []
        if asked.count == 1, let only = asked.first {
            facts.append(
                .init(
                    say("Bedrag", "Amount"),
                    amount(of: only) + [Phrase(", "), Phrase(when(only), only.isLate ? .alarm : .strong)]))
        }
        let byHand = way.collected == nil
        if byHand {
            if let account = way.account {
                let holder = way.holder.map { [Phrase(say(" op naam van \($0)", " in the name of \($0)"))] } ?? []
                facts.append(.init(say("Op rekening (IBAN)", "To account (IBAN)"), [Phrase(Narration.grouped(account), .strong)] + holder))
            }
            if asked.count == 1, let reference = asked.first?.event.text(.paymentReference, standard) {
                facts.append(.init(say("Met betalingskenmerk", "With reference"), [Phrase(reference, .strong)]))
            }
            if way.account == nil {
                blocks.append(
                    paragraph(
                        say(
                            "Wij weten hier het rekeningnummer niet. Kijk op uw rekening of neem contact met ons op.",
                            "We do not know the account number here. Look at your bill or contact us.")))
            }
        }
        if !facts.isEmpty { blocks.append(.facts(facts)) }
        if asked.count > 1 { blocks.append(.table(table(of: asked, byHand: byHand))) }
        return blocks
    }

    /// What must be paid, and what the bill said where that is more.
    private func amount(of asked: CaseOverview.Asked) -> [Phrase] {
        [Phrase(say.money(asked.amount), .strong)] + (bill(of: asked).map { [Phrase($0)] } ?? [])
    }

    /// Nil when the bill said the same.
    private func bill(of asked: CaseOverview.Asked) -> String? {
        guard asked.amount != asked.notice.amount else { return nil }
        let bill = say.money(asked.notice.amount)
        return say(" (op de rekening stond \(bill))", " (the bill said \(bill))")
    }

    private func table(of asked: [CaseOverview.Asked], byHand: Bool) -> Block.Table {
        let hasReference = byHand && asked.contains { $0.event.text(.paymentReference, standard) != nil }
        var columns = [
            Block.Table.Column(byHand ? say("Betalen", "Pay") : say("Wanneer", "When"), width: 3.2),
            .init(say("Bedrag", "Amount"), isNumeric: true, width: 0.9),
        ]
        if hasReference { columns.append(.init(say("Met betalingskenmerk", "With reference"), width: 1.5)) }
        return Block.Table(
            summary: say("De rekeningen van deze zaak, op volgorde van betalen.", "The bills of this case, in the order of payment."),
            columns: columns,
            rows: asked.map { asked in
                var when = [Phrase(when(asked), asked.isLate ? .alarm : .plain)]
                if let bill = bill(of: asked) { when.append(Phrase(bill)) }
                var row = [when, [Phrase(say.money(asked.amount), .strong)]]
                if hasReference { row.append([Phrase(asked.event.text(.paymentReference, standard) ?? "–")]) }
                return row
            })
    }

    private func isCollected(_ asked: CaseOverview.Asked) -> Bool {
        let field = standard.kinds[asked.event.kind].fields.first { $0.role == .paymentMethod }
        guard asked.isLate, let field, let word = asked.event.text(.paymentMethod, standard) else { return false }
        return field.told.asksNothing(word)
    }

    private func when(_ asked: CaseOverview.Asked) -> String {
        guard let due = asked.notice.due else { return say("geen uiterste datum bekend", "no last date known") }
        return asked.isLate
            ? say("zo snel mogelijk (de datum was \(say.day(due)))", "as soon as possible (the date was \(say.day(due)))")
            : say("uiterlijk op \(say.day(due))", "by \(say.day(due))")
    }

    /// An IBAN in groups of four, as a bank prints it; on one line.
    static func grouped(_ iban: String) -> String {
        var text = ""
        for (at, letter) in iban.filter({ $0 != " " }).enumerated() {
            if at > 0, at % 4 == 0 { text += "\u{A0}" }
            text.append(letter)
        }
        return text
    }
}
