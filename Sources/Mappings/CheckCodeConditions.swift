import Core

extension Checker {
    /// A condition on a code or one of its outputs: asked of every code now, so that a row only looks it up.
    mutating func codeTest(
        _ written: WrittenCondition, _ content: WrittenCondition.Content, _ list: CodeList, _ reading: Reading, _ index: Int,
        _ place: Diagnostic.Other, _ scope: inout RuleScope
    ) -> Test? {
        var subject = CodeSubject(
            what: "'\(written.subject.column.text)'", kind: .text, values: list.codeValues, canBeAbsent: reading.isOptional, place: place)
        if let name = written.subject.output {
            guard let output = list.outputs.first(where: { $0.name == name.text }) else {
                diagnostics.error(
                    .unknownOutput, at: name.span, "the code list '\(list.name)' has no output '\(name.text)'",
                    others: [Diagnostic.Other(list.span, "the list is here")],
                    hint: Spelling.hint(for: name.text, in: list.outputs.map(\.name)))
                return nil
            }
            subject = CodeSubject(
                what: "'\(written.subject.column.text).\(name.text)'", kind: output.kind, values: output.values,
                canBeAbsent: reading.isOptional || output.canBeAbsent, place: Diagnostic.Other(list.span, "the list is here"))
        }
        if let always = content.presence, !subject.canBeAbsent {
            diagnostics.error(.idleCondition, at: written.span, "this \(always ? "always" : "never") holds", others: [subject.place])
            return nil
        }
        guard let table = table(content, subject, written) else { return nil }
        let before = scope.codes[index] ?? [Bool](repeating: true, count: list.codes.count)
        let left = zip(before, table.codes).map { $0 && $1 }
        if !table.absent {
            // Only what is there passes, so the code itself is certain; and an output that no passing code lacks.
            scope.codes[index] = left
            scope.certain.insert(written.subject.column.text)
        } else if scope.codes[index] != nil {
            scope.codes[index] = left
        } else if !reading.isOptional {
            scope.codes[index] = left
        }
        guard left.contains(true) || table.absent else {
            diagnostics.error(
                .idleCondition, at: written.span, "together with the other conditions this never holds", others: [subject.place])
            return nil
        }
        return Test(column: index, predicate: .codes(table.codes, absent: table.absent))
    }

    /// What a condition on a code looks at, by the place of the code.
    private struct CodeSubject {
        let what: String
        let kind: ValueKind
        let values: [Value]
        let canBeAbsent: Bool
        let place: Diagnostic.Other
    }

    private mutating func table(
        _ content: WrittenCondition.Content, _ subject: CodeSubject, _ written: WrittenCondition
    ) -> (codes: [Bool], absent: Bool)? {
        switch content {
        case .present: return (subject.values.map { !$0.isAbsent }, false)
        case .absent: return (subject.values.map(\.isAbsent), true)
        case .not(let inner): return table(inner, subject, written).map { ($0.codes.map { !$0 }, !$0.absent) }
        case .sign:
            diagnostics.error(
                .idleCondition, at: written.span, "only money and whole numbers have a sign, \(subject.what) is \(subject.kind.rawValue)",
                others: [subject.place])
            return nil
        case .oneOf(let nodes):
            var codes = [Bool](repeating: false, count: subject.values.count)
            for node in nodes {
                let value = Checker.value(of: node, as: subject.kind) ?? booleanValue(node, subject.kind)
                let places = subject.values.indices.filter { subject.values[$0] == value }
                guard !places.isEmpty else {
                    let possible = subject.values.compactMap { value in if case .text(let text) = value { text } else { nil } }
                    diagnostics.error(
                        .impossibleValue, at: node.span, "\(subject.what) is never '\(node.text ?? "this")'", others: [subject.place],
                        hint: subject.kind == .boolean ? "true or false" : Spelling.hint(for: node.text ?? "", in: possible.distinct))
                    return nil
                }
                for place in places { codes[place] = true }
            }
            return (codes, false)
        }
    }

    private func booleanValue(_ node: Node, _ kind: ValueKind) -> Value? {
        guard kind == .boolean, case .boolean(let value) = node.content else { return nil }
        return .boolean(value)
    }
}

extension [String] {
    /// Each once, in order.
    fileprivate var distinct: [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0).inserted }
    }
}
