import Core
package import Syntax

extension CaseAnswer {
    package static let shape = FormShape(
        "case-answer", "What the sources say, in a vendor's case.",
        [
            .init("documenten", .list(.form(documentShape), least: 0), "One document per organisation"),
            .init("ontbreekt", .list(.form(missingShape), least: 0), "The sources that failed"),
            .init("verschilt", .texts, "The sources of which a control says otherwise"),
            .init("opmerkingen", .texts, "Sentences for the citizen"),
        ])

    static let missingShape = FormShape(
        "missing-source", "A source that failed.",
        [
            .init("bron", .text, required: true, "Its name"),
            .init("reden", .word(of: Failure.Class.self), "How it failed; unreachable unless written"),
        ])

    static let documentShape = FormShape(
        "case-document", "What one organisation says.",
        [
            .init("organisatie", .text, required: true, "Its OIN"),
            .init("zaken", .list(.form(zaakShape), least: 0), "Its cases"),
        ])

    static let zaakShape = FormShape(
        "case-zaak", "A case and its events.",
        [
            .init("zaakkenmerk", .text, required: true, "What names the case"),
            .init("gebeurtenissen", .list(.map(.scalar), least: 0), "Its events, fields under their canonical names"),
        ])
}
