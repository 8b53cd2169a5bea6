import Standard
import Syntax

/// The keys of files, as a part of the page of words.
struct KeyWords {
    let standard: Standard

    var section: Page.Section {
        var section = Page.Section(id: "keys", title: "Keys of files")
        section.blocks = [
            .paragraph(
                "What may stand in each kind of file. The same definitions make the schemas for editors and the refusals of `check`.")
        ]
        var told: Set<String> = []
        for kind in FileKind.all(standard) {
            // The fields of events stand with the standard, options with the readings and the steps.
            let forms = kind.forms.filter { form in !KeyWords.elsewhere.contains { form.name.hasPrefix($0) || form.name.hasSuffix($0) } }
            let rows = forms.filter { told.insert($0.name).inserted }.flatMap { form in
                form.keys.map { key in
                    Page.Row(
                        id: "key.\(form.name).\(key.name)",
                        cells: [
                            "`\(form.name)`", "`\(key.name)`\(key.isRequired ? " (needed)" : "")", key.shape.told { "`\($0.name)`" },
                            key.summary,
                        ])
                }
            }
            section.sections.append(
                Page.Section(
                    id: "keys.\(kind.name)", title: kind.title,
                    blocks: [
                        .paragraph("`\(kind.place)`; an editor knows it by `docs/schemas/\(kind.name).json`."),
                        .table(Page.Table(caption: kind.title, head: ["in", "key", "what stands there", "what it is"], rows: rows)),
                    ]))
        }
        return section
    }

    private static let elsewhere = ["event-", "expected-", "everywhere", "field-", "-options", "reading-form", "step-form", "pad"]
}
