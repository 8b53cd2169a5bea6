import Syntax

extension ContractPart {
    /// One declaration for parts of one name: XML Schema allows an element of a name only one type among its brothers.
    func merged(with other: ContractPart) -> ContractPart {
        var merged = self
        merged.isOptional = isOptional || other.isOptional
        for attribute in other.attributes {
            if let at = merged.attributes.firstIndex(where: { $0.name == attribute.name }) {
                merged.attributes[at].value = merged.attributes[at].value.merged(with: attribute.value)
                merged.attributes[at].isRequired = merged.attributes[at].isRequired && attribute.isRequired
            } else {
                merged.attributes.append(attribute)
                merged.attributes[merged.attributes.count - 1].isRequired = false
            }
        }
        for at in merged.attributes.indices where !other.attributes.contains(where: { $0.name == merged.attributes[at].name }) {
            merged.attributes[at].isRequired = false
        }
        if merged.means.isEmpty {
            merged.means = other.means
        } else if !other.means.isEmpty, !merged.means.contains(other.means) {
            merged.means += " / " + other.means
        }
        switch (content, other.content) {
        case (.value(let one), .value(let two)): merged.content = .value(one.merged(with: two))
        case (.parts(let one), .parts(let two)): merged.content = .parts(Particle.merged([one, two]))
        case (.all(let one), .all(let two)): merged.content = .all(ContractPart.union([one, two]))
        case (.refused, .refused): break
        default: merged.content = .anything
        }
        return merged
    }

    /// The parts of several lists by name; one that a list lacks is optional.
    static func union(_ lists: [[ContractPart]]) -> [ContractPart] {
        var names: [Markup.Name] = []
        for part in lists.joined() where !names.contains(part.name) { names.append(part.name) }
        return names.compactMap { name in
            let found = lists.flatMap { $0.filter { $0.name == name } }
            guard let first = found.first else { return nil }
            var whole = found.dropFirst().reduce(first) { $0.merged(with: $1) }
            if found.count < lists.count { whole.isOptional = true }
            return whole
        }
    }
}

extension ContractPart.Particle {
    /// One row that stands for several: where they begin and end alike they are one, between that each keeps its own.
    static func merged(_ rows: [[Self]]) -> [Self] {
        guard rows.count > 1 else { return rows.first ?? [] }
        let shortest = rows.map(\.count).min() ?? 0
        var before = 0
        while before < shortest, let whole = same(rows.map { $0[before] }), whole.count == 1 { before += 1 }
        var after = 0
        while after < shortest - before, same(rows.map { $0[$0.count - 1 - after] }) != nil { after += 1 }
        let head = (0..<before).flatMap { at in same(rows.map { $0[at] }) ?? [] }
        let tail = (0..<after).reversed().flatMap { at in same(rows.map { $0[$0.count - 1 - at] }) ?? [] }
        let middles = rows.map { Array($0[before..<($0.count - after)]) }
        guard middles.contains(where: { !$0.isEmpty }) else { return head + tail }
        return head + middle(middles) + tail
    }

    /// A row whose parts are all optional could be read two ways beside another: then each part is optional by itself, in turn.
    private static func middle(_ rows: [[Self]]) -> [Self] {
        let firsts = rows.map { row -> ContractPart? in if case .part(let part)? = row.first { part } else { nil } }
        let isPlain = firsts.allSatisfy { $0.map { !$0.isOptional } ?? false }
        let names = rows.map { Set($0.flatMap(\.parts).map(\.name)) }
        let isDisjoint = names.indices.allSatisfy { at in names[..<at].allSatisfy { $0.isDisjoint(with: names[at]) } }
        if isPlain, isDisjoint { return [.oneOf(rows, isRepeated: false)] }
        return ContractPart.union(rows.map { $0.flatMap(\.parts) }).map { .part($0) }
    }

    /// The particles as one, when they are parts of one name.
    private static func same(_ particles: [Self]) -> [Self]? {
        var whole: ContractPart?
        for particle in particles {
            guard case .part(let part) = particle else { return nil }
            guard let known = whole else {
                whole = part
                continue
            }
            guard known.name == part.name, known.most == part.most else { return nil }
            whole = known.merged(with: part)
        }
        return whole.map { [.part($0)] }
    }
}
