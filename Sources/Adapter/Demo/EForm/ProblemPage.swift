import Core

/// What the eForm says when it has nothing to show: what is the matter, and what the citizen can do.
struct ProblemPage {
    enum Problem {
        /// The gateway gave none, or none that can be read.
        case noOverview
        /// The overview exists, but there is no certified document of it.
        case noDocument
        case unknownPage
    }

    let problem: Problem
    let citizen: TestCitizen?
    let language: Language

    var page: CitizenPage {
        EForm.page(
            title: title, language,
            other: language.write(
                "<a href=\"/?taal=en\" lang=\"en\" hreflang=\"en\">English</a>", "<a href=\"/\" lang=\"nl\" hreflang=\"nl\">Nederlands</a>"),
            main: main)
    }

    private var title: String {
        switch problem {
        case .noOverview:
            language.say("Wij kunnen uw overzicht nu niet maken", "We cannot make your overview now")
        case .noDocument: language.say("Het document kon niet worden gewaarmerkt", "The document could not be certified")
        case .unknownPage: language.say("Deze pagina bestaat niet", "This page does not exist")
        }
    }

    private var text: HTML {
        switch problem {
        case .noOverview:
            language.write(
                """
                <p>Een van onze systemen geeft geen antwoord. Wij laten u dan niets zien: een half overzicht kan u op het verkeerde been zetten. \
                Dit zegt niets over uw schulden.</p><p>Probeer het over een kwartier nog eens.</p>
                """,
                """
                <p>One of our systems does not answer. Then we show you nothing: half an overview could mislead you. This says nothing about your \
                debts.</p><p>Please try again in a quarter of an hour.</p>
                """)
        case .noDocument:
            language.write(
                """
                <p>Uw overzicht is er wel, maar wij konden het nu niet waarmerken. Een document zonder waarmerk geven wij niet.</p>
                <p>U kunt het overzicht op het scherm bekijken. Probeer het downloaden later nog eens.</p>
                """,
                """
                <p>Your overview exists, but we could not certify it now. We do not give a document that is not certified.</p>
                <p>You can see the overview on screen. Please try the download again later.</p>
                """)
        case .unknownPage: language.write("<p>Begin bij het begin.</p>", "<p>Begin at the beginning.</p>")
        }
    }

    private var main: HTML {
        let again = citizen.map {
            EForm.button(
                problem == .noDocument
                    ? language.say("Terug naar het overzicht", "Back to the overview") : language.say("Probeer opnieuw", "Try again"),
                to: "/overzicht", $0, language, style: "button")
        }
        let start: HTML = """
            <form action="/"><input type="hidden" name="taal" value="\(language.rawValue)"><button class="button plain">\
            \(language.say("Naar het begin", "To the beginning"))</button></form>
            """
        return """
            <h1>\(title)</h1>
            <div class="notice warning">\(text)</div>
            <div class="actions">\(again)\(start)</div>
            """
    }
}
