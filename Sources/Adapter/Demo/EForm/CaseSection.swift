import Core

/// One case on the page: what it is for, how it stands, what to pay when and how, and what happened.
struct CaseSection {
    let zaak: DebtOverview.Case
    let language: Language
    /// On the page, from 1.
    let number: Int
    /// Whether what happened is shown at once, for paper.
    let isUnfolded: Bool

    var id: String { "zaak-\(number)" }

    var html: HTML {
        """
        <article class="case \(zaak.late > 0 ? "behind" : zaak.saldo > 0 ? "owing" : "")\(zaak.events.count < 8 ? " short" : "")" \
        aria-labelledby="\(id)">
        <h3 id="\(id)">\(zaak.description)</h3>
        <p class="state">\(state)</p>
        \(DebtPicture(zaak: zaak, language: language, number: number).html)
        \(bills)
        \(parts)
        <p class="muted">\(language.say("Zaaknummer", "Case number")): <span class="number">\(zaak.zaakkenmerk)</span></p>
        \(story)
        </article>

        """
    }

    private var state: HTML {
        let open = language.money(zaak.saldo)
        if zaak.saldo < 0 {
            return language.write(
                "U heeft <strong>\(open) te veel betaald</strong>. U hoeft niets te doen: wij nemen contact met u op over het terugbetalen.",
                "You have <strong>paid \(open) too much</strong>. You do not have to do anything: we will contact you about the refund.")
        }
        if zaak.saldo == 0 {
            return language.write(
                "<span class=\"paid\">U hoeft niets meer te betalen.</span>", "<span class=\"paid\">There is nothing left to pay.</span>")
        }
        let late: HTML? =
            zaak.late == zaak.saldo
            ? language.write(" <span class=\"late\">Dat is te laat</span>.", " <span class=\"late\">That is overdue</span>.")
            : zaak.late > 0
                ? language.write(
                    " Daarvan is <span class=\"late\">\(language.money(zaak.late)) te laat</span>.",
                    " Of this, <span class=\"late\">\(language.money(zaak.late)) is overdue</span>.") : nil
        return language.write(
            "U moet nog <strong>\(open)</strong> betalen.\(late)", "You still have to pay <strong>\(open)</strong>.\(late)")
    }

    /// What the debt is made of, when that is more than one thing.
    private var parts: HTML? {
        let imposed = zaak.events.filter { $0.kind == .imposed }
        guard imposed.count > 1 else { return nil }
        let rows = imposed.map { event -> HTML in
            "<dt>\(event.description ?? zaak.zaakkenmerk)</dt><dd>\(language.money(event.amount))</dd>"
        }
        return """
            <h4 class="parts">\(language.say("Waar dit bedrag uit bestaat", "What this amount is made of"))</h4><dl class="facts">\(rows)</dl>
            """
    }

    private var bills: HTML? {
        guard !zaak.bills.isEmpty || zaak.unasked > 0 else { return nil }
        let items = zaak.bills.map { BillItem(bill: $0, zaak: nil, language: language).html }
        let rest: HTML? =
            zaak.unasked > 0
            ? language.write(
                "<p>Over de overige \(language.money(zaak.unasked)) krijgt u nog bericht. Daarvoor is nu geen rekening.</p>",
                "<p>You will hear from us about the other \(language.money(zaak.unasked)). There is no bill for it now.</p>") : nil
        let list: HTML? = items.isEmpty ? nil : "<ol class=\"dates\">\(items)</ol>"
        return "<h4>\(language.say("Wat u wanneer moet betalen", "What to pay, and when"))</h4>\(list)\(rest)"
    }

    private var story: HTML {
        let items = DebtStory(zaak: zaak, language: language).sentences.map { sentence -> HTML in "<li>\(sentence)</li>" }
        let more: HTML? =
            zaak.unknown > 0
            ? language.write(
                "<p>Dit overzicht laat \(zaak.unknown) gebeurtenissen van deze zaak niet zien.</p>",
                "<p>This overview does not show \(zaak.unknown) events of this case.</p>") : nil
        // The name of the case makes each summary another.
        let title: HTML = """
            \(language.say("Wat er is gebeurd", "What happened"))<span class="hidden">: \(zaak.description), \(zaak.zaakkenmerk)</span>
            """
        return isUnfolded
            ? "<h4>\(title)</h4><ol>\(items)</ol>\(more)" : "<details><summary>\(title)</summary><ol>\(items)</ol>\(more)</details>"
    }
}
