import Core

/// In the place of DigiD: a choice of people who do not exist. It looks like no log-in of anybody.
struct LogInPage {
    let language: Language
    /// Whether it comes back because nobody was chosen.
    let isMissing: Bool

    var page: CitizenPage {
        EForm.page(
            title: (isMissing ? language.say("Fout: ", "Error: ") : "") + language.say("Inloggen", "Log in"), language,
            other: language.write(
                "<a href=\"/inloggen?taal=en\" lang=\"en\" hreflang=\"en\">English</a>",
                "<a href=\"/inloggen\" lang=\"nl\" hreflang=\"nl\">Nederlands</a>"), main: main)
    }

    private var main: HTML {
        let error: HTML? =
            isMissing
            ? """
            <div class="notice warning" role="alert"><p id="fout">\(language.say(
                "Kies een testburger. Daarna kunt u verder.", "Choose a test citizen. Then you can go on."))</p></div>
            """ : nil
        let described: HTML? = isMissing ? " aria-describedby=\"fout\"" : nil
        let choices = TestCitizen.all.enumerated().map { at, citizen -> HTML in
            let first: HTML? = at == 0 && !isMissing ? " checked" : nil
            return """
                <label class="choice"><input type="radio" name="burger" value="\(citizen.name)" required\(first)>\
                <span><strong>\(citizen.situation(in: language))</strong><span class="muted">\(language.say("Testnummer", "Test number")) \
                <span class="number">\(citizen.bsn)</span></span></span></label>

                """
        }
        return """
            <h1>\(language.say("Inloggen (nagebootst)", "Log in (simulated)"))</h1>
            \(error)
            <p>\(language.say(
                "In het echt logt u hier in met DigiD. In deze demonstratie kiest u een testburger. Zij bestaan niet.",
                "In real life you log in here with DigiD. In this demonstration you choose a test citizen. They do not exist."))</p>
            <form method="post" action="/overzicht"><input type="hidden" name="taal" value="\(language.rawValue)">
            <fieldset\(described)><legend>\(language.say("Wie wilt u zijn?", "Who do you want to be?"))</legend>
            \(choices)</fieldset>
            <div class="actions"><button class="button">\(language.say("Bekijk het overzicht", "Show the overview"))</button></div></form>
            """
    }
}
