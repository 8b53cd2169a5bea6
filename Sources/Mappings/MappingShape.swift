import Core
import Syntax

extension MappingReader {
    /// A mapping file, from top to bottom as people write it.
    static let shape = FormShape(
        "mapping", "Which rows to ask of a source, and which events of the debt standard they are.",
        [
            .init(
                "mapping", .pattern("^[A-Za-z0-9_-]+$", "letters, digits, '-' and '_'"), required: true, "The name of this mapping",
                examples: ["heffingen"]),
            .init(
                "source", .text, required: true, "The source it asks: the name of a file in connectors/sources/<tenant>/",
                examples: ["heffingen"]),
            SharedParts.includeKey, SharedParts.activityKey,
            .init("parameters", .form(parametersShape), required: true, "How the source stores what a query asks by"),
            .init("rows", .map(.form(RowSetReader.shape)), required: true, "The row sets to ask for, by a name of your own"),
            SharedParts.codesKey, SharedParts.organisationKey, SharedParts.everywhereKey,
            .init(
                "cases", .form(casesShape), required: true, "Which rows are the cases (financiële zaken)",
                examples: ["{ each: aanslagen, zaakkenmerk: zaak }"]),
            .init("events", .list(.reference("event"), least: 0), required: true, "The rules that make events of rows"),
            .init(
                "leave_out", .list(.form(RuleReader.leaveOutShape), least: 0),
                "Rows that become no event, each with its reason; a row that is neither makes the source fail"),
            .init(
                "reconcile", .list(.form(reconcileShape), least: 0),
                "Proofs that nothing was lost: what was mapped equals what the source says",
                examples: ["[{ sum: saldo, equals: { rows: standen, column: openstaand } }]"]),
            .init("whole", .form(wholeShape), "The same proof over all citizens at once"),
            .init(
                "without", .choice([.reference("kind"), .list(.reference("kind"), least: 0)]),
                "The kinds of event of which the source has none: then nobody asks where they are"),
        ])

    /// Its keys are told by a code of their own (MAP229).
    static let parametersShape = FormShape(
        "parameters", "How the source stores what a query asks by.",
        [
            .init(
                "bsn",
                .words([
                    .init(ParameterForm.text.rawValue, "Nine characters, leading zeros kept: char(9), varchar"),
                    .init(ParameterForm.number.rawValue, "A number, leading zeros lost"),
                ]), required: true, "How the column of the BSN holds it; an index is only used with the column's own type")
        ])

    static let casesShape = FormShape(
        "cases", "Which rows are the cases, and what a case is called.",
        [
            .init("each", .text, required: true, "The row set of which every row is a case, or part of one", examples: ["aanslagen"]),
            .init(
                "zaakkenmerk", .reference("expression"), required: true,
                "What names the case; rows with the same kenmerk are one case", examples: ["zaak", "{ text: \"LEG-{nr}\" }"]),
            .init("join", .boolean, "True when another mapping of the same organisation may give the same case"),
        ])

    static let reconcileShape = FormShape(
        "reconcile", "A proof that nothing was lost.",
        [
            .init("sum", .text, required: true, "A total of the standard", examples: ["saldo"]),
            .init("equals", .form(equalsShape), required: true, "What it must equal, to the cent"),
            .init(
                "differs", .word(of: Reconcile.Policy.self),
                "What becomes of an answer that differs: refuse makes its source fail, mark sends it marked; refuse unless written"),
        ])

    static let equalsShape = FormShape(
        "equals", "What the source itself says is open.",
        [
            .init("rows", .text, required: true, "The row set that says so", examples: ["standen"]),
            .init("column", .text, required: true, "Its column of money, summed over its rows", examples: ["openstaand"]),
            .init("zaakkenmerk", .reference("expression"), "What names the case of a row: then each case is compared by itself"),
        ])

    static let wholeShape = FormShape(
        "whole", "The proof over all citizens at once, for `blauwbrug reconcile`.",
        [
            .init("citizens", .text, required: true, "A query without :bsn that lists every citizen once, in a column named bsn"),
            .init("control", .form(controlShape), required: true, "What the source itself says of every case"),
        ])

    static let controlShape = FormShape(
        "control", "A query over the whole table that says of every case what the totals must be.",
        [
            .init("select", .text, required: true, "The query, without :bsn"),
            .init("columns", .map(.reference("reading")), required: true, "Every column the query gives, and how its cells are read"),
            .init("zaakkenmerk", .reference("expression"), required: true, "What names the case of a row"),
            .init(
                "sums", .map(.text), required: true, "Totals of the standard, and the columns that say them", examples: ["{ saldo: open }"]),
        ])
}

extension RowSetReader {
    static let shape = FormShape(
        "row-set", "A query, what makes its rows unique, and how each column is read.",
        [
            .init(
                "select", .text, required: true, "One SELECT, WITH or VALUES that asks for one citizen: :bsn must stand in it",
                examples: ["SELECT n.nr, n.bedrag FROM nota n WHERE n.bsn = :bsn"]),
            .init(
                "key", .texts, required: true, "The column or columns that make a row unique; a second row with the same key is refused",
                examples: ["nr", "[nota, volgnr]"]),
            .init(
                "columns", .map(.reference("reading")), required: true, "Every column the query gives, and how its cells are read",
                examples: ["{ nr: integer, soort: { code: soort }, bedrag: money, datum: yyyymmdd? }"]),
        ])
}

extension SharedParts {
    /// What mappings share; the keys of an included file.
    static let shape = FormShape(
        "included", "What the mappings of one municipality share; a mapping takes it in with 'include'.",
        [includeKey, organisationKey, activityKey, everywhereKey, codesKey])

    static let includeKey = FormShape.Key(
        "include", .texts, "A file of the same folder, or several, whose shared parts hold here too; what stands here wins",
        examples: ["gemeente.yaml"])
    static let organisationKey = FormShape.Key("organisation", .form(Organisation.shape), "Who says it")
    static let activityKey = FormShape.Key(
        "activity", .pattern("^[A-Za-z][A-Za-z0-9+.-]*:/*[^\\s<>/]", "an absolute URI"),
        "The processing in the municipality's register, as an absolute URI; without it nothing is answered",
        examples: ["https://register.example/verwerkingen/schuldenoverzicht"])
    static let everywhereKey = FormShape.Key(
        "everywhere", .reference("everywhere"), "Fields that are the same in every kind of event that has them; an event's own field wins",
        examples: ["{ opgelegd_door: { organisation: oin } }"])
    static let codesKey = FormShape.Key(
        "codes", .map(.map(.map(.choice([.scalar, .nothing])))),
        "Code lists by name: a code, and its outputs by name. A list may also stand in codes/<list>.csv",
        examples: ["{ soort: { OZB: { type: gem_ozb_eigenaar_woning, omschrijving: Onroerendezaakbelasting } } }"])
}

extension Organisation {
    static let shape = FormShape(
        "organisation", "The municipality, or a body it has work done by.",
        [
            .init(
                "oin", .pattern("^[0-9]{20}$", "twenty digits, between quotes"), required: true,
                "Its organisatie-identificatienummer: twenty digits, between quotes", examples: ["\"00000099000000002000\""]),
            .init("naam", .text, "Its name, as a citizen knows it", examples: ["Gemeente Voorbeeldstad"]),
            .init("iban", .text, "The account to pay to", examples: ["NL13TEST0123456789"]),
        ])
}
