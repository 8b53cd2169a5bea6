import Core

/// The pages of the public listener, in Dutch and in English. They are written for somebody who is worried, or in a hurry at a counter.
struct PublicPages: Sendable {
    /// The language that the query asks for (`taal=en`); Dutch unless it does.
    let language: Language

    /// What is wrong with what was filled in, at the field it belongs to.
    enum Mistake: Sendable, Equatable {
        case fileMissing, fileUnreadable, numberWrong, codeWrong

        var field: String {
            switch self {
            case .fileMissing, .fileUnreadable: "bestand"
            case .numberWrong: "n"
            case .codeWrong: "h"
            }
        }
    }

    func say(_ dutch: String, _ english: String) -> String { language == .dutch ? dutch : english }

    /// A path of ours that keeps the language.
    func link(_ path: String) -> String { language == .dutch ? path : "\(path)?taal=en" }

    var check: String { link("/controle") }

    func page(_ title: String, _ main: HTML, other: String = "/controle", refresh: Int? = nil) -> CitizenPage {
        let path = language == .dutch ? "\(other)?taal=en" : other
        let aside: HTML =
            language == .dutch
            ? "<a href=\"\(path)\" lang=\"en\" hreflang=\"en\">English</a>"
            : "<a href=\"\(path)\" lang=\"nl\" hreflang=\"nl\">Nederlands</a>"
        let footer: HTML =
            "<p>\(say("Deze website gebruikt geen cookies. Wij bewaren niets van wat u hier invult of verstuurt.", "This website uses no cookies. We keep nothing of what you fill in or send here."))</p>"
        return CitizenPage(
            title: title, language: language, owner: say("Schuldenoverzicht controleren", "Check a debt overview"), aside: aside,
            main: main,
            footer: footer, refresh: refresh)
    }

    /// `/`: what can be done here.
    var landing: CitizenPage {
        let title = say("Schuldenoverzicht", "Debt overview")
        return page(
            title,
            """
            <h1>\(title)</h1>
            <p class="lead">\(say("Een gewaarmerkt schuldenoverzicht is een bestand van de gemeente. Er staat in welke schulden iemand bij de gemeente heeft.", "A certified debt overview is a file from the municipality. It says which debts somebody has with the municipality."))</p>
            <h2>\(say("Heeft u zo’n overzicht gekregen?", "Have you received such an overview?"))</h2>
            <p>\(say("Hier ziet u of het echt is, en of iemand er iets in heeft veranderd.", "Here you see whether it is real, and whether somebody changed anything in it."))</p>
            <p class="actions"><a class="button" href="\(check)">\(say("Controleer een overzicht", "Check an overview"))</a></p>
            <h2>\(say("Wilt u zelf een overzicht?", "Do you want an overview of your own?"))</h2>
            <p>\(say("Vraag het aan op de website van uw gemeente.", "Ask for it on the website of your municipality."))</p>
            """, other: "/")
    }

    /// A page that only says something, and where to go from there.
    func notice(_ title: String, _ sentences: [String], way: (to: String, words: String)? = nil, refresh: Int? = nil) -> CitizenPage {
        let paragraphs: [HTML] = sentences.map { "<p>\($0)</p>" }
        let link: HTML? = way.map { "<p class=\"actions\"><a class=\"button plain\" href=\"\($0.to)\">\($0.words)</a></p>" }
        return page(title, "<h1>\(title)</h1>\n\(paragraphs)\n\(link)", refresh: refresh)
    }

    private var again: (to: String, words: String) { (check, say("Naar de controle", "To the check")) }

    var notFound: CitizenPage {
        notice(
            say("Deze pagina is er niet", "This page does not exist"),
            [say("Kijk of het adres goed is overgenomen.", "See whether the address was copied correctly.")], way: again)
    }

    var wrongMethod: CitizenPage {
        notice(
            say("Dit kan hier niet", "That cannot be done here"),
            [say("Deze pagina kunt u alleen bekijken.", "You can only look at this page.")], way: again)
    }

    func limited(_ seconds: Int) -> CitizenPage {
        notice(
            say("Er wordt nu te veel gecontroleerd", "There are too many checks now"),
            [
                seconds < 60
                    ? say("Probeer het over \(seconds) seconden opnieuw.", "Try again in \(seconds) seconds.")
                    : say("Probeer het over een paar minuten opnieuw.", "Try again in a few minutes.")
            ], way: again)
    }

    var unavailable: CitizenPage {
        notice(
            say("Controleren lukt nu niet", "Checking is not possible now"),
            [
                say(
                    "Er is een storing bij ons. Dit zegt niets over uw document. Probeer het later opnieuw.",
                    "Something is wrong on our side. This says nothing about your document. Try again later.")
            ], way: again)
    }

    /// What the gateway refused before anybody looked at it.
    func refused(_ refusal: Refusal) -> CitizenPage {
        switch refusal {
        case .tooLarge:
            notice(
                say("Het bestand is te groot", "The file is too large"),
                [say("Een bestand mag niet groter zijn dan 10 MB.", "A file may not be larger than 10 MB.")], way: again)
        case .tooSlow:
            notice(
                say("Het versturen duurde te lang", "Sending took too long"),
                [say("Probeer het opnieuw, met een betere verbinding.", "Try again, with a better connection.")], way: again)
        case .busy:
            notice(
                say("Het is nu te druk", "It is too busy now"),
                [say("Probeer het over een minuut opnieuw.", "Try again in a minute.")], way: again)
        default:
            notice(
                say("Dit begrijpen wij niet", "We do not understand this"),
                [say("Uw browser stuurde iets wat wij niet kunnen lezen.", "Your browser sent something that we cannot read.")], way: again)
        }
    }
}
