import Core
import Syntax

extension Standard {
    /// The JSON Schema (2020-12) of a version's document, derived from the same definitions that write and check it; nil for an unknown
    /// version.
    ///
    /// What a pattern cannot say (check digits, references, totals) only the standard itself checks.
    package func jsonSchema(version: String) -> String? {
        definitions.first { $0.version == version }.map { SchemaJSON(version: $0).text }
    }
}

private struct SchemaJSON {
    let version: VersionDefinition

    var text: String {
        var definitions: [(String, JSONText)] = []
        for object in version.objects { definitions.append((object.name, self.object(object.fields))) }
        definitions.append((VersionDefinition.caseName, object(version.zaak.fields)))
        definitions.append(
            (VersionDefinition.eventName, .object([("oneOf", .list(version.kinds.map { reference($0.name) }))])))
        for kind in version.kinds {
            definitions.append((kind.name, object(kind.fields, describedAs: kind.summary, kind: kind.name)))
        }
        return JSONText.object([
            ("$schema", .text("https://json-schema.org/draft/2020-12/schema")),
            ("title", .text("\(version.name) \(version.version)")),
            ("$ref", .text("#/$defs/\(VersionDefinition.documentName)")),
            ("$defs", .object(definitions)),
        ]).written(0) + "\n"
    }

    private func object(_ fields: [FieldDefinition], describedAs summary: String? = nil, kind: String = "") -> JSONText {
        var parts: [(String, JSONText)] = [("type", .text("object"))]
        if let summary { parts.append(("description", .text(summary))) }
        parts.append(("properties", .object(fields.map { ($0.key, field($0, kind)) })))
        parts.append(("required", .list(fields.filter { $0.need == .required || $0.content == .kindName }.map { .text($0.key) })))
        parts.append(("additionalProperties", .word("false")))
        return .object(parts)
    }

    private func reference(_ name: String) -> JSONText { .object([("$ref", .text("#/$defs/\(name)"))]) }

    private func field(_ field: FieldDefinition, _ kind: String) -> JSONText {
        var parts: [(String, JSONText)] = [("description", .text(field.summary))]
        switch field.content {
        case .constant(let text): parts.append(("const", .text(text)))
        case .kindName: parts.append(("const", .text(kind)))
        case .object(let name): parts.append(("$ref", .text("#/$defs/\(name)")))
        case .list(.cases): parts += list(of: reference(VersionDefinition.caseName))
        case .list(.events): parts += list(of: reference(VersionDefinition.eventName))
        case .list(.arrears): parts += list(of: .object([("type", .text("string")), ("pattern", .text(Format.kenmerk.pattern))]))
        case .value, .total: parts += value(field)
        }
        return .object(parts)
    }

    private func list(of items: JSONText) -> [(String, JSONText)] { [("type", .text("array")), ("items", items)] }

    private func value(_ field: FieldDefinition) -> [(String, JSONText)] {
        switch field.kind {
        case .boolean: return [("type", .text("boolean"))]
        case .integer: return [("type", .text("integer"))]
        case .money: return [("type", .text("integer"))] + (field.minimum.map { [("minimum", .word(String($0)))] } ?? [])
        case .date: return [("type", .text("string")), ("format", .text("date"))]
        case .instant: return [("type", .text("string")), ("format", .text("date-time"))]
        case .text, .list, .record:
            var parts: [(String, JSONText)] = [("type", .text("string"))]
            if let format = field.format {
                parts.append(("pattern", .text(format.pattern)))
            } else if field.words == nil {
                parts.append(("minLength", .word("1")))
            }
            if let words = field.words { parts.append(("enum", .list(words.map { .text($0) }))) }
            return parts
        }
    }
}
