import Standard
import Syntax

/// Writes parts of JSON messages as JSON Schema 2020-12, which is also the schema language of OpenAPI 3.1.
struct JSONContract {
    /// Where named objects of the standard are kept, such as `#/components/schemas/`.
    let home: String
    /// Whether a null says that there is nothing: in what we read, never in what we write.
    let isRequest: Bool

    func schema(_ part: ContractPart) -> JSONText {
        var members: [(String, JSONText)] = []
        if !part.means.isEmpty { members.append(("description", .text(part.means))) }
        members += content(part)
        return .object(members)
    }

    private func content(_ part: ContractPart) -> [(String, JSONText)] {
        switch part.content {
        case .value(let value): return self.value(value, orNull: isRequest && part.isOptional)
        case .parts, .all:
            let type: JSONText = isRequest && part.isOptional ? .list([.text("object"), .text("null")]) : .text("object")
            return [("type", type)] + object(part)
        case .items(let items):
            let schemas = items.map { item in
                item.name.local.hasPrefix(JSONContract.document)
                    ? JSONText.object([("$ref", .text(home + item.name.local))]) : titled(item)
            }
            let one: JSONText = schemas.count == 1 ? schemas[0] : .object([("anyOf", .list(schemas))])
            let count: [(String, JSONText)] =
                isRequest ? [("minItems", .word("\(items.count)")), ("maxItems", .word("\(items.count)"))] : []
            return [("type", .text("array")), ("items", one)] + count
        case .list(let item, let count):
            return [
                ("type", .text("array")), ("items", schema(item)), ("minItems", .word("\(count.lowerBound)")),
                ("maxItems", .word("\(count.upperBound)")),
            ]
        case .either(let parts): return [("anyOf", .list(parts.map { titled($0) }))]
        case .anything: return []
        case .refused: return [("enum", .list([.word("null"), .text(""), .list([]), .object([])]))]
        }
    }

    /// What the name of a whole document begins with.
    static let document = "fcid-"

    private func titled(_ part: ContractPart) -> JSONText {
        guard !part.name.local.isEmpty, case .object(let members) = schema(part) else { return schema(part) }
        return .object([("title", .text(part.name.local))] + members)
    }

    private func object(_ part: ContractPart) -> [(String, JSONText)] {
        [
            ("properties", .object(part.children.map { ($0.name.local, schema($0)) })),
            ("required", .list(part.children.filter { !$0.isOptional }.map { .text($0.name.local) })),
            ("additionalProperties", .word(part.isOpen ? "true" : "false")),
        ]
    }

    func value(_ value: ContractValue, orNull: Bool = false) -> [(String, JSONText)] {
        if value.forms.count == 1 { return form(value.forms[0], orNull: orNull) }
        let forms = value.forms.map { JSONText.object(form($0, orNull: false)) }
        return [("anyOf", .list(forms + (orNull ? [.object([("type", .text("null"))])] : [])))]
    }

    private func form(_ form: ContractValue.Form, orNull: Bool) -> [(String, JSONText)] {
        let type =
            switch form.base {
            case .text, .decimal, .date, .dateTime, .base64, .uri: "string"
            case .integer: "integer"
            case .boolean: "boolean"
            }
        var members: [(String, JSONText)] = [("type", orNull ? .list([.text(type), .text("null")]) : .text(type))]
        if form.base == .date { members.append(("format", .text("date"))) }
        if form.base == .uri { members.append(("format", .text("uri"))) }
        if form.base == .base64 {
            members += [("contentEncoding", .text("base64")), ("contentMediaType", .text("application/pdf"))]
        }
        if form.base == .dateTime { members.append(("format", .text("date-time"))) }
        if let words = form.words, form.ignoresCase {
            members.append(("pattern", .text("^(\(words.map { SimpleType.either($0) }.joined(separator: "|")))$")))
        } else if let words = form.words {
            let plain = type == "string" ? words.map { JSONText.text($0) } : words.map { .word($0) }
            members.append(("enum", .list(plain + (orNull ? [.word("null")] : []))))
        } else if let pattern = form.pattern {
            // Not every reader of JSON Schema knows the classes of Unicode (Python's does not).
            members.append(("pattern", .text(pattern.replacing("\\p{Cc}", with: "\\x00-\\x1f\\x7f-\\x9f"))))
        } else if isRequest, form.base == .text {
            // A control character has no business in a word.
            members.append(("pattern", .text("^[^\\x00-\\x1f\\x7f]*$")))
        }
        if form.words == nil, form.least > 0 { members.append(("minLength", .word(String(form.least)))) }
        if form.words == nil, let most = form.most { members.append(("maxLength", .word(String(most)))) }
        if let minimum = form.minimum { members.append(("minimum", .word(String(minimum)))) }
        return members
    }

    /// A whole schema, with the documents it speaks of.
    static func whole(_ part: ContractPart, title: String, isRequest: Bool, documents: [ContractPart]) -> String {
        let writing = JSONContract(home: "#/$defs/", isRequest: isRequest)
        var members: [(String, JSONText)] = [
            ("$schema", .text("https://json-schema.org/draft/2020-12/schema")), ("title", .text(title)),
        ]
        if case .object(let own) = writing.schema(part) { members += own }
        if !documents.isEmpty { members.append(("$defs", .object(documents.map { ($0.name.local, writing.schema($0)) }))) }
        return JSONText.object(members).written(0) + "\n"
    }
}

extension Contract {
    /// The documents of the standard that JSON replies hold whole, one per version.
    var documents: [ContractPart] {
        var found: [ContractPart] = []
        func visit(_ part: ContractPart) {
            if part.name.local.hasPrefix(JSONContract.document), !found.contains(where: { $0.name == part.name }) { found.append(part) }
            for child in part.children { visit(child) }
        }
        if syntax == .json { for ask in asks { visit(ask.reply) } }
        return found
    }
}
