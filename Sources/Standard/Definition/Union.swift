import Core

/// Brings the same object of several versions together: every field once, under one slot, whatever version has it.
struct Union {
    private struct Entry {
        let first: FieldDefinition
        var versions: [String]
        var need: Field.Need
        var minimum: Int?
        var words: [String]?
        var refersTo: [String]
    }

    private var entries: [Entry] = []

    /// Adds an object of a version; a new field comes to stand behind the one it follows there.
    mutating func add(_ fields: [FieldDefinition], of version: String, _ diagnostics: inout Diagnostics) {
        var last = -1
        for field in fields {
            let names = field.refersTo.compactMap(\.text)
            if let at = entries.firstIndex(where: { $0.first.name == field.name }) {
                compare(field, with: entries[at].first, &diagnostics)
                entries[at].versions.append(version)
                entries[at].need = stronger(entries[at].need, field.need)
                entries[at].minimum = entries[at].minimum.flatMap { minimum in field.minimum.map { min($0, minimum) } }
                entries[at].words = entries[at].words.flatMap { words in
                    field.words.map { words + $0.filter { !words.contains($0) } }
                }
                entries[at].refersTo += names.filter { !entries[at].refersTo.contains($0) }
                last = at
            } else {
                last += 1
                let entry = Entry(
                    first: field, versions: [version], need: field.need, minimum: field.minimum, words: field.words, refersTo: names)
                entries.insert(entry, at: last)
            }
        }
    }

    var fields: [Field] {
        entries.enumerated().map { slot, entry in
            var field = Field(
                name: entry.first.name, slot: slot, kind: entry.first.kind, format: entry.first.format, words: entry.words,
                minimum: entry.minimum, origin: entry.first.origin, role: entry.first.role, need: entry.need, versions: entry.versions,
                refersTo: entry.refersTo, summary: entry.first.summary, span: entry.first.span)
            field.told = entry.first.told
            return field
        }
    }

    private func stronger(_ a: Field.Need, _ b: Field.Need) -> Field.Need {
        let order: [Field.Need] = [.required, .expected, .optional]
        return order.first { $0 == a || $0 == b } ?? a
    }

    private func compare(_ field: FieldDefinition, with other: FieldDefinition, _ diagnostics: inout Diagnostics) {
        let differs: String? =
            if field.kind != other.kind {
                "type"
            } else if field.format != other.format {
                "format"
            } else if field.origin != other.origin {
                "from"
            } else if field.role != other.role {
                "role"
            } else {
                nil
            }
        guard let differs else { return }
        diagnostics.error(
            .standardConflict, at: field.raw[differs]?.span ?? field.span,
            "'\(field.name)' has another '\(differs)' than in another version",
            others: [.init(other.raw[differs]?.span ?? other.span, "declared here too")],
            hint: "what means something else gets another name, and writes it as its 'key'")
    }
}
