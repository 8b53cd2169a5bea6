import Core

/// What an answer says about its own completeness, as sentences for the citizen.
enum Remarks {
    /// The longest sentence, in characters (StUF: melding).
    static let limit = 250

    static func all(of completeness: Completeness) -> [String] {
        if completeness.isComplete, completeness.notes.isEmpty { return [] }
        let missing = completeness.missing.map {
            "Dit overzicht is niet volledig: de gegevens van \($0.source) ontbreken, omdat dit systeem \(reason($0.kind))."
        }
        var sources: [String] = []
        for differing in completeness.differing where !sources.contains(differing.source) { sources.append(differing.source) }
        let differing = sources.map {
            "Dit overzicht is mogelijk niet volledig: de bedragen van \($0) kloppen niet met de stand die dit systeem zelf bijhoudt."
        }
        return (missing + differing + completeness.notes).map { $0.count <= limit ? $0 : String($0.prefix(limit - 1)) + "…" }
    }

    private static func reason(_ kind: Failure.Class) -> String {
        switch kind {
        case .unreachable: "niet bereikbaar is"
        case .timeout: "te laat antwoordt"
        case .busy: "te druk is"
        case .refused, .drift, .tooLarge, .data: "geen bruikbaar antwoord geeft"
        }
    }
}
