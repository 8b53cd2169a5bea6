import Core

/// Whether the objects of a version make one document: each list once and in its place, no object in itself, one balance.
struct ObjectChecks {
    let version: VersionDefinition

    func run(_ diagnostics: inout Diagnostics) {
        guard let document = version.document else { return }
        var seen: [FieldDefinition] = []
        var used: [String] = []
        walk(document, inside: [], &used, &seen, &diagnostics)
        for object in version.objects where !used.contains(object.name) {
            diagnostics.error(.standardShape, at: object.span, "the object '\(object.name)' stands in no document")
        }
        for (at, field) in seen.enumerated() {
            guard let twin = seen[..<at].first(where: { $0.name == field.name }), twin.span != field.span else { continue }
            diagnostics.error(
                .standardDuplicateKey, at: field.span, "'\(field.name)' stands twice in the document",
                others: [.init(twin.span, "the other one")], hint: "give one another name, and write it as its 'key'")
        }
        lists(seen, of: document, [.cases], &diagnostics)
        lists(version.zaak.fields, of: version.zaak, [.events, .arrears], &diagnostics)
        for kind in version.kinds { lists(kind.fields, of: version.zaak, [], &diagnostics) }
        documentRoles(seen, &diagnostics)
        caseRoles(&diagnostics)
        totalsOutsideCases(seen, &diagnostics)
    }

    /// Goes through an object and the objects in it.
    private func walk(
        _ object: ObjectDefinition, inside: [String], _ used: inout [String], _ seen: inout [FieldDefinition],
        _ diagnostics: inout Diagnostics
    ) {
        used.append(object.name)
        for field in object.fields {
            seen.append(field)
            guard case .object(let name) = field.content else { continue }
            if let inner = version.objects.first(where: { $0.name == name }), name != object.name, !inside.contains(name),
                !used.contains(name)
            {
                walk(inner, inside: inside + [object.name], &used, &seen, &diagnostics)
            } else {
                diagnostics.error(
                    .standardShape, at: field.span, "'\(field.name)' holds no object '\(name)' that is not used yet",
                    hint: Spelling.hint(for: name, in: version.objects.map(\.name)))
            }
        }
    }

    private func lists(
        _ fields: [FieldDefinition], of object: ObjectDefinition, _ wanted: [ListContent], _ diagnostics: inout Diagnostics
    ) {
        for list in ListContent.allCases {
            let found = fields.filter { $0.content == .list(list) }
            if wanted.contains(list), found.count != 1 {
                diagnostics.error(
                    .standardShape, at: object.span, "'\(object.name)' holds \(found.count) lists of \(list.rawValue), it needs one")
            }
            guard !wanted.contains(list) else { continue }
            for field in found {
                diagnostics.error(.standardShape, at: field.span, "a list of \(list.rawValue) cannot stand here")
            }
        }
    }

    private func documentRoles(_ fields: [FieldDefinition], _ diagnostics: inout Diagnostics) {
        for field in fields where field.role != nil {
            diagnostics.error(.standardRole, at: field.span, "a role means nothing in the document itself")
        }
    }

    private func caseRoles(_ diagnostics: inout Diagnostics) {
        for (role, type) in [(Role.kenmerk, ValueKind.text), (.balance, .money)] {
            let found = version.zaak.fields.filter { $0.role == role }
            if found.count != 1 {
                diagnostics.error(
                    .standardRole, at: version.zaak.span, "a case needs one field with the role '\(role.rawValue)', it has \(found.count)")
            }
            for field in found where field.kind != type {
                diagnostics.error(.standardRole, at: field.span, "the role '\(role.rawValue)' is for a field of the type \(type.rawValue)")
            }
        }
        for field in version.zaak.fields {
            if let role = field.role, role != .kenmerk, role != .balance {
                diagnostics.error(.standardRole, at: field.span, "'\(role.rawValue)' means nothing in a case")
            }
            guard field.role == .balance else { continue }
            guard case .total(let formula) = field.content, formula.isBalance else {
                diagnostics.error(
                    .standardTotal, at: field.span, "the balance does not count all that changes what is owed",
                    hint: "{ add: [raises, adjusts_up], subtract: [settles, adjusts_down], missing: counted }")
                continue
            }
        }
    }

    private func totalsOutsideCases(_ fields: [FieldDefinition], _ diagnostics: inout Diagnostics) {
        for field in fields + version.kinds.flatMap(\.fields) {
            if case .total = field.content {
                diagnostics.error(.standardTotal, at: field.span, "only a case has totals")
            }
        }
    }
}
