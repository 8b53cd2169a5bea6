import Core
import Standard

/// What is not in the overview: other organisations, sources that did not answer, what came later, what rules left out.
extension Narration {
    var gaps: [Block] {
        var lines = gapsOfSources
        lines.append(
            say(
                "Schulden bij andere organisaties. Bijvoorbeeld bij de Belastingdienst, uw zorgverzekering, uw verhuurder of uw energiebedrijf.",
                "Debts with other organisations. For example with the tax authority (Belastingdienst), your health insurance, your landlord or your energy company."
            ))
        lines.append(
            say(
                "Wat na \(say.moment(facts.moment)) is gebeurd. Hebt u kort daarvoor betaald? Dan staat die betaling er misschien nog niet in.",
                "What happened after \(say.moment(facts.moment)). Did you pay shortly before? Then that payment may not be in it yet."))
        lines += rendition.completeness.leftOut.map { left in
            let rows = say.count(left.count, (one: "regel", more: "regels"), (one: "line", more: "lines"))
            return say(
                "\(rows) uit onze administratie. De reden: \(Tongue.line(left.because)).",
                "\(rows) of our records. The reason, in Dutch: \(Tongue.line(left.because)).")
        }
        lines += notes
        return [
            .heading(say("Wat staat niet in dit overzicht?", "What is not in this overview?"), level: 2), .list(lines.map { [Phrase($0)] }),
        ]
    }

    /// Sources that did not answer, or whose own control says otherwise.
    var gapsOfSources: [String] {
        rendition.completeness.missing.map { missing in
            say(
                "Ons systeem ‘\(missing.source)’ gaf geen antwoord. Wat daarin staat, ontbreekt hier.",
                "Our system ‘\(missing.source)’ did not answer. What it holds is missing here.")
        }
            + rendition.completeness.differing.map { differing in
                say(
                    "De bedragen uit ons systeem ‘\(differing.source)’ kunnen anders zijn. Een controle daarvan klopte niet.",
                    "The amounts from our system ‘\(differing.source)’ may be different. A check of them failed.")
            }
    }

    /// What counts in a balance and cannot be shown by itself in this version.
    private var notes: [String] {
        let kinds = standard.settledKinds(rendition.completeness.notes, version: rendition.version)
        return kinds.map { kind in
            say(
                "De stap ‘\(kind.inWords)’. Die telt wel mee in wat u nog moet betalen. Bij ‘Wat is er gebeurd?’ ziet u hem niet.",
                "The step ‘\(kind.inEnglish ?? kind.inWords)’. It does count in what you still have to pay. You do not see it under ‘What happened?’."
            )
        }
    }
}
