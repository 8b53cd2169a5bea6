import Backends
import Core
import Sealing

extension PublicPages {
    /// What came of a number and a code.
    func result(of outcome: CheckOutcome) -> CitizenPage {
        switch outcome {
        case .known:
            result(
                outcome,
                [
                    say(
                        "Wij hebben een overzicht met dit nummer en deze gegevens gemaakt.",
                        "We made an overview with this number and these data."),
                    say(
                        "Let op: op papier kan iemand de tekst hebben veranderd. Dat zien wij hier niet. Wilt u het zeker weten? Vraag om het bestand, en controleer dat.",
                        "Please note: on paper somebody may have changed the text. We cannot see that here. Do you want to be sure? Ask for the file, and check that."
                    ),
                ])
        case .changed:
            result(
                outcome,
                [
                    say(
                        "Wij hebben wel een overzicht met dit nummer gemaakt, maar met andere gegevens. Vertrouw dit overzicht niet.",
                        "We did make an overview with this number, but with other data. Do not trust this overview."),
                    say("Kijk eerst of u de code goed heeft overgenomen.", "First see whether you copied the code correctly."),
                ])
        case .unknown: result(outcome, unknown)
        }
    }

    /// What came of a file.
    func result(of judgement: DocumentCheck.Judgement) -> CitizenPage {
        switch judgement.outcome {
        case .known: result(.known, known(judgement))
        case .changed:
            result(
                .changed,
                [
                    say(
                        "Dit bestand lijkt op een overzicht dat wij hebben gemaakt, maar het is niet hetzelfde. Iemand heeft het veranderd, of een programma heeft het opnieuw opgeslagen.",
                        "This file looks like an overview that we made, but it is not the same. Somebody changed it, or a program saved it anew."
                    ),
                    say(
                        "Vertrouw dit bestand niet. Vraag om het bestand zoals de gemeente het gaf.",
                        "Do not trust this file. Ask for the file as the municipality gave it."),
                ])
        case .unknown: result(.unknown, unknown)
        }
    }

    private var unknown: [String] {
        [
            say(
                "Dit staat niet in de lijst van overzichten die wij hebben gemaakt. Wij kunnen er niets over zeggen.",
                "This is not in the list of overviews that we made. We cannot say anything about it."),
            say(
                "Het kan van een andere gemeente zijn, of te veel veranderd om het te herkennen. Vertrouw het niet zonder navraag.",
                "It may be from another municipality, or changed too much to be recognised. Do not trust it without asking."),
        ]
    }

    private func known(_ judgement: DocumentCheck.Judgement) -> [String] {
        var sentences = [
            say(
                "Wij hebben dit bestand gemaakt. Sindsdien is er niets in veranderd.",
                "We made this file. Nothing in it has changed since.")
        ]
        if judgement.verification.verdict.holds, let sealer = judgement.verification.facts.sealer?.text {
            sentences.append(say("Het zegel klopt. Het is van \(sealer).", "The seal is right. It is from \(sealer)."))
        } else if judgement.verification.verdict == .expired {
            sentences.append(
                say(
                    "Het certificaat van het zegel is niet meer geldig. Het bestand is wel zoals wij het maakten.",
                    "The certificate of the seal is no longer valid. The file is still as we made it."))
        }
        if let issued = judgement.issued {
            sentences.append(
                issued.isComplete
                    ? say(
                        "Het overzicht is volledig: alle systemen van de gemeente gaven antwoord.",
                        "The overview is complete: all systems of the municipality answered.")
                    : say(
                        "Let op: het overzicht is onvolledig. Niet alle systemen van de gemeente gaven antwoord. Er kunnen dus meer schulden zijn.",
                        "Please note: the overview is incomplete. Not all systems of the municipality answered. So there may be more debts."
                    )
            )
        }
        return sentences
    }

    private func result(_ outcome: CheckOutcome, _ sentences: [String]) -> CitizenPage {
        let (title, tone): (String, String) =
            switch outcome {
            case .known: (say("Bekend en ongewijzigd", "Known and unchanged"), "good")
            case .unknown: (say("Onbekend", "Unknown"), "warning")
            case .changed: (say("Gewijzigd", "Changed"), "warning")
            }
        let paragraphs: [HTML] = sentences.map { "<p>\($0)</p>" }
        return page(
            title,
            """
            <h1>\(say("Uitkomst van de controle", "Outcome of the check"))</h1>
            <div class="notice \(tone)" role="status"><h2>\(title)</h2>\(paragraphs)</div>
            <p class="actions"><a class="button plain" href="\(check)">\(say("Nog een overzicht controleren", "Check another overview"))</a></p>
            """)
    }
}
