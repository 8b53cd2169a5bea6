package import Core

/// A verification in words for a person: plain Dutch or English, a line for each thing that was looked at.
package struct VerificationText: Sendable {
    private let found: Verification
    private let language: Language

    package init(_ found: Verification, in language: Language) {
        self.found = found
        self.language = language
    }

    private func say(_ dutch: String, _ english: String) -> String { language == .dutch ? dutch : english }

    /// The outcome in one sentence.
    package var verdict: String {
        switch found.verdict {
        case .genuine: say("Echt: dit document is gewaarmerkt en sindsdien niet veranderd.", "Genuine: sealed, and unchanged since.")
        case .incomplete:
            say(
                "Echt, maar onvolledig: niet alle bronnen hadden geantwoord toen dit document werd gemaakt.",
                "Genuine, but incomplete: not every source had answered when this document was made.")
        case .unknownSealer:
            say(
                "Niet bewezen: het document is niet veranderd, maar wie het waarmerkte wordt hier niet vertrouwd.",
                "Not proven: unchanged since it was sealed, but whoever sealed it is not trusted here.")
        case .expired:
            say(
                "Niet bewezen: het certificaat was niet geldig toen dit document werd gewaarmerkt, of dat is niet aan te tonen.",
                "Not proven: the certificate was not valid when this document was sealed, or nothing shows that it was.")
        case .changed:
            say("Niet echt: het document is veranderd, of het zegel hoort er niet bij.", "Not genuine: the seal does not fit the document.")
        case .notSealed: say("Niet gewaarmerkt: er is geen zegel dat iets bewijst.", "Not sealed: there is no seal that proves anything.")
        case .unreadable:
            say(
                "Niet te beoordelen: dit is geen document van Blauwbrug, of het is beschadigd.",
                "Cannot be judged: this is no document of Blauwbrug, or it is damaged.")
        }
    }

    /// The verdict, a line per check with a mark before it, and what is known about the document.
    package var lines: [String] {
        var lines = [verdict, ""]
        lines += found.checks.map { "  \(mark($0.outcome))  \(sentence($0.finding))" }
        let facts = self.facts
        let width = facts.map(\.label.count).max() ?? 0
        if !facts.isEmpty { lines.append("") }
        lines += facts.map { "  \($0.label)\(String(repeating: " ", count: width - $0.label.count + 2))\($0.value)" }
        return lines
    }

    private func mark(_ outcome: Verification.Check.Outcome) -> String {
        switch outcome {
        case .holds: say("goed  ", "good")
        case .fails: say("FOUT  ", "BAD ")
        case .told: say("let op", "note")
        }
    }

    private var facts: [(label: String, value: String)] {
        let facts = found.facts
        var all: [(String, String)] = []
        if let number = facts.number { all.append((say("documentnummer", "document number"), number.description)) }
        if let sealer = facts.sealer { all.append((say("gewaarmerkt door", "sealed by"), named(sealer))) }
        if let root = facts.root { all.append((say("vertrouwd door", "trusted through"), root.text)) }
        if let moment = facts.moment {
            let source = facts.timeStamper.map { say("tijdstempel van ", "time stamp of ") + $0.text }
            all.append((say("op", "at"), "\(written(moment)), \(source ?? say("zegt de maker zelf", "by the sealer's own clock"))"))
        }
        if let version = facts.standardVersion { all.append((say("standaard", "standard"), version)) }
        for mapping in facts.mappings { all.append(("mapping", "\(mapping.name) \(mapping.hash.hex.prefix(12))")) }
        if let version = facts.programVersion { all.append((say("programma", "program"), "Blauwbrug \(version)")) }
        return all
    }

    private func named(_ name: CertifiedName) -> String { name.oin.map { "\(name.text), OIN \($0)" } ?? name.text }

    /// `22-11-2026 09:00:00`, as it was in Amsterdam.
    private func written(_ moment: Instant) -> String {
        let civil = moment.civil
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let time = "\(two(civil.hour)):\(two(civil.minute)):\(two(civil.second))"
        return language == .dutch
            ? "\(two(civil.day))-\(two(civil.month))-\(civil.year) \(time)"
            : "\(civil.year)-\(two(civil.month))-\(two(civil.day)) \(time) (Amsterdam)"
    }

    /// What was found, in one sentence.
    package func sentence(_ finding: Verification.Finding) -> String {
        let both = finding.sentence
        return say(both.dutch, both.english)
    }
}
