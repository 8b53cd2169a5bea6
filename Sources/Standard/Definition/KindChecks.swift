import Core

/// Whether the kinds of a version have what the program works with.
struct KindChecks {
    let version: VersionDefinition

    func run(allKinds: [String], _ diagnostics: inout Diagnostics) {
        for kind in version.kinds {
            roles(of: kind, &diagnostics)
            moment(of: kind, &diagnostics)
            references(of: kind, known: allKinds, &diagnostics)
        }
        missing(allKinds, &diagnostics)
    }

    private func roles(of kind: KindDefinition, _ diagnostics: inout Diagnostics) {
        need(.kenmerk, in: kind, type: .text, &diagnostics)
        need(.moment, in: kind, type: .instant, &diagnostics)
        if [.raises, .settles, .adjusts, .demands].contains(kind.effect) { need(.amount, in: kind, type: .money, &diagnostics) }
        if kind.effect == .withdraws { need(.withdrawn, in: kind, type: .text, &diagnostics) }
        if kind.effect == .demands { need(.due, in: kind, type: .instant, &diagnostics) }
        for field in kind.fields {
            guard let role = field.role else { continue }
            let isMeant =
                switch role {
                case .kenmerk, .moment, .description: true
                case .amount: kind.effect != .withdraws && kind.effect != .none
                case .due, .paymentMethod, .account, .accountHolder, .payee: kind.effect == .demands
                case .decision: kind.effect == .raises
                case .paymentReference: kind.effect == .demands || kind.effect == .settles
                case .withdrawn: kind.effect == .withdraws
                case .primary: kind.effect == .raises && field.kind == .boolean
                case .balance: false
                }
            if !isMeant {
                diagnostics.error(
                    .standardRole, at: field.span, "'\(role.rawValue)' means nothing in an event that \(kind.effect.rawValue)")
            }
        }
        let amount = kind.fields.first { $0.role == .amount }
        if let amount, amount.need != .required {
            diagnostics.error(
                .standardRole, at: amount.span, "the amount of '\(kind.name)' must be required", label: "without it a debt is not known")
        }
    }

    private func need(_ role: Role, in kind: KindDefinition, type: ValueKind, _ diagnostics: inout Diagnostics) {
        let found = kind.fields.filter { $0.role == role }
        if found.count != 1 {
            diagnostics.error(
                .standardRole, at: kind.span, "'\(kind.name)' needs one field with the role '\(role.rawValue)', it has \(found.count)")
        }
        for field in found where field.kind != type {
            diagnostics.error(.standardRole, at: field.span, "the role '\(role.rawValue)' is for a field of the type \(type.rawValue)")
        }
    }

    private func moment(of kind: KindDefinition, _ diagnostics: inout Diagnostics) {
        for node in kind.moment {
            let field = kind.fields.first { $0.name == node.text }
            if field?.kind == .instant, field?.origin == .mapped, field?.role != .moment { continue }
            diagnostics.error(
                .standardMoment, at: node.span, "'\(kind.name)' has no moment '\(node.text ?? "")' to fall back on",
                hint: Spelling.hint(for: node.text ?? "", in: kind.fields.filter { $0.kind == .instant && $0.role == nil }.map(\.name)))
        }
    }

    private func references(of kind: KindDefinition, known: [String], _ diagnostics: inout Diagnostics) {
        for field in kind.fields {
            for node in field.refersTo where !known.contains(node.text ?? "") {
                diagnostics.error(
                    .standardReference, at: node.span, "no version has an event kind '\(node.text ?? "")'",
                    hint: Spelling.hint(for: node.text ?? "", in: known))
            }
        }
    }

    private func missing(_ allKinds: [String], _ diagnostics: inout Diagnostics) {
        let own = version.kinds.map(\.name)
        let named = version.missingNames.map(\.name)
        for kind in allKinds where !own.contains(kind) && !named.contains(kind) {
            diagnostics.error(
                .standardMissing, at: version.span, "version \(version.version) lacks '\(kind)' and does not say what becomes of one",
                hint: "name it under 'missing': settle or refuse")
        }
        for (name, span) in version.missingNames where own.contains(name) || !allKinds.contains(name) {
            let why = own.contains(name) ? "this version has it" : "no version has it"
            diagnostics.error(
                .standardMissingUnknown, at: span, "'\(name)' is not missing: \(why)",
                hint: own.contains(name) ? nil : Spelling.hint(for: name, in: allKinds.filter { !own.contains($0) }))
        }
    }
}
