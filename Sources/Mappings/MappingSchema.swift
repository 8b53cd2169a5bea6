import Core
package import Standard
package import Syntax

/// The shapes of mapping files as a standard completes them: its kinds of events, their fields, and the steps.
package struct MappingSchema {
    private let standard: Standard

    package init(_ standard: Standard) { self.standard = standard }

    /// A mapping, or (without the key `mapping`) a file that mappings include.
    package static let mapping = Shape.having("mapping", MappingReader.shape, otherwise: SharedParts.shape)
    /// The cases beside a mapping.
    package static let test = Shape.form(MappingCase.fileShape)

    /// What the shapes refer to by name.
    package var parts: [String: Shape] {
        var parts: [String: Shape] = [
            "expression": Expression.wholeShape(Expression.computed), "condition": WrittenCondition.wholeShape, "step": Steps.shape,
            "reading": MappingSchema.reading, "everywhere": .form(everywhere),
            "kind": .words(standard.kinds.map { word($0) }),
            "event": .kinds(by: "event", standard.kinds.map { (word($0), event($0)) }),
            "expected-event": .kinds(by: "event", standard.kinds.map { (word($0), expected($0)) }),
        ]
        for kind in standard.kinds {
            for field in kind.fields where field.origin == .mapped {
                parts[MappingSchema.name(field, kind)] = MappingSchema.filling(field, kind)
            }
        }
        return parts
    }

    private func word(_ kind: EventKind) -> Shape.Word { Shape.Word(kind.name, kind.summary) }

    private func event(_ kind: EventKind) -> FormShape {
        let words = RuleReader.eventKeys.map { $0.name == "event" ? eventKey(kind) : $0 }
        let fields = kind.fields.filter { $0.origin == .mapped }.map { field in
            FormShape.Key(field.name, .reference(MappingSchema.name(field, kind)), MappingSchema.told(field))
        }
        return FormShape("event-\(kind.name)", "\(kind.summary).", words + fields)
    }

    /// An event of a test's answer: any field an event has, as text.
    private func expected(_ kind: EventKind) -> FormShape {
        let fields = kind.fields.map { FormShape.Key($0.name, .scalar, MappingSchema.told($0)) }
        return FormShape("expected-\(kind.name)", "\(kind.summary).", [eventKey(kind)] + fields)
    }

    private func eventKey(_ kind: EventKind) -> FormShape.Key {
        FormShape.Key("event", .words([word(kind)]), required: true, kind.summary)
    }

    private var everywhere: FormShape {
        var keys: [FormShape.Key] = []
        for kind in standard.kinds {
            for field in kind.fields where field.origin == .mapped && !keys.contains(where: { $0.name == field.name }) {
                let shape = Expression.constantShape(named: "everywhere-form", constant: .scalar)
                keys.append(FormShape.Key(field.name, shape, MappingSchema.told(field)))
            }
        }
        return FormShape("everywhere", "Fields that are the same in every kind of event that has them.", keys)
    }

    /// One definition for all fields that take the same; an enumeration has its own.
    private static func name(_ field: Field, _ kind: EventKind) -> String {
        let what = field.words != nil ? "\(kind.name)-\(field.name)" : field.format?.rawValue ?? field.kind.rawValue
        return "field-\(what)\(field.refersTo.isEmpty ? "" : "-reference")"
    }

    private static func filling(_ field: Field, _ kind: EventKind) -> Shape {
        let name = "\(name(field, kind))-form"
        let constant: Shape =
            if let words = field.words {
                .words(words)
            } else {
                switch field.format {
                // Its pattern needs a notation that not every validator has.
                case nil, .kenmerk: field.kind == .boolean ? .boolean : .text
                case .some(let format): .pattern(format.pattern, format.rawValue)
                }
            }
        return Expression.wholeShape(
            field.refersTo.isEmpty
                ? Expression.computed(named: name, constant: constant) : Expression.reference(named: name, constant: constant))
    }

    /// What a field is, for who hovers over it.
    private static func told(_ field: Field) -> String {
        let kind = field.format.map { "\(field.kind.rawValue), \($0.rawValue)" } ?? field.kind.rawValue
        let words = field.words.map { ": " + $0.joined(separator: ", ") } ?? ""
        return "\(field.summary) (\(field.need.rawValue); \(kind)\(words))"
    }

    /// How a column is read: a word, or a word with options.
    private static var reading: Shape {
        let words = ReadingWord.all.filter { $0.name != "code" }
        let bare = words.flatMap { word in
            [Shape.Word(word.name, word.summary), Shape.Word("\(word.name)?", "\(word.summary) It may be absent.")]
        }
        let keys = ReadingWord.all.flatMap { word in
            let options = Shape.form(word.options)
            let shape = word.name == "code" ? .choice([.text, options]) : options
            return [
                FormShape.Key(word.name, shape, word.summary), FormShape.Key("\(word.name)?", shape, "\(word.summary) It may be absent."),
            ]
        }
        let form = FormShape("reading-form", "A reading with its options.", keys, rules: [.single])
        return .choice([.words(bare), .form(form)])
    }
}
