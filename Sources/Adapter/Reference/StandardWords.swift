import Core
import Standard

/// What the standard can say, as parts of the page of words.
struct StandardWords {
    let standard: Standard

    var section: Page.Section {
        var section = Page.Section(id: "standard", title: "The standard")
        section.blocks.append(
            .paragraph(
                "Versions: \(standard.versions.map { "`\($0)`" }.joined(separator: ", ")); `\(standard.defaultVersion)` when nobody asks for "
                    + "another. A required field must be certain in every event; an expected one may lack, and `check` warns. "
                    + "Only what is filled by mapping can be written in a mapping file."))
        section.sections = standard.kinds.map { kind($0) }
        section.sections.append(
            object("case", "The case", "A financiële zaak: its kenmerk, its events and what they add up to.", standard.zaakFields))
        section.sections.append(object("document", "The document", "What one organisation says of one citizen.", standard.documentFields))
        section.sections.append(formats)
        return section
    }

    private func kind(_ kind: EventKind) -> Page.Section {
        let versions = kind.versions == standard.versions ? "" : " Only in \(kind.versions.map { "`\($0)`" }.joined(separator: ", "))."
        return Page.Section(
            id: kind.name, title: kind.name,
            blocks: [
                .paragraph("\(kind.summary) (\(kind.inWords)). \(StandardWords.told(kind.effect))\(versions)"),
                .table(table(kind.fields, of: kind.name)),
            ])
    }

    private static func told(_ effect: EventKind.Effect) -> String {
        switch effect {
        case .raises: "It raises what is owed."
        case .settles: "It lowers what is owed."
        case .demands: "It asks for payment of what is owed; no total changes."
        case .withdraws: "It takes back an earlier demand; no total changes."
        case .adjusts: "It raises or lowers what is owed, by its own sign."
        case .none: "No total changes."
        }
    }

    private func object(_ id: String, _ title: String, _ summary: String, _ fields: [Field]) -> Page.Section {
        Page.Section(id: id, title: title, blocks: [.paragraph(summary), .table(table(fields, of: id))])
    }

    private func table(_ fields: [Field], of object: String) -> Page.Table {
        Page.Table(
            caption: "Fields of \(object)", head: ["field", "type", "need", "filled by", "what it is"],
            rows: fields.map { field in
                Page.Row(
                    id: "\(object).\(field.name)",
                    cells: ["`\(field.name)`", type(of: field), field.need.rawValue, StandardWords.told(field.origin), meaning(of: field)])
            })
    }

    private func type(of field: Field) -> String {
        if let words = field.words { return "one of " + words.map { "`\($0)`" }.joined(separator: ", ") }
        return field.format.map { "\(field.kind.rawValue), `\($0.rawValue)`" } ?? field.kind.rawValue
    }

    private func meaning(of field: Field) -> String {
        var parts = [field.summary]
        if let least = field.minimum { parts.append(least == 0 ? "never negative" : "at least \(least) cents") }
        if !field.refersTo.isEmpty { parts.append("refers to \(field.refersTo.map { "`\($0)`" }.joined(separator: " or "))") }
        if field.versions != standard.versions { parts.append("only in \(field.versions.map { "`\($0)`" }.joined(separator: ", "))") }
        return parts.joined(separator: "; ")
    }

    private static func told(_ origin: Field.Origin) -> String {
        switch origin {
        case .mapped: "mapping"
        case .subject: "the citizen asked about"
        case .organisation: "the organisation"
        case .case: "its case"
        case .now: "the moment of answering"
        case .computed: "computed"
        case .constant: "the standard itself"
        }
    }

    private var formats: Page.Section {
        Page.Section(
            id: "formats", title: "Formats",
            blocks: [
                .table(
                    Page.Table(
                        caption: "Formats of texts", head: ["format", "pattern", "what it is"],
                        rows: Format.allCases.map {
                            Page.Row(id: "format.\($0.rawValue)", cells: ["`\($0.rawValue)`", "`\($0.pattern)`", $0.summary])
                        }))
            ])
    }
}
