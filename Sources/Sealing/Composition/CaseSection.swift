import Core
import Standard

/// One case: how it stands, how to pay it, and what happened in it.
extension Narration {
    func section(of zaak: CaseOverview) -> [Block] {
        let telling = CaseTelling(standard, version: rendition.version, say.words, events: zaak.events)
        var blocks: [Block] = [
            .together([
                .heading(title(of: zaak), level: 2), .meter(meter(zaak)), .paragraph(amounts(zaak, telling)), .facts(identity(of: zaak)),
            ])
        ]
        let late = zaak.asked.filter(\.isLate).map { [Phrase(Tongue.line(telling.sentence(aboutArrear: $0.notice)), .alarm)] }
        blocks += late.map { .paragraph($0) }
        blocks += payment(of: zaak)
        let events = zaak.events.map { [Phrase(Tongue.line(telling.sentence(about: $0)))] }
        if !events.isEmpty {
            let heading = Block.heading(say("Wat is er gebeurd?", "What happened?"), level: 3)
            // A heading stays with the first lines below it; a long list may go on overleaf.
            blocks += events.count > 12 ? [heading, .list(events)] : [.together([heading, .list(events)])]
        }
        return blocks
    }

    private func meter(_ zaak: CaseOverview) -> Block.Meter {
        let open = max(Cents.zero, zaak.balance)
        return Block.Meter(
            paid: max(0, zaak.paid.amount), open: open.amount, late: max(0, zaak.late.amount),
            words: say(
                "Betaald: \(say.money(zaak.paid)). Nog open: \(say.money(open)). Daarvan te laat: \(say.money(zaak.late)).",
                "Paid: \(say.money(zaak.paid)). Still open: \(say.money(open)). Of that late: \(say.money(zaak.late))."))
    }

    private func amounts(_ zaak: CaseOverview, _ telling: CaseTelling) -> [Phrase] {
        var text = say("Het hele bedrag is \(say.money(zaak.imposed)). ", "The whole amount is \(say.money(zaak.imposed)). ")
        text +=
            zaak.paid == .zero
            ? say("Daarvan is nog niets betaald. ", "Nothing of it has been paid yet. ")
            : say("Daarvan is \(say.money(zaak.paid)) betaald. ", "Of it \(say.money(zaak.paid)) has been paid. ")
        if zaak.changed > .zero {
            text += say(
                "Er ging \(say.money(zaak.changed)) af: dat hoeft u niet te betalen. ",
                "We took \(say.money(zaak.changed)) off: you do not have to pay that. ")
        } else if zaak.changed < .zero {
            text += say("Er kwam \(say.money(zaak.changed)) bij. ", "We added \(say.money(zaak.changed)). ")
        }
        let balance =
            telling.balance(zaak.balance) ?? say("Nog open: \(say.money(zaak.balance)).", "Still open: \(say.money(zaak.balance)).")
        return [Phrase(text), Phrase(balance, .strong)]
    }

    private func identity(of zaak: CaseOverview) -> [Block.Fact] {
        var facts = [Block.Fact(say("Nummer van deze zaak", "Number of this case"), [Phrase(zaak.kenmerk)])]
        if let decision = zaak.decision { facts.append(.init(say("Nummer van ons besluit", "Number of our decision"), [Phrase(decision)])) }
        if hasSeveralOrganisations { facts.append(.init(say("Van", "From"), [Phrase(name(of: zaak.organisation))])) }
        return facts
    }
}
