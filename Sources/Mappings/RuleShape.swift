import Core
import Syntax

extension RuleReader {
    /// The keys of an event that are no fields; the fields are the standard's.
    static let eventKeys: [FormShape.Key] = [
        .init("event", .text, required: true, "The kind of event, as the standard names it"),
        .init("as", .text, "A name by which other events can refer to this one, with kenmerk_of", examples: ["oplegging"]),
        .init("each", .text, required: true, "The row set whose rows become this event", examples: ["aanslagen"]),
        .init(
            "case", .texts, "The column (or columns) that holds the key of the case's row; not needed for the rows of the cases themselves",
            examples: ["aanslag"]),
        whenKey,
        .init("given", .text, "An optional column: only rows in which it is present", examples: ["ingetrokken_op"]),
    ]

    static let leaveOutShape = FormShape(
        "leave-out", "Rows that become no event on purpose.",
        [
            .init("each", .text, required: true, "The row set", examples: ["mutaties"]),
            whenKey,
            .init(
                "because", .text, required: true, "The reason, in words; it is counted and shown with the answer",
                examples: ["technische tegenboeking"]),
        ])

    private static let whenKey = FormShape.Key(
        "when", .map(.reference("condition")), "Conditions by column (or code.output); all must hold",
        examples: ["{ wat: [B, I], bedrag: { sign: negative } }"])
}

extension WrittenCondition {
    /// `{ is: … }`, `{ sign: … }` or `{ not: … }`.
    static let shape = FormShape(
        "condition-form", "A condition on a column.",
        [
            .init("is", .scalar, "The column has literally this value", examples: ["present"]),
            .init("sign", .word(of: Predicate.Sign.self), "The sign of an amount or a whole number"),
            .init("not", .reference("condition"), "The condition does not hold", examples: ["absent", "[B, I]"]),
        ], rules: [.single])

    /// A value, several, `present`, `absent` or a form.
    static let wholeShape = Shape.choice([.scalar, .list(.scalar, least: 1), .form(shape)])
}

extension Expression {
    /// The forms of what a field is filled with.
    static let computed = computed(named: "expression-form", constant: .scalar)
    /// The same, of a field that refers to another event.
    static let reference = reference(named: "reference-form", constant: .scalar)

    /// A column, a column with steps, a constant true or false, or a form.
    static func wholeShape(_ form: FormShape) -> Shape {
        .choice([.scalar, .sequence(first: .reference("expression"), rest: .reference("step")), .form(form)])
    }

    /// What is the same for every row.
    static func constantShape(named name: String, constant: Shape) -> Shape {
        let kept = computed(named: name, constant: constant).keys.filter { ["is", "organisation"].contains($0.name) }
        return .choice([.boolean, .form(FormShape(name, "What is the same for every row.", kept, rules: [.single]))])
    }

    static func computed(named name: String, constant: Shape) -> FormShape {
        FormShape(
            name, "What a field is filled with, when it is no bare column.",
            [
                .init("is", constant, "A constant; a bare word would be a column"),
                .init(
                    "text", .text, "A text with columns in it; {{ and }} are braces. Absent when a part is absent",
                    examples: ["\"H-{nr} {soort.omschrijving}\""]),
                .init(
                    "first", .list(.reference("expression"), least: 2), "The first of these that is present",
                    examples: ["[[valuta, midnight], geboekt]"]),
                .init("organisation", .words(Organisation.shape.keys.map { .init($0.name, $0.summary) }), "A part of the organisation"),
            ], rules: [.single])
    }

    static func reference(named name: String, constant: Shape) -> FormShape {
        let form = computed(named: name, constant: constant)
        return form.adding(
            [
                .init(
                    "kenmerk_of", .text, "The kenmerk of the event with this 'as', made of the same row or of the case's row",
                    examples: ["oplegging"])
            ], as: name, form.summary)
    }
}
