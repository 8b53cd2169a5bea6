import Core

/// The overview on screen, for someone worried about money: what is open, what first, what is late, then each case.
struct OverviewPage {
    let overview: DebtOverview
    let citizen: TestCitizen
    let language: Language
    /// Everything unfolded, to print.
    let isForPaper: Bool

    var page: CitizenPage {
        EForm.page(
            title: language.say("Uw schulden bij de gemeente Voorbeeldstad", "Your debts with the municipality of Voorbeeldstad"), language,
            other: EForm.button(
                language.say("English", "Nederlands"), to: "/overzicht", citizen, language == .dutch ? .english : .dutch,
                extra: isForPaper ? EForm.paper : "", lang: language == .dutch ? "en" : "nl", style: ""), main: main)
    }

    private var main: HTML {
        let sections = overview.cases.enumerated().map {
            CaseSection(zaak: $0.element, language: language, number: $0.offset + 1, isUnfolded: isForPaper)
        }
        return """
            <h1>\(language.say("Uw schulden bij de gemeente Voorbeeldstad", "Your debts with the municipality of Voorbeeldstad"))</h1>
            <p class="muted">\(language.say("Gemaakt op", "Made on")) \(language.day(overview.moment)), \(language.time(overview.moment)). \
            \(language.say("Testburger", "Test citizen")): \(citizen.situation(in: language)) \
            (\(language.say("testnummer", "test number")) <span class="number">\(citizen.bsn)</span>).</p>
            \(incomplete)
            \(figures)
            \(actions)
            \(agenda)
            \(cases(sections))
            \(notInHere)
            \(EForm.help(language))
            """
    }

    private var incomplete: HTML? {
        let remarks = overview.remarks.map { remark -> HTML in "<p>\(remark)</p>" }
        if !overview.isComplete {
            return """
                <section class="notice warning"><h2>\(language.say("Onvolledig overzicht", "Incomplete overview"))</h2>
                <p>\(language.say("Niet alle systemen van de gemeente gaven antwoord. U kunt dus meer schulden hebben dan hier staan.",
                    "Not all systems of the municipality answered. You may have more debts than are shown here."))</p>\(remarks)</section>
                """
        }
        return remarks.isEmpty ? nil : "<div class=\"notice\">\(remarks)</div>"
    }

    private var figures: HTML {
        if overview.open == 0, overview.isComplete {
            return """
                <div class="notice good"><p class="lead"><strong>\(language.say(
                    "U heeft op dit moment geen openstaande schulden bij de gemeente Voorbeeldstad.",
                    "You have no open debts with the municipality of Voorbeeldstad at this moment."))</strong></p>\(over)</div>
                """
        }
        let behind = overview.cases.count { $0.late > 0 }
        let owing = overview.cases.count { $0.saldo > 0 }
        let next = overview.agenda.first { !$0.bill.isLate }
        let first: HTML =
            next.map { next -> HTML in
                """
                <div><dt>\(language.say("Eerstvolgende betaling", "Next payment"))</dt><dd class="big">\(language.money(next.bill.open))</dd>\
                <dd>\(language.say("uiterlijk", "by")) \(next.bill.event.due.map { language.day($0) } ?? "")</dd></div>
                """
            } ?? ""
        return """
            <dl class="figures">
            <div><dt>\(language.say("U moet in totaal nog betalen", "In total you still have to pay"))</dt>\
            <dd class="big">\(language.money(overview.open))</dd><dd>\(language.say("in", "in")) \(language.cases(owing))</dd></div>
            <div class="\(overview.late > 0 ? "alarm" : "")"><dt>\(language.say("Daarvan is te laat", "Of this is overdue"))</dt>\
            <dd class="big">\(language.money(overview.late))</dd><dd>\(overview.late > 0
                ? language.say("betaal dit eerst (\(language.cases(behind)))", "pay this first (\(language.cases(behind)))")
                : language.say("u bent met niets te laat", "nothing is overdue"))</dd></div>
            \(first)
            </dl>
            \(over)
            """
    }

    private var over: HTML? {
        guard overview.over > 0 else { return nil }
        return language.write(
            "<p>U heeft \(language.money(overview.over)) te veel betaald. Dat bedrag is niet van uw andere schulden afgehaald.</p>",
            "<p>You have paid \(language.money(overview.over)) too much. It has not been taken off your other debts.</p>")
    }

    private var actions: HTML {
        let download = EForm.button(
            language.say("Download het gewaarmerkte document (PDF)", "Download the certified document (PDF)"), to: "/document", citizen,
            language, style: "button")
        let paper = EForm.button(
            language.say("Maak geschikt om te printen", "Make ready to print"), to: "/overzicht", citizen, language, extra: EForm.paper,
            style: "button plain")
        let hint = language.write(
            "<p class=\"notice screen\">Alles is nu uitgeklapt. Print met Ctrl + P, op een Mac met ⌘ P, of met het menu van uw telefoon.</p>",
            "<p class=\"notice screen\">Everything is unfolded now. Print with Ctrl + P, on a Mac with ⌘ P, or from the menu of your phone.</p>"
        )
        return "<div class=\"actions\">\(download)\(isForPaper ? "" : paper)</div>\(isForPaper ? hint : "")"
    }

    private var agenda: HTML? {
        let agenda = overview.agenda
        guard !agenda.isEmpty else { return nil }
        let items = agenda.map { BillItem(bill: $0.bill, zaak: $0.zaak, language: language).html }
        let most = 12
        let first: HTML = "<ol class=\"dates\">\(Array(items.prefix(isForPaper ? items.count : most)))</ol>"
        let rest: HTML? =
            items.count > most && !isForPaper
            ? """
            <details><summary>\(language.say("Nog \(items.count - most) betalingen", "\(items.count - most) more payments"))</summary>\
            <ol class="dates">\(Array(items.dropFirst(most)))</ol></details>
            """ : nil
        return """
            <section aria-labelledby="agenda"><h2 id="agenda">\(language.say("Wat moet u wanneer betalen?", "What to pay, and when?"))</h2>
            <p>\(language.say("Kunt u dit niet betalen? Wacht niet, maar", "Can you not pay this? Do not wait, but")) \
            <a href="#hulp">\(language.say("vraag hulp", "ask for help"))</a>.</p>
            \(first)\(rest)</section>
            """
    }

    private func cases(_ sections: [CaseSection]) -> HTML? {
        guard !sections.isEmpty else { return nil }
        let open = sections.filter { $0.zaak.saldo != 0 }
        let done = sections.filter { $0.zaak.saldo == 0 }
        let contents: HTML? =
            open.count > 6
            ? """
            <nav aria-label="\(language.say("Zaken in dit overzicht", "Cases in this overview"))"><ol class="toc">\(open.map { section -> HTML in
                "<li><a href=\"#\(section.id)\">\(section.zaak.description)</a>, <span class=\"number\">\(section.zaak.zaakkenmerk)</span></li>"
            })</ol></nav>
            """ : nil
        let finished: HTML? =
            done.isEmpty
            ? nil
            : """
            <section aria-labelledby="klaar"><h2 id="klaar">\(language.say("Dit is al betaald", "This has been paid"))</h2>
            \(done.map(\.html))</section>
            """
        let running: HTML? =
            open.isEmpty
            ? nil
            : """
            <section aria-labelledby="zaken"><h2 id="zaken">\(language.say("Uw zaken", "Your cases"))</h2>
            \(contents)\(open.map(\.html))</section>
            """
        return "\(running)\(finished)"
    }

    private var notInHere: HTML {
        language.write(
            """
            <section aria-labelledby="buiten"><h2 id="buiten">Wat staat hier niet in?</h2>
            <p>Schulden bij andere organisaties, zoals uw zorgverzekeraar, de Belastingdienst of uw verhuurder. Ook een betaling van de laatste \
            dagen kan er nog niet bij staan.</p></section>
            """,
            """
            <section aria-labelledby="buiten"><h2 id="buiten">What is not in here?</h2>
            <p>Debts with other organisations, such as your health insurer, the Tax Administration or your landlord. A payment of the last few \
            days may not be in it yet either.</p></section>
            """)
    }
}
