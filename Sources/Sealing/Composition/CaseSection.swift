import Core
import Standard

/// One case: how it stands, how to pay it, and what happened in it.
extension Narration {
    /// What is open, each with all that there is to know; then, short, what nothing is left to pay for.
    var sections: [Block] {
        let settled = cases.filter(\.isSettled)
        var blocks = cases.filter { !$0.isSettled }.flatMap { section(of: $0) }
        for (place, zaak) in settled.enumerated() {
            let telling = telling(of: zaak)
            var head: [Block] = [.heading(title(of: zaak), level: 3), identity(of: zaak), .paragraph(amounts(zaak, telling))]
            if place == 0 {
                let title = say("Hiervoor hoeft u niets meer te betalen", "For this you do not have to pay any more")
                head.insert(.heading(title, level: 2), at: 0)
            }
            blocks.append(.together(head))
            let events = happenings(of: zaak, telling).map { [Phrase($0)] }
            if !events.isEmpty { blocks.append(.steps(events)) }
        }
        return blocks
    }

    private func telling(of zaak: CaseOverview) -> CaseTelling {
        CaseTelling(standard, version: rendition.version, say.words, events: zaak.events)
    }

    private func section(of zaak: CaseOverview) -> [Block] {
        let telling = telling(of: zaak)
        var blocks: [Block] = [
            .together([
                .heading(title(of: zaak), level: 2), identity(of: zaak), .meter(meter(zaak)), .paragraph(amounts(zaak, telling)),
            ])
        ]
        if let late = lateness(of: zaak, telling) { blocks.append(.paragraph([Phrase(late, .alarm)])) }
        blocks += payment(of: zaak)
        let events = happenings(of: zaak, telling).map { [Phrase($0)] }
        if !events.isEmpty {
            let heading = Block.heading(say("Wat is er gebeurd?", "What happened?"), level: 3)
            // A short list stays with its heading; a long one may go on overleaf.
            blocks += events.count > 4 ? [heading, .steps(events)] : [.together([heading, .steps(events)])]
        }
        return blocks
    }

    /// Several late bills stand in the table of bills, each with its day: then their sum is told. Nil when nothing is late.
    private func lateness(of zaak: CaseOverview, _ telling: CaseTelling) -> String? {
        let late = zaak.asked.filter(\.isLate)
        guard let first = late.first else { return nil }
        guard late.count > 1, let due = first.notice.due else { return Tongue.line(telling.sentence(aboutArrear: first.notice)) }
        return say(
            "U bent te laat met \(late.count) rekeningen. Samen is dat \(say.money(zaak.late)). De eerste moest u uiterlijk op \(say.day(due)) betalen.",
            "You are late with \(late.count) bills. Together they are \(say.money(zaak.late)). You had to pay the first by \(say.day(due))."
        )
    }

    private func meter(_ zaak: CaseOverview) -> Block.Meter {
        let open = max(Cents.zero, zaak.balance)
        return Block.Meter(
            paid: max(0, zaak.paid.amount), open: open.amount, late: max(0, zaak.late.amount),
            words: say(
                "De balk laat zien hoe deze zaak ervoor staat. Er is \(say.money(zaak.paid)) betaald. U moet nog \(say.money(open)) betalen. ",
                "The bar shows how this case stands. \(say.money(zaak.paid)) has been paid. You still have to pay \(say.money(open)). ")
                + (zaak.late > .zero
                    ? say("Daarvan is \(say.money(zaak.late)) te laat.", "Of that \(say.money(zaak.late)) is late.")
                    : say("Daarvan is niets te laat.", "Nothing of that is late.")))
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

    /// Small and on one line: who calls about the case reads it out.
    private func identity(of zaak: CaseOverview) -> Block {
        var parts = [say("Nummer van deze zaak: \(zaak.kenmerk)", "Number of this case: \(zaak.kenmerk)")]
        if let decision = zaak.decision { parts.append(say("Nummer van ons besluit: \(decision)", "Number of our decision: \(decision)")) }
        if hasSeveralOrganisations { parts.append(say("Van: \(name(of: zaak.organisation))", "From: \(name(of: zaak.organisation))")) }
        return .paragraph([Phrase(parts.joined(separator: " · "), .muted)])
    }
}
