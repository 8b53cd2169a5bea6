import Core
import Standard

/// The first page: whose it is, of whom, of when; what is open, what must be paid first, what is late; all cases in one table.
extension Narration {
    var front: [Block] {
        var blocks: [Block] = [.heading(heading, level: 1)]
        if !isComplete { blocks.append(incomplete) }
        blocks.append(paragraph(introduction))
        blocks.append(.facts(about))
        if sums.open == .zero {
            blocks.append(nothingOpen)
        } else {
            blocks.append(.figures(figures))
        }
        if sums.overpaid > .zero { blocks.append(overpaid) }
        if !cases.isEmpty {
            blocks.append(.heading(say("Al uw zaken op een rij", "All your cases in one table"), level: 2))
            blocks.append(.table(table))
        }
        return blocks
    }

    var heading: String {
        isComplete ? say("Overzicht van uw schulden", "Overview of your debts") : say("Onvolledig overzicht", "Incomplete overview")
    }

    private var introduction: String {
        own(\.introduction)
            ?? say(
                "Hier leest u wat u moet betalen aan \(names). U ziet ook wat u al hebt betaald, en hoe u hulp krijgt.",
                "Here you can read what you have to pay to \(names). You also see what you have paid already, and how to get help. "
                    + "The names of your debts are in Dutch, as in our letters.")
    }

    private var about: [Block.Fact] {
        var lines = [
            Block.Fact(
                say("Voor", "For"),
                [
                    Phrase(say("de persoon met burgerservicenummer (BSN) ", "the person with citizen service number (BSN) ")),
                    Phrase(facts.subject.reveal(), .strong),
                ])
        ]
        if facts.acting != nil {
            lines.append(.init(say("Opgevraagd door", "Asked for by"), [Phrase(say("een vertegenwoordiger", "a representative"))]))
        }
        lines.append(.init(say("Van", "From"), [Phrase(names)]))
        lines.append(.init(say("Zoals het was op", "As it was on"), [Phrase(say.moment(facts.moment))]))
        lines.append(.init(say("Documentnummer", "Document number"), [Phrase(facts.number.description)]))
        return lines
    }

    private var incomplete: Block {
        var lines = gapsOfSources.map { [Phrase($0, .strong)] }
        lines.append([
            Phrase(
                say(
                    "U kunt dus meer of minder moeten betalen dan hier staat. Vraag het overzicht later opnieuw aan, of neem contact met ons op.",
                    "So you may have to pay more or less than is shown here. Ask for the overview again later, or contact us."))
        ])
        return .notice(title: say("Dit overzicht is niet volledig", "This overview is not complete"), lines, .warning)
    }

    private var nothingOpen: Block {
        guard isComplete else {
            return .notice(
                title: say("In wat wij konden zien, staat niets open", "Nothing is open in what we could see"),
                [
                    [
                        Phrase(
                            say(
                                "Wij konden niet alles zien. Er kan dus nog iets open staan.",
                                "We could not see everything. So something may still be open."))
                    ]
                ],
                .information)
        }
        let title = say(
            "U heeft op dit moment geen openstaande schulden bij \(names).", "You have no outstanding debts with \(names) at this moment.")
        return .notice(title: title, [[Phrase(say("U hoeft ons nu niets te betalen.", "You do not have to pay us anything now."))]], .good)
    }

    private var overpaid: Block {
        let amount = say.money(sums.overpaid)
        return .notice(
            title: say("U hebt \(amount) te veel betaald", "You have paid \(amount) too much"),
            [
                [
                    Phrase(
                        say(
                            "U krijgt \(amount) terug, of wij trekken het af van een andere rekening. Vraag ons wat er met dit geld gebeurt.",
                            "You get \(amount) back, or we take it off another bill. Ask us what happens with this money."))
                ]
            ],
            .information)
    }

    private var figures: [Block.Figure] {
        let open = cases.filter { $0.balance > .zero }.count
        var figures = [
            Block.Figure(
                label: say("Nog te betalen", "Still to pay"), value: say.money(sums.open),
                note: say.count(open, (one: "zaak", more: "zaken"), (one: "case", more: "cases")), isMain: true)
        ]
        if let first = firstToPay {
            figures.append(
                Block.Figure(
                    label: say("Als eerste te betalen", "To pay first"), value: say.money(first.asked.amount),
                    note: "\(title(of: first.zaak)), \(term(of: first.asked))"))
        }
        figures.append(
            Block.Figure(
                label: say("Te laat", "Late"), value: say.money(sums.late),
                note: sums.late == .zero
                    ? say("U bent nergens te laat mee.", "You are not late with anything.")
                    : say("De datum om te betalen is voorbij.", "The date to pay has passed.")))
        return figures
    }

    /// The open notice that must be paid first: what is late is the earliest.
    private var firstToPay: (zaak: CaseOverview, asked: CaseOverview.Asked)? {
        let all = cases.flatMap { zaak in zaak.asked.map { (zaak: zaak, asked: $0) } }
        return all.min { ($0.asked.notice.due?.epoch ?? .max, $0.zaak.number) < ($1.asked.notice.due?.epoch ?? .max, $1.zaak.number) }
    }

    /// `uiterlijk 30 november 2026`; in the past for what is late.
    func term(of asked: CaseOverview.Asked) -> String {
        guard let due = asked.notice.due else { return say("zonder uiterste datum", "no last date") }
        return asked.isLate
            ? say("de datum was \(say.day(due))", "the date was \(say.day(due))") : say("uiterlijk \(say.day(due))", "by \(say.day(due))")
    }

    private var table: Block.Table {
        let hasChanges = cases.contains { $0.changed != .zero }
        func row(_ cells: [String?]) -> [[Phrase]] { cells.compactMap { text in text.map { [Phrase($0)] } } }
        let rows = cases.map { zaak in
            var cells = row([
                title(of: zaak), say.money(zaak.imposed), say.money(zaak.paid), hasChanges ? change(zaak.changed) : nil, nil,
            ])
            if hasSeveralOrganisations { cells[0].append(Phrase(" (\(name(of: zaak.organisation)))", .muted)) }
            cells.append(open(zaak))
            cells.append([Phrase(say.money(zaak.late), zaak.late > .zero ? .alarm : .plain)])
            return cells
        }
        var columns = [
            Block.Table.Column(say("Waarvoor", "What for"), width: 4.5), .init(say("Bedrag", "Amount"), isNumeric: true, width: 1.3),
            .init(say("Betaald", "Paid"), isNumeric: true, width: 1.3),
        ]
        if hasChanges { columns.append(.init(say("Eraf of erbij", "Off or on"), isNumeric: true, width: 1.3)) }
        columns.append(.init(say("Nog open", "Still open"), isNumeric: true, width: 1.3))
        columns.append(.init(say("Te laat", "Late"), isNumeric: true, width: 1.3))
        let total = row([
            say("Samen", "Together"), say.money(sums.imposed), say.money(sums.paid), hasChanges ? change(sums.changed) : nil,
            say.money(sums.open), say.money(sums.late),
        ])
        return Block.Table(
            summary: say(
                "Per zaak: waarvoor, het bedrag, wat is betaald, wat nog open is en wat te laat is.",
                "For each case: what for, the amount, what is paid, what is still open and what is late."),
            columns: columns, rows: rows, total: total)
    }

    /// `€ 40,00 eraf`: what went off a debt without being paid, or came on it.
    func change(_ cents: Cents) -> String {
        cents == .zero
            ? say.money(.zero)
            : cents > .zero
                ? say("\(say.money(cents)) eraf", "\(say.money(cents)) off") : say("\(say.money(cents)) erbij", "\(say.money(cents)) on")
    }

    private func open(_ zaak: CaseOverview) -> [Phrase] {
        guard zaak.balance < .zero else { return [Phrase(say.money(zaak.balance), zaak.balance > .zero ? .strong : .plain)] }
        return [Phrase(say("\(say.money(zaak.balance)) te veel betaald", "\(say.money(zaak.balance)) paid too much"))]
    }
}
