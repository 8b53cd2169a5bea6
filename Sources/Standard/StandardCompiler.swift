package import Core

extension Standard {
    /// Compiles all version files together. All mistakes are reported; nil when there is one.
    package static func compile(_ files: [SourceText], into diagnostics: inout Diagnostics) -> Standard? {
        var found = Diagnostics()
        let standard = StandardCompiler(files).run(&found)
        // A mistake in a version shows again in every version based on it; it is told once.
        for diagnostic in found.sorted { diagnostics.add(diagnostic) }
        return found.hasErrors ? nil : standard
    }
}

/// From files to tables: read, make whole, understand, compare, compile.
private struct StandardCompiler {
    private let files: [SourceText]

    init(_ files: [SourceText]) { self.files = files }

    func run(_ diagnostics: inout Diagnostics) -> Standard? {
        let raw = files.compactMap { RawVersion($0, &diagnostics) }
        let versions = WholeVersion.all(raw, &diagnostics).compactMap { VersionDefinition($0, &diagnostics) }
        // What is compared must first be understood: no follow-up noise.
        guard !diagnostics.hasErrors else { return nil }
        guard let first = versions.first else { return nil }
        let allKinds = names(versions)
        for version in versions {
            ObjectChecks(version: version).run(&diagnostics)
            KindChecks(version: version).run(allKinds: allKinds, &diagnostics)
            SentenceChecks(version: version).run(&diagnostics)
        }
        let defaults = versions.filter(\.isDefault)
        if defaults.count != 1 {
            let place = defaults.dropFirst().first?.defaultSpan ?? first.span
            diagnostics.error(
                .standardDefault, at: place, "\(defaults.count) versions are the default, it must be one",
                hint: "write 'default: true' in one file")
        }
        let document = union(versions, &diagnostics) { flat($0) }
        let zaak = union(versions, &diagnostics) { $0.zaak.fields }
        let kinds = kinds(allKinds, versions, &diagnostics)
        guard !diagnostics.hasErrors else { return nil }
        let editions = versions.map { edition($0, versions, document, zaak, kinds) }
        return Standard(
            kinds: kinds, documentFields: document, zaakFields: zaak, editions: editions, definitions: versions,
            defaultVersion: defaults[0].version, hash: hash(raw))
    }

    private func hash(_ raw: [RawVersion]) -> Digest {
        var bytes: [UInt8] = []
        for file in raw.sorted(by: { $0.version < $1.version }) {
            // The length keeps the end of one file and the start of the next apart.
            bytes += Array("\(file.source.bytes.count)\n".utf8) + file.source.bytes
        }
        return Digest(of: bytes)
    }

    private func names(_ versions: [VersionDefinition]) -> [String] {
        var names: [String] = []
        for kind in versions.flatMap(\.kinds) where !names.contains(kind.name) { names.append(kind.name) }
        return names
    }

    /// The fields of the document and of the objects in it.
    private func flat(_ version: VersionDefinition) -> [FieldDefinition] {
        func fields(_ object: ObjectDefinition, _ depth: Int) -> [FieldDefinition] {
            object.fields.flatMap { field in
                guard case .object(let name) = field.content, depth < version.objects.count,
                    let inner = version.objects.first(where: { $0.name == name })
                else { return [field] }
                return [field] + fields(inner, depth + 1)
            }
        }
        return version.document.map { fields($0, 0) } ?? []
    }

    private func union(
        _ versions: [VersionDefinition], _ diagnostics: inout Diagnostics, _ fields: (VersionDefinition) -> [FieldDefinition]
    ) -> [Field] {
        var union = Union()
        for version in versions { union.add(fields(version), of: version.version, &diagnostics) }
        return union.fields
    }

    private func kinds(_ names: [String], _ versions: [VersionDefinition], _ diagnostics: inout Diagnostics) -> [EventKind] {
        names.enumerated().compactMap { index, name in
            let having = versions.filter { version in version.kinds.contains { $0.name == name } }
            let definitions = having.compactMap { version in version.kinds.first { $0.name == name } }
            guard let first = definitions.first else { return nil }
            var union = Union()
            for (version, definition) in zip(having, definitions) {
                union.add(definition.fields, of: version.version, &diagnostics)
                if definition.effect != first.effect {
                    diagnostics.error(
                        .standardConflict, at: definition.effectSpan, "'\(name)' has another effect than in another version",
                        others: [.init(first.effectSpan, "declared here too")])
                }
            }
            let fields = union.fields
            let slot = { (role: Role) in fields.first { $0.role == role }?.slot }
            var fallbacks: [Int] = []
            for node in definitions.flatMap(\.moment) {
                if let slot = fields.first(where: { $0.name == node.text })?.slot, !fallbacks.contains(slot) { fallbacks.append(slot) }
            }
            var kind = EventKind(
                name: name, index: index, effect: first.effect, fields: fields, kenmerkSlot: slot(.kenmerk) ?? 0,
                momentSlot: slot(.moment) ?? 0, momentFallbacks: fallbacks, amountSlot: slot(.amount), versions: having.map(\.version),
                inWords: first.inWords, summary: first.summary, span: first.span)
            // An event holds what any version knows of it, so the newest words tell most.
            kind.sentences = definitions.last { !$0.sentences.all.isEmpty }?.sentences ?? Sentences()
            kind.englishSentences = definitions.last { !$0.englishSentences.all.isEmpty }?.englishSentences ?? Sentences()
            kind.inEnglish = first.inEnglish
            return kind
        }
    }

    private func edition(
        _ version: VersionDefinition, _ versions: [VersionDefinition], _ document: [Field], _ zaak: [Field], _ kinds: [EventKind]
    ) -> Edition {
        func slots(_ fields: [Field]) -> [String: Int] { Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0.slot) }) }
        let documentSlots = slots(document)
        let zaakSlots = slots(zaak)
        let making = WriteTableMaking(
            version: version, slots: .init(document: documentSlots, zaak: zaakSlots, events: kinds.map { slots($0.fields) }), kinds: kinds)
        let totals = version.zaak.fields.compactMap { field -> Edition.Total? in
            guard case .total(let formula) = field.content else { return nil }
            return .init(slot: zaakSlots[field.name] ?? 0, name: field.name, formula: formula, isBalance: field.role == .balance)
        }
        let arrears = version.zaak.fields.first { $0.content == .list(.arrears) }
        return Edition(
            version: version,
            document: ScopeTable(
                width: document.count, fills: flat(version).compactMap { Fill($0, slot: documentSlots[$0.name] ?? 0) }),
            zaak: ScopeTable(
                width: zaak.count, fills: version.zaak.fields.compactMap { Fill($0, slot: zaakSlots[$0.name] ?? 0) }),
            totals: totals, caseKenmerk: zaak.first { $0.role == .kenmerk }, arrearsSlot: arrears.flatMap { zaakSlots[$0.name] } ?? 0,
            kinds: kinds.compactMap { table($0, version, versions, kinds) }, json: making.json(), xml: making.xml())
    }

    private func table(
        _ kind: EventKind, _ version: VersionDefinition, _ versions: [VersionDefinition], _ kinds: [EventKind]
    ) -> KindTable? {
        let own = version.kinds.first { $0.name == kind.name }
        let other = versions.last { version in version.kinds.contains { $0.name == kind.name } }?.kinds.first { $0.name == kind.name }
        guard let definition = own ?? other else { return nil }
        let rule = own == nil ? version.missing.first { $0.kind == kind.name }?.rule ?? .refuse : nil
        return KindTable(kind, definition, rule: rule, version: version.version, kinds: kinds)
    }
}
