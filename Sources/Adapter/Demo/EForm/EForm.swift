import Core

/// The demonstration eForm of Voorbeeldstad: what a citizen sees of the Blauwe Knop. It is a vendor like any other: all it knows it asks the
/// gateway, over TLS. It keeps nothing: who was chosen goes from page to page in the forms, never in an address.
struct EForm: Sendable {
    /// The field that asks for everything unfolded.
    static let paper: HTML = "<input type=\"hidden\" name=\"weergave\" value=\"print\">"

    /// Bytes of an answer at most, and milliseconds that a citizen waits for one.
    private static let limit = 16_777_216
    private static let patience = 20_000

    let gateway: WebClient
    let apiKey: String

    func reply(to request: Request) async -> Reply {
        // Whoever came by another name was led here by a page of somebody else.
        let host = request.values(of: "host").first ?? ""
        guard ["127.0.0.1:", "localhost:"].contains(where: { host.hasPrefix($0) }) else { return Reply(status: 403) }
        let posted = request.method == "POST" ? FormFields(request.body) : FormFields((request.query ?? "").utf8)
        let language = posted?["taal"].flatMap(Language.init) ?? .dutch
        switch (request.method, request.path) {
        case ("GET", "/"), ("HEAD", "/"): return StartPage(language: language).page.reply()
        case ("GET", "/inloggen"): return LogInPage(language: language, isMissing: false).page.reply()
        case ("POST", "/overzicht"), ("POST", "/document"):
            guard let citizen = TestCitizen.all.first(where: { $0.name == posted?["burger"] }) else {
                return LogInPage(language: language, isMissing: true).page.reply(status: 400)
            }
            return request.path == "/document"
                ? await document(citizen, language) : await overview(citizen, language, isForPaper: posted?["weergave"] == "print")
        case (_, "/overzicht"), (_, "/document"): return LogInPage(language: language, isMissing: false).page.reply(status: 405)
        default: return ProblemPage(problem: .unknownPage, citizen: nil, language: language).page.reply(status: 404)
        }
    }

    private func overview(_ citizen: TestCitizen, _ language: Language, isForPaper: Bool) async -> Reply {
        do throws(WebFailure) {
            let answer = try await ask(citizen, language, accept: "application/json")
            guard let overview = DebtOverview(answer.body) else {
                return ProblemPage(problem: .noOverview, citizen: citizen, language: language).page.reply(status: 503)
            }
            return OverviewPage(overview: overview, citizen: citizen, language: language, isForPaper: isForPaper).page.reply()
        } catch {
            return ProblemPage(problem: .noOverview, citizen: citizen, language: language).page.reply(status: 503)
        }
    }

    private func document(_ citizen: TestCitizen, _ language: Language) async -> Reply {
        do throws(WebFailure) {
            let answer = try await ask(citizen, language, accept: "application/pdf")
            guard answer.value(of: "content-type") == "application/pdf", answer.body.starts(with: "%PDF-".utf8) else {
                return ProblemPage(problem: .noDocument, citizen: citizen, language: language).page.reply(status: 503)
            }
            let name = answer.value(of: "content-disposition") ?? "attachment; filename=\"schuldenoverzicht.pdf\""
            return Reply(
                status: 200, headers: [Request.Header("Content-Type", "application/pdf"), Request.Header("Content-Disposition", name)],
                body: answer.body)
        } catch {
            return ProblemPage(problem: .noDocument, citizen: citizen, language: language).page.reply(status: 503)
        }
    }

    private func ask(
        _ citizen: TestCitizen, _ language: Language, accept: String
    ) async throws(WebFailure) -> WebAnswer {
        try await gateway.ask(
            Array("{\"bsn\":\"\(citizen.bsn)\",\"documentVersie\":\"4.1.0\"}".utf8), as: "application/json",
            headers: [
                Request.Header("X-Api-Key", apiKey), Request.Header("Accept", accept), Request.Header("Accept-Language", language.rawValue),
            ], limit: EForm.limit, timeout: EForm.patience)
    }

    /// A page of the eForm, which says that it is a demonstration.
    static func page(title: String, _ language: Language, other: HTML, main: HTML) -> CitizenPage {
        CitizenPage(
            title: language.say("\(title) (demonstratie)", "\(title) (demonstration)"), language: language, owner: "Gemeente Voorbeeldstad",
            banner: language.say(
                "Dit is een demonstratie. Niets hier is echt.", "This is a demonstration. Nothing here is real."),
            aside: other, main: main,
            footer: language.write(
                "<p>Voorbeeldstad bestaat niet. Deze pagina’s horen bij de demonstratie van Blauwbrug; ze bewaren niets.</p>",
                "<p>Voorbeeldstad does not exist. These pages belong to the demonstration of Blauwbrug; they keep nothing.</p>"))
    }

    /// A form with one button, that takes the chosen citizen along.
    static func button(
        _ words: String, to path: String, _ citizen: TestCitizen, _ language: Language, extra: HTML = "", lang: String? = nil, style: String
    ) -> HTML {
        let spoken: HTML? = lang.map { " lang=\"\($0)\"" }
        return """
            <form method="post" action="\(path)"><input type="hidden" name="burger" value="\(citizen.name)">\
            <input type="hidden" name="taal" value="\(language.rawValue)">\(extra)<button class="\(style)"\(spoken)>\(words)</button></form>
            """
    }

    /// Where to get help, at the foot of what worries.
    static func help(_ language: Language) -> HTML {
        language.write(
            """
            <section aria-labelledby="hulp"><h2 id="hulp">Hulp bij schulden</h2>
            <p>U staat er niet alleen voor. Hulp van uw gemeente is gratis. Bel ook als u denkt dat u straks niet kunt betalen: hoe eerder, hoe \
            meer er kan.</p>
            <ul><li>Uw gemeente: bel <a href="tel:14000">14 000</a> (voorbeeldnummer) en vraag naar schuldhulp.</li>
            <li><a href="https://geldfit.nl">Geldfit</a>: bel gratis <a href="tel:08008115">0800 8115</a> of doe de test op de website.</li>
            <li><a href="https://www.juridischloket.nl">Het Juridisch Loket</a>: gratis advies als u het niet eens bent met een rekening.</li></ul>
            </section>
            """,
            """
            <section aria-labelledby="hulp"><h2 id="hulp">Help with debts</h2>
            <p>You are not alone. Help from your municipality is free. Call also when you think you will not be able to pay soon: the sooner, the \
            more can be done.</p>
            <ul><li>Your municipality: call <a href="tel:14000">14 000</a> (an example) and ask for help with debts.</li>
            <li><a href="https://geldfit.nl">Geldfit</a>: call <a href="tel:08008115">0800 8115</a>, free of charge, or take the test on the \
            website (in Dutch).</li>
            <li><a href="https://www.juridischloket.nl">Het Juridisch Loket</a>: free advice when you disagree with a bill (in Dutch).</li></ul>
            </section>
            """)
    }
}
