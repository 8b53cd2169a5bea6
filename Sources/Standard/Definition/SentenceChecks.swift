import Core

/// Whether the sentences of a version name fields that are there to fill them.
struct SentenceChecks {
    let version: VersionDefinition

    /// What a sentence about an overdue notice can say besides the fields of the notice: what is still open of it, and since which day.
    static let ofArrears = ["open", "since"]

    func run(_ diagnostics: inout Diagnostics) {
        for kind in version.kinds {
            let known = kind.fields.flatMap { field in
                [field.name] + targets(of: field).flatMap { $0.fields.map { "\(field.name).\($0.name)" } }
            }
            check(kind.sentences, "'\(kind.name)'", known, &diagnostics)
            check(kind.englishSentences, "'\(kind.name)'", known, &diagnostics)
        }
        let notices = version.kinds.filter { $0.effect == .demands }
        for field in version.zaak.fields {
            var known = version.zaak.fields.map(\.name)
            if field.content == .list(.arrears) { known = SentenceChecks.ofArrears + notices.flatMap { $0.fields.map(\.name) } }
            check(field.sentences, "'\(field.name)'", known, &diagnostics)
            check(field.englishSentences, "'\(field.name)'", known, &diagnostics)
        }
    }

    /// The kinds that a field refers to, where this version has them.
    private func targets(of field: FieldDefinition) -> [KindDefinition] {
        version.kinds.filter { kind in field.refersTo.contains { $0.text == kind.name } }
    }

    private func check(_ sentences: Sentences, _ what: String, _ known: [String], _ diagnostics: inout Diagnostics) {
        for sentence in sentences.all {
            for hole in sentence.holes where !known.contains(hole) {
                diagnostics.error(
                    .standardSentence, at: sentence.span, "nothing fills '{\(hole)}' in the sentence of \(what)",
                    hint: Spelling.hint(for: hole, in: known))
            }
        }
    }
}
