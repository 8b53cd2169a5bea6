package import Core

/// The debt standard, compiled from `mappings/standard/`: what an answer may say, in each version.
package final class Standard: Sendable {
    /// Every event kind of any version; an event names its kind by the index here.
    package let kinds: [EventKind]
    /// What a mapping sets on a case.
    package let caseFields: [Field]
    /// Oldest first, as `3.0.0`.
    package let versions: [String]
    /// The version of an answer when nobody asks for another.
    package let defaultVersion: String
    /// Over the bytes of all version files.
    package let hash: Digest
    /// The fields of a document and of the objects in it.
    package let documentFields: [Field]
    /// The fields of a case.
    package let zaakFields: [Field]
    let editions: [Edition]
    let definitions: [VersionDefinition]
    private let lists: [Scope: [(name: String, content: ListContent)]]

    init(
        kinds: [EventKind], documentFields: [Field], zaakFields: [Field], editions: [Edition], definitions: [VersionDefinition],
        defaultVersion: String, hash: Digest
    ) {
        self.kinds = kinds
        self.documentFields = documentFields
        self.zaakFields = zaakFields
        self.editions = editions
        self.definitions = definitions
        self.defaultVersion = defaultVersion
        self.hash = hash
        caseFields = zaakFields.filter { $0.origin == .mapped }
        versions = definitions.map(\.version)
        func lists(_ fields: [FieldDefinition]) -> [(String, ListContent)] {
            fields.compactMap { field in if case .list(let content) = field.content { (field.name, content) } else { nil } }
        }
        self.lists = [
            .document: definitions.flatMap { lists($0.objects.flatMap(\.fields)) }, .zaak: definitions.flatMap { lists($0.zaak.fields) },
        ]
    }

    package func kind(named name: String) -> EventKind? { kinds.first { $0.name == name } }

    /// A word a sample may use in a scope under a version; nil when the version has none of that name.
    package func word(_ name: String, in scope: Scope, version: String) -> Word? {
        fields(in: scope).first { $0.name == name && $0.versions.contains(version) && $0.kind != .record }
            .map { Word(name: $0.name, slot: $0.slot, kind: $0.kind) }
    }

    /// Every word of a scope under a version, in the standard's order. Lists are words of the kind `list`.
    package func words(in scope: Scope, version: String) -> [String] {
        fields(in: scope).filter { $0.versions.contains(version) && $0.kind != .record }.map(\.name)
    }

    /// What a list of a scope holds: cases, events, or arrears; nil when it is no list.
    package func list(_ name: String, in scope: Scope) -> ListContent? { lists[scope]?.first { $0.name == name }?.content }

    /// Nil when a value may stand in a field, else the rule it breaks (`pattern oin`, `not negative`, …). Absent breaks only `required`.
    package func accepts(_ value: Value, for field: Field) -> String? {
        var values = [value]
        return values.withUnsafeMutableBufferPointer { Checks(field).broken(by: $0)?.rule }
    }

    /// What is open after these events, in cents: what they raise and correct, without what they settle. Nil when it does not fit.
    package func balance(of events: [CaseEvent]) -> Cents? {
        var sums = Sums()
        return count(events, in: &sums) ? sums.balance : nil
    }

    private func fields(in scope: Scope) -> [Field] {
        switch scope {
        case .document: documentFields
        case .zaak: zaakFields
        case .event(let kind): kinds.indices.contains(kind) ? kinds[kind].fields : []
        }
    }

    func edition(_ version: String) -> Edition? { editions.first { $0.version == version } }
}
