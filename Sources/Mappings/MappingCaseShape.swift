import Syntax

extension MappingCase {
    static let fileShape = FormShape(
        "mapping-test", "The cases of a mapping: rows in, the expected answer out. No database is needed.",
        [.init("cases", .list(.form(shape), least: 0), required: true, "The cases, each with a name of its own")])

    static let shape = FormShape(
        "case", "Rows, and what must come of them. Invented people only.",
        [
            .init("name", .text, required: true, "What this case is about, in words", examples: ["een nota, deels betaald"]),
            .init(
                "rows", .choice([.map(.list(.map(.choice([.scalar, .nothing])), least: 0)), .nothing]), required: true,
                "Rows by row set, cells as the database writes them; nothing behind a column is NULL",
                examples: ["{ notas: [{ nr: 12, soort: PAS, bedrag: 82.40, datum: 20250630 }] }"]),
            .init("answer", .form(answerShape), "The answer these rows must give"),
            .init(
                "fails", .text, "Words of the failure these rows must give", examples: ["no event takes this row"]),
        ], rules: [.exactlyOne(["answer", "fails"])])

    static let answerShape = FormShape(
        "answer", "The cases the rows give, and what was left out.",
        [
            .init("zaken", .list(.form(zaakShape), least: 0), required: true, "The cases; an empty list for a citizen nobody knows"),
            .init("left_out", .map(.text), "How many rows were left out, by the reason the mapping gives"),
            .init("marked", .boolean, "True when a control says otherwise and the answer is marked for it"),
        ])

    static let zaakShape = FormShape(
        "zaak", "A case that is expected.",
        [
            .init("zaakkenmerk", .text, required: true, "What names the case", examples: ["LEG-12"]),
            .init("saldo", .text, "What is open after all its events, in euros", examples: ["32.40"]),
            .init(
                "gebeurtenissen", .list(.reference("expected-event"), least: 0), required: true,
                "Its events; every field they have is stated, \"*\" for any value"),
        ])
}
