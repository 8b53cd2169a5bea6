package import Core

/// A part of a version's document as the wire writes it: what a contract with a vendor shows of the standard, derived from the same
/// definitions that write and check a document.
package struct Outline: Sendable {
    package indirect enum Content: Sendable {
        case value(ValueKind, format: Format?, words: [String]?, minimum: Int?)
        case constant(String)
        case object([Outline])
        /// So many of one thing, each written as `element` in XML.
        case list(element: String, Content)
        /// An event: one of these kinds, each with its own fields.
        case kinds([(name: String, summary: String, fields: [Outline])])
    }

    /// As the wire writes it.
    package let key: String
    package let summary: String
    /// Whether a document without it breaks the standard.
    package let isRequired: Bool
    package let content: Content
}

extension Standard {
    /// A version's document; nil for an unknown version.
    package func outline(version: String) -> Outline? {
        guard let definition = definitions.first(where: { $0.version == version }), let document = definition.document else { return nil }
        return Outline(
            key: document.element, summary: definition.name, isRequired: true, content: .object(definition.outlines(document.fields)))
    }
}

extension VersionDefinition {
    fileprivate func outlines(_ fields: [FieldDefinition], kind: String = "") -> [Outline] {
        fields.map { field in
            Outline(
                key: field.key, summary: field.summary, isRequired: field.need == .required || field.content == .kindName,
                content: content(field, kind))
        }
    }

    private func content(_ field: FieldDefinition, _ kind: String) -> Outline.Content {
        switch field.content {
        case .constant(let text): .constant(text)
        case .kindName: .constant(kind)
        case .object(let name): .object(outlines(objects.first { $0.name == name }?.fields ?? []))
        case .list(.cases): .list(element: field.element, .object(outlines(zaak.fields)))
        case .list(.events):
            .list(
                element: field.element,
                .kinds(kinds.map { (name: $0.name, summary: $0.summary, fields: outlines($0.fields, kind: $0.name)) }))
        case .list(.arrears): .list(element: field.element, .value(.text, format: .kenmerk, words: nil, minimum: nil))
        case .value, .total: .value(field.kind, format: field.format, words: field.words, minimum: field.minimum)
        }
    }
}
