import Core

/// A field of one object of one version, understood.
struct FieldDefinition {
    enum Content: Equatable {
        case value
        case constant(String)
        /// The name of the event's kind.
        case kindName
        case total(Formula)
        case list(ListContent)
        /// Another object, by name.
        case object(String)
    }

    let name: String
    let span: Span
    /// As written, for the place of a mistake in one of its marks.
    let raw: RawField
    /// As the wire writes it.
    let key: String
    let content: Content
    let kind: ValueKind
    let format: Format?
    let words: [String]?
    let minimum: Int?
    let origin: Field.Origin
    let role: Role?
    let need: Field.Need
    let refersTo: [Node]
    /// The wire name of one item of a list, in XML.
    let element: String
    let summary: String
    /// What a citizen is told about it; none for most.
    let sentences: Sentences
    let englishSentences: Sentences
    /// What a citizen is told of each of its words.
    let told: WordTelling
}
