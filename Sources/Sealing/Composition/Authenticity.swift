import Core
import Standard

/// How to see that the document is real and unchanged, and where its data are for software.
extension Narration {
    func authenticity(_ codePayload: String?) -> [Block] {
        let heading = Block.heading(say("Is dit overzicht echt?", "Is this overview real?"), level: 2)
        let beside = [paragraph(certified), .paragraph(checking(codePayload))]
        var blocks: [Block]
        if let codePayload {
            let words = say("QR-code om dit overzicht te controleren", "QR code to check this overview")
            blocks = [.together([heading, .code(payload: codePayload, words: words, beside: beside)])]
        } else {
            blocks = [.together([heading] + beside)]
        }
        blocks.append(
            .list([
                [
                    Phrase(
                        say(
                            "Acrobat Reader en Okular laten het zegel zien. Chrome, Edge en Voorvertoning laten niets zien. Dat is geen teken dat er iets mis is.",
                            "Acrobat Reader and Okular show the seal. Chrome, Edge and Preview show nothing. That does not mean that something is wrong."
                        ))
                ],
                [
                    Phrase(
                        say(
                            "Een afdruk op papier heeft geen zegel. Stuur daarom altijd het bestand zelf.",
                            "A print on paper has no seal. So always send the file itself."))
                ],
                [Phrase(machines)],
            ]))
        if let closing = own(\.closing) { blocks.append(paragraph(closing)) }
        blocks.append(.paragraph([Phrase(made, .muted)]))
        return blocks
    }

    private var certified: String {
        guard isComplete else {
            return say(
                "Op dit bestand zit een digitaal zegel van \(style.name). Het zegel laat zien dat niemand iets heeft veranderd. Het zegt niet dat dit al uw schulden zijn.",
                "This file has a digital seal of \(style.name). The seal shows that nobody has changed anything. It does not say that these are all your debts."
            )
        }
        return own(\.certified)
            ?? say(
                "Dit overzicht is gecertificeerd door \(style.name). Dat betekent: er zit een digitaal zegel op. Verandert iemand iets, dan klopt het zegel niet meer.",
                "This overview is certified by \(style.name). That means: it has a digital seal. If anybody changes something, the seal is no longer right."
            )
    }

    /// The code that goes with the number, for who types both: the end of what the QR code says.
    private func checkCode(_ codePayload: String?) -> [Phrase] {
        guard let code = codePayload?.suffix(16), code.utf8.count == 16, code.allSatisfy(\.isHexDigit) else { return [] }
        return [Phrase(say(" met controlecode ", " with check code ")), Phrase(String(code), .strong)]
    }

    private func checking(_ codePayload: String?) -> [Phrase] {
        let number = [Phrase(facts.number.description, .strong)] + checkCode(codePayload)
        guard let page = facts.verification else {
            return [
                Phrase(say("Wilt u het controleren? Noem ons documentnummer ", "Do you want to check it? Tell us document number "))
            ] + number + [Phrase(".")]
        }
        return [
            Phrase(say("Controleren kan op ", "You can check it at ")), Narration.page(page),
            Phrase(say(". Geef daar het bestand, of documentnummer ", ". Give the file there, or document number ")),
        ] + number + [Phrase(say(". U kunt ook de code scannen.", ". You can also scan the code."))]
    }

    private var machines: String {
        let names =
            hasSeveralOrganisations
            ? rendition.documents.map { "schuldenoverzicht-\($0.organisation.digits).json" } : ["schuldenoverzicht.json"]
        return say(
            "In dit bestand zitten dezelfde gegevens ook voor computers: \(say.list(names)).",
            "This file also holds the same data for computers: \(say.list(names)).")
    }

    private var made: String {
        let rules = facts.mappings.map { "\($0.name) \($0.hash.hex.prefix(8))" }
        return say(
            "Gemaakt met Blauwbrug \(facts.version). Regels: \(rules.joined(separator: ", ")).",
            "Made with Blauwbrug \(facts.version). Rules: \(rules.joined(separator: ", ")).")
    }
}
