import Core
package import Syntax

extension RawVersion {
    /// A version that says how it differs from another: what it does not write, is as there. Readers take every file by it.
    static let shape = shape("difference", isWhole: false)
    static let objectShape = objectShape("difference-object", isWhole: false)
    static let eventShape = eventShape("difference-event", isWhole: false)
    static let fieldShape = fieldShape("difference-field", isWhole: false)
    /// A version that stands alone must say more.
    static let wholeShape = shape("version", isWhole: true)

    private static func shape(_ name: String, isWhole: Bool) -> FormShape {
        FormShape(
            name, "A version of the debt standard: what an answer may say, and how it is written.",
            [
                .init("standard", .text, required: true, "The standard's name", examples: ["FCID"]),
                .init(
                    "version", .pattern("^[0-9]+[.][0-9]+[.][0-9]+$", "three numbers with points between them"), required: true,
                    "Three numbers with points between them", examples: ["3.0.0"]),
                .init("default", .boolean, "True in the one version that answers when nobody asks for another"),
                .init("based_on", .text, "The version this one says its differences from", examples: ["3.0.0"]),
                .init("order", .form(orderShape), required: isWhole, "How cases and events are put in order"),
                .init(
                    "missing", .map(.word(of: MissingRule.self)),
                    "Kinds of events this version lacks: settle counts one in the balance and names it beside it, refuse makes an error",
                    examples: ["{ FinancieleVerplichtingKwijtgescholden: settle }"]),
                .init(
                    "objects", .map(.form(isWhole ? objectShape("object", isWhole: true) : objectShape)), required: isWhole,
                    "The document, the objects in it, the case, and what all events have"),
                .init(
                    "events", .map(.form(isWhole ? eventShape("kind", isWhole: true) : eventShape)), required: isWhole,
                    "The kinds of events"),
            ])
    }

    static let orderShape = FormShape(
        "order", "How cases and events are put in order.",
        [
            .init(
                "cases", words(of: CaseOrderKey.self), required: true, "By what cases are ordered", examples: ["[first_moment, kenmerk]"]),
            .init(
                "events", words(of: EventOrderKey.self), required: true, "By what events are ordered: by moment first",
                examples: ["[moment, rank, kenmerk]"]),
        ])

    private static func objectShape(_ name: String, isWhole: Bool) -> FormShape {
        FormShape(
            name, "An object of the standard.",
            [
                .init("element", .text, "Its name in XML"), fieldsKey(isWhole), removeKey,
            ])
    }

    private static func eventShape(_ name: String, isWhole: Bool) -> FormShape {
        FormShape(
            name, "A kind of event.",
            [
                .init("effect", .word(of: EventKind.Effect.self), required: isWhole, "What such an event does to a debt"),
                .init("rank", .integer(0...Int(Int32.max)), required: isWhole, "Its turn among the events of one moment"),
                .init(
                    "in_words", .text, required: isWhole, "What it is, in Dutch and in the middle of a sentence",
                    examples: ["oplegging van een verplichting"]),
                .init("in_words_en", .text, "The same in English", examples: ["imposition of an obligation"]),
                .init("moment", .texts, "The fields that stand in for its moment, first present first", examples: ["[datumtijd_opgelegd]"]),
                .init("means", .text, required: isWhole, "What it is in the world, in a sentence"), fieldsKey(isWhole), removeKey,
            ] + Sentences.keys)
    }

    private static func fieldsKey(_ isWhole: Bool) -> FormShape.Key {
        let field = isWhole ? fieldShape("field", isWhole: true) : fieldShape
        return FormShape.Key("fields", .map(.form(field)), "Its fields, by our name for them")
    }
    private static let removeKey = FormShape.Key("remove", .texts, "Fields of the base that this version does not have")

    private static func fieldShape(_ name: String, isWhole: Bool) -> FormShape {
        FormShape(
            name, "A field: its name is ours and the same in all versions, the wire may write it otherwise.",
            [
                .init("after", .text, "The field behind which this one stands"),
                .init(
                    "type", .words(ValueKind.allCases.filter { $0 != .list && $0 != .record }.map { Shape.Word($0.rawValue) }),
                    "What kind of value it holds"),
                .init("format", .word(of: Format.self), "The form its text must have"),
                .init("words", .list(.text, least: 1), "The words its text may be", examples: ["[Aanschrijving, Herinnering, Aanmaning]"]),
                .init(
                    "from", .words(Field.Origin.allCases.filter { $0 != .computed && $0 != .constant }.map(\.rawValue) + ["kind"]),
                    "Where its value comes from; a mapping unless written"),
                .init("constant", .text, "What it always is"),
                .init("total", .form(Formula.shape), "How it is computed of the events of its case"),
                .init("list", .word(of: ListContent.self), "What it is a list of"),
                .init("element", .text, "The name of one item in XML"),
                .init("object", .text, "The object it holds"),
                .init("role", .word(of: Role.self), "What the program works with it for"),
                .init(
                    "grade", .words(Grade.allCases.map { Shape.Word($0.rawValue, $0.summary) }),
                    required: isWhole,
                    "How sure we are of it; only A and A' can be required"),
                .init("need", .word(of: Field.Need.self), "How strongly the standard asks for it"),
                .init("minimum", .integer(Int(Int32.min)...Int(Int32.max)), "The least amount, in cents"),
                .init("refers_to", .texts, "The kinds of events it may refer to"),
                .init("key", .text, "Its name on the wire, when that is another"),
                .init("means", .text, required: isWhole, "What it is in the world, in a sentence"),
            ] + WordTelling.keys + Sentences.keys, rules: isWhole ? [.atLeastOne(["type", "constant", "list", "object", "from"])] : [])
    }

    private static func words<Key: RawRepresentable & CaseIterable>(of key: Key.Type) -> Shape where Key.RawValue == String {
        .choice([.word(of: key), .list(.word(of: key), least: 1)])
    }
}

extension Formula {
    static let shape = FormShape(
        "total", "What is added and subtracted, over the events of a case.",
        [
            .init("add", terms, "What raises the total"),
            .init("subtract", terms, "What lowers it"),
            .init("missing", .words([counted, leftOut]), "Whether events of kinds that the version lacks count; left_out unless written"),
        ])

    private static let terms = Shape.choice([.word(of: Term.self), .list(.word(of: Term.self), least: 0)])
    static let counted = "counted"
    static let leftOut = "left_out"
}

extension Grade {
    /// For who must choose one.
    var summary: String {
        switch self {
        case .literal: "Literally in the published text"
        case .label: "The label is literally there; the key is the label in snake_case"
        case .thirdParty: "Used by a public third party"
        case .once: "Named once"
        case .memory: "Remembered, not verified"
        case .own: "Our own choice"
        }
    }
}

extension Standard {
    /// A version's file.
    package static var fileShape: Shape { .having("based_on", RawVersion.shape, otherwise: RawVersion.wholeShape) }
}
