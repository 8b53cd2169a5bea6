import Core
import Syntax

extension Checker {
    /// One condition, compiled; what it makes certain is added to the scope. Nil after telling what is wrong.
    mutating func test(_ written: WrittenCondition, _ scope: inout RuleScope) -> Test? {
        guard let rowSet = scope.rowSet, let index = column(written.subject.column, output: written.subject.output, in: rowSet) else {
            return nil
        }
        let declared = mapping.rowSets[rowSet].columns[index]
        guard let reading = declared.reading, let content = written.content else { return nil }
        let place = Diagnostic.Other(declared.span, "'\(declared.name.text)' is declared here as \(reading.told)")
        if let list = reading.codes {
            return codeTest(written, content, list, reading, index, place, &scope)
        }
        if let output = written.subject.output {
            diagnostics.error(
                .unknownOutput, at: output.span, "'\(written.subject.column.text)' is no code and has no outputs", others: [place])
            return nil
        }
        guard isUseful(content, canBeAbsent: reading.isOptional, written, place),
            let predicate = predicate(content, reading, written, place)
        else { return nil }
        if content.impliesPresence { scope.certain.insert(declared.name.text) }
        return Test(column: index, predicate: predicate)
    }

    /// Whether asking for presence tells anything.
    private mutating func isUseful(
        _ content: WrittenCondition.Content, canBeAbsent: Bool, _ written: WrittenCondition, _ place: Diagnostic.Other
    ) -> Bool {
        guard !canBeAbsent, let always = content.presence else { return true }
        diagnostics.error(
            .idleCondition, at: written.span, "this \(always ? "always" : "never") holds", others: [place],
            hint: "a column that may be absent has a '?' behind its reading")
        return false
    }

    private mutating func predicate(
        _ content: WrittenCondition.Content, _ reading: Reading, _ written: WrittenCondition, _ place: Diagnostic.Other
    ) -> Predicate? {
        switch content {
        case .present: return .present
        case .absent: return .absent
        case .not(let inner): return predicate(inner, reading, written, place).map { .not($0) }
        case .sign(let name):
            guard let sign = Predicate.Sign(rawValue: name.text) else {
                diagnostics.error(
                    .wrongWord, at: name.span, "'\(name.text)' is no sign",
                    hint: Spelling.hint(for: name.text, in: Predicate.Sign.allCases.map(\.rawValue)))
                return nil
            }
            guard reading.kind == .money || reading.kind == .integer else {
                diagnostics.error(
                    .idleCondition, at: written.span,
                    "only money and whole numbers have a sign, '\(written.subject.column.text)' is \(reading.kind.rawValue)",
                    others: [place])
                return nil
            }
            return .sign(sign)
        case .oneOf(let nodes):
            let values = nodes.map { possibleValue($0, reading, written, place) }
            guard !values.contains(where: { $0 == nil }) else { return nil }
            return .oneOf(values.compactMap(\.self))
        }
    }

    /// A value the column can have; nil after telling that it never can.
    private mutating func possibleValue(_ node: Node, _ reading: Reading, _ written: WrittenCondition, _ place: Diagnostic.Other) -> Value?
    {
        let form: String
        switch (reading.kind, node.content) {
        case (.boolean, .boolean(let value)): return .boolean(value)
        case (.boolean, _): form = "true or false"
        case (.text, .text(let text)):
            if reading.isOptional, text.allSatisfy({ $0 == " " }) {
                form = "an empty text, which is absent here"
            } else if case .char = reading.notation, text.last == " " {
                form = "a text without blanks at its end"
            } else {
                return .text(text)
            }
        default:
            if let value = Checker.value(of: node, as: reading.kind) { return value }
            form =
                switch reading.kind {
                case .integer: "a whole number"
                case .money: "an amount such as 0.00"
                case .date: "a date such as 2025-02-28"
                case .instant: "a moment such as 2025-02-28T00:00:00+01:00"
                default: "a text"
                }
        }
        let problem = form.hasPrefix("an empty") ? "is never \(form)" : "is always \(form)"
        diagnostics.error(.impossibleValue, at: node.span, "'\(written.subject.column.text)' \(problem)", others: [place])
        return nil
    }
}

extension WrittenCondition.Content {
    /// For a bare `present` or `absent` (or its negation): what it gives for a column that is never absent.
    var presence: Bool? {
        switch self {
        case .present: true
        case .absent: false
        case .not(let inner): inner.presence.map { !$0 }
        case .oneOf, .sign: nil
        }
    }

    /// Whether it only holds for something that is there.
    var impliesPresence: Bool {
        switch self {
        case .present, .oneOf, .sign: true
        case .absent: false
        // Not absent is present; not anything else also holds for what is not there.
        case .not(.absent): true
        case .not(.not(let inner)): inner.impliesPresence
        case .not: false
        }
    }
}
