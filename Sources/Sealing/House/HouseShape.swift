import Core
package import Syntax

extension HouseFile {
    static let shape = FormShape(
        "document", "How the certified documents of a municipality look, and whom they name.",
        [
            .init(
                "document", .text, required: true, "The municipality: the name of the folder this file stands in",
                examples: ["voorbeeldstad"]),
            .init(
                "name", .text, required: true, "What citizens call it, in the middle of a sentence", examples: ["gemeente Voorbeeldstad"]),
            .init(
                "colour", .pattern("^#[0-9A-Fa-f]{6}$", "# and six hexadecimal digits"),
                "The colour of bars and headings, dark enough to read on white; a dark blue unless written", examples: ["\"#154273\""]),
            .init("logo", .text, "A PNG beside this file, at most 1 MB", examples: ["logo.png"]),
            .init("contact", .form(contactShape), "Where citizens ask their questions"),
            .init(
                "help", .form(helpLanguages),
                "Who helps with debts; the national help unless written"),
            .init(
                "organisations", .map(.text), "What other organisations are called, by OIN",
                examples: ["{ \"00000099000000002000\": gemeente Voorbeeldstad }"]),
            .init(
                "sentences", .form(sentencesLanguages),
                "What the municipality says in its own words"),
        ])

    static let contactShape = FormShape(
        "contact", "How to reach the municipality.",
        [
            .init("phone", .text, "A telephone number", examples: ["14 0999"]),
            .init("email", .text, "An e-mail address", examples: ["schulden@voorbeeldstad.example"]),
            .init("url", .text, "A page, https://", examples: ["https://www.voorbeeldstad.example/schulden"]),
            .init("address", .texts, "Where it is, a line each", examples: ["[Brugplein 1, 9999 ZZ Voorbeeldstad]"]),
        ])

    static let helpShape = FormShape(
        "debt-help", "Who helps with debts.",
        [
            .init("name", .text, required: true, "What they are called", examples: ["Geldfit"]),
            .init("text", .text, required: true, "What they do, in a sentence or two", examples: ["Zij helpen gratis."]),
            .init("phone", .text, "A telephone number", examples: ["0800 8115"]),
            .init("url", .text, "A page, https://", examples: ["https://geldfit.nl/"]),
        ])

    static let sentencesShape = FormShape(
        "own-sentences", "What the municipality says in its own words; {naam} and {datum} are filled in.",
        [
            .init("introduction", .text, "In the place of the first paragraph"),
            .init(
                "certified", .text, "In the place of what is said of the certification; not used when the overview is incomplete",
                examples: ["Dit overzicht is gecertificeerd door {naam}."]),
            .init("closing", .text, "After all else"),
        ])

    private static func languages(_ name: String, _ summary: String, _ shape: Shape) -> FormShape {
        FormShape(
            "\(name)-languages", summary,
            Language.allCases.map { .init($0.rawValue, shape, $0 == .dutch ? "In Dutch" : "In English") })
    }

    static let helpLanguages = languages("help", "Who helps with debts, by language.", .list(.form(helpShape), least: 1))
    static let sentencesLanguages = languages("sentences", "What the municipality says itself, by language.", .form(sentencesShape))
}

extension HouseStyle {
    /// A `document.yaml`.
    package static var fileShape: Shape { .form(HouseFile.shape) }
}
