import Core

extension PublicPages {
    /// `/controle`: the two ways in which a document can be checked.
    ///
    /// - Parameters:
    ///   - number: as it was typed before; stands in the form again.
    ///   - code: the same.
    func form(_ mistakes: [Mistake] = [], number: String = "", code: String = "") -> CitizenPage {
        let heading = say("Controleer een schuldenoverzicht", "Check a debt overview")
        let title = mistakes.isEmpty ? heading : say("Fout: ", "Error: ") + heading
        let english: HTML? = language == .english ? "<input type=\"hidden\" name=\"taal\" value=\"en\">" : nil
        return page(
            title,
            """
            \(summary(mistakes))
            <h1>\(heading)</h1>
            <p class="lead">\(say("Heeft u een gewaarmerkt schuldenoverzicht gekregen? Hier ziet u of het echt is, en of iemand er iets in heeft veranderd.", "Have you received a certified debt overview? Here you see whether it is real, and whether somebody changed anything in it."))</p>
            <h2>\(say("Met het bestand", "With the file"))</h2>
            <p>\(say("Dit is de beste manier: wij kijken naar het hele bestand.", "This is the best way: we look at the whole file."))</p>
            <form method="post" action="\(check)" enctype="multipart/form-data">
            \(field("bestand", say("Het bestand", "The file"), say("Het PDF-bestand, of het JSON- of JWS-bestand dat erin zit. Niet groter dan 10 MB.", "The PDF file, or the JSON or JWS file inside it. Not larger than 10 MB."), mistakes, kind: "type=\"file\" accept=\".pdf,.json,.jws,application/pdf,application/json,application/jose\" required"))
            <p class="actions"><button class="button" type="submit">\(say("Controleer het bestand", "Check the file"))</button></p>
            </form>
            <h2>\(say("Met het documentnummer en de controlecode", "With the document number and the check code"))</h2>
            <p>\(say("Zo controleert u een overzicht op papier. Scant u de QR-code op het overzicht? Dan hoeft u hier niets in te vullen.", "This is how to check an overview on paper. If you scan the QR code on the overview, you need not fill in anything here."))</p>
            <form method="get" action="/controle">\(english)
            \(field("n", say("Documentnummer", "Document number"), say("Zestien letters en cijfers, in groepen van vier.", "Sixteen letters and digits, in groups of four."), mistakes, value: number))
            \(field("h", say("Controlecode", "Check code"), say("Zestien tekens: de cijfers 0 tot en met 9 en de letters a tot en met f.", "Sixteen characters: the digits 0 to 9 and the letters a to f."), mistakes, value: code))
            <p class="actions"><button class="button" type="submit">\(say("Controleer het nummer", "Check the number"))</button></p>
            </form>
            <h2>\(say("Wat doen wij met uw bestand?", "What do we do with your file?"))</h2>
            <p>\(say("Wij bekijken het één keer en bewaren het niet. Wij vergelijken het met de lijst van documenten die wij hebben gemaakt. Op die lijst staan geen namen en geen bedragen.", "We look at it once and do not keep it. We compare it with the list of documents that we made. There are no names and no amounts on that list."))</p>
            """)
    }

    /// What is wrong, before everything else, with a link to each field.
    private func summary(_ mistakes: [Mistake]) -> HTML? {
        guard !mistakes.isEmpty else { return nil }
        let items: [HTML] = mistakes.map { "<li><a href=\"#\($0.field)\">\(words($0))</a></li>" }
        return """
            <div class="notice warning" role="alert" aria-labelledby="fouten"><h2 id="fouten">\(say("Er klopt iets niet", "Something is not right"))</h2><ul>\(items)</ul></div>
            """
    }

    /// - Parameter kind: the attributes that say which kind of field it is; ours, never a visitor's.
    private func field(
        _ name: String, _ label: String, _ hint: String, _ mistakes: [Mistake],
        kind: HTML = "type=\"text\" autocomplete=\"off\" autocapitalize=\"off\" spellcheck=\"false\" maxlength=\"64\" required",
        value: String? = nil
    ) -> HTML {
        let mistake = mistakes.first { $0.field == name }
        let told: HTML? = mistake.map { "<p class=\"late\" id=\"\(name)-fout\">\(words($0))</p>" }
        let state: HTML? = mistake == nil ? nil : " aria-invalid=\"true\""
        let described = mistake == nil ? "\(name)-uitleg" : "\(name)-fout \(name)-uitleg"
        let filled: HTML? = value.map { " value=\"\($0)\"" }
        return """
            <p><label for="\(name)"><strong>\(label)</strong></label></p><p class="muted" id="\(name)-uitleg">\(hint)</p>\(told)
            <p><input id="\(name)" name="\(name)" \(kind)\(filled) aria-describedby="\(described)"\(state)></p>
            """
    }

    private func words(_ mistake: Mistake) -> String {
        switch mistake {
        case .fileMissing: say("Kies eerst een bestand.", "First choose a file.")
        case .fileUnreadable:
            say("Het bestand is niet goed aangekomen. Verstuur het opnieuw.", "The file did not arrive well. Send it again.")
        case .numberWrong:
            say(
                "Dit is geen documentnummer. Kijk of u elk teken goed heeft overgenomen.",
                "This is not a document number. See whether you copied every character correctly.")
        case .codeWrong:
            say(
                "Dit is geen controlecode. Kijk of u elk teken goed heeft overgenomen.",
                "This is not a check code. See whether you copied every character correctly.")
        }
    }
}
