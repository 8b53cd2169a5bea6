import Core

/// The first page: what the blue button is, and the button.
struct StartPage {
    let language: Language

    var page: CitizenPage {
        EForm.page(
            title: language.say("De Blauwe Knop", "The Blue Button"), language,
            other: language.write(
                "<a href=\"/?taal=en\" lang=\"en\" hreflang=\"en\">English</a>", "<a href=\"/\" lang=\"nl\" hreflang=\"nl\">Nederlands</a>"),
            main: main)
    }

    private var main: HTML {
        """
        \(language.write(Self.dutch, Self.english))
        <form class="actions" action="/inloggen"><input type="hidden" name="taal" value="\(language.rawValue)">\
        <button class="button">\(language.say("Haal mijn schulden op", "Fetch my debts"))</button></form>
        \(EForm.help(language))
        """
    }

    private static let dutch: HTML = """
        <h1>De Blauwe Knop: uw schulden op een rij</h1>
        <p class="lead">Wilt u weten wat u nog aan de gemeente moet betalen? Met de Blauwe Knop ziet u het in één overzicht.</p>
        <ul><li>U ziet wat u nog moet betalen, en voor wanneer.</li>
        <li>U ziet wat u al heeft betaald.</li>
        <li>U kunt een gewaarmerkt document downloaden, bijvoorbeeld voor uw schuldhulpverlener.</li></ul>
        <p>Het duurt ongeveer een minuut. U logt eerst in.</p>
        """

    private static let english: HTML = """
        <h1>The Blue Button: your debts in one overview</h1>
        <p class="lead">Would you like to know what you still have to pay to the municipality? The Blue Button shows you in one overview.</p>
        <ul><li>You see what you still have to pay, and by when.</li>
        <li>You see what you have paid already.</li>
        <li>You can download a certified document, for your debt counsellor for example.</li></ul>
        <p>It takes about a minute. You log in first.</p>
        """
}
