import Core

/// What one field must be, as a version asks it. Plain bits: hundreds of them are run for one answer.
struct Check: Sendable {
    let slot: Int32
    let isRequired: Bool
    let kind: ValueKind
    let format: Format?
    /// Index in `Checks.words`; -1 for a field that is no enumeration.
    let words: Int32
    /// In cents; `Int.min` when there is none.
    let minimum: Int
}

/// The checks of a kind, with what is needed to say which one was broken.
struct Checks: Sendable {
    private let all: [Check]
    private let words: [[String]]
    private let names: [String]

    init(_ fields: [FieldDefinition], slot: (FieldDefinition) -> Int) {
        var words: [[String]] = []
        all = fields.map { field in
            if let list = field.words { words.append(list) }
            return Check(
                slot: Int32(slot(field)), isRequired: field.need == .required, kind: field.kind, format: field.format,
                words: field.words == nil ? -1 : Int32(words.count - 1), minimum: field.minimum ?? .min)
        }
        self.words = words
        names = fields.map(\.name)
    }

    /// For one field by itself.
    init(_ field: Field) {
        all = [
            Check(
                slot: 0, isRequired: field.need == .required, kind: field.kind, format: field.format, words: field.words == nil ? -1 : 0,
                minimum: field.minimum ?? .min)
        ]
        words = field.words.map { [$0] } ?? []
        names = [field.name]
    }

    /// The first check that a value does not pass: the name of the field and the rule; nil when all pass.
    @inline(__always)
    func broken(by values: UnsafeMutableBufferPointer<Value>) -> (name: String, rule: String)? {
        guard let base = values.baseAddress else { return nil }
        let broken = all.withUnsafeBufferPointer { all in
            for at in all.indices where !UnsafePointer(base + Int(all[at].slot)).held({ passes(all[at], $0) }) { return at }
            return -1
        }
        return broken < 0 ? nil : (names[broken], rule(all[broken], values[Int(all[broken].slot)]))
    }

    @inline(__always)
    private func passes(_ check: Check, _ held: borrowing HeldValue) -> Bool {
        switch held.value {
        case .absent: return !check.isRequired
        // Patterns, not `==`: that of an enumeration with raw texts compares the texts.
        case .text(let text):
            // An empty text says nothing: an absent field is an absent key, never an empty one.
            guard case .text = check.kind, !text.utf8.isEmpty else { return false }
            if let format = check.format, !format.accepts(text) { return false }
            return check.words < 0 || isWord(text, Int(check.words))
        case .money(let cents): if case .money = check.kind { return cents.amount >= check.minimum }
        case .instant: if case .instant = check.kind { return true }
        case .boolean: if case .boolean = check.kind { return true }
        case .integer: if case .integer = check.kind { return true }
        case .date: if case .date = check.kind { return true }
        case .list: if case .list = check.kind { return true }
        case .record: if case .record = check.kind { return true }
        }
        return false
    }

    private func isWord(_ text: String, _ list: Int) -> Bool {
        for at in words[list].indices where words[list][at] == text { return true }
        return false
    }

    /// The rule that a value breaks, in words; never the value.
    private func rule(_ check: Check, _ value: Value) -> String {
        if value.isAbsent { return "required" }
        if value.kind != check.kind { return "kind \(check.kind.rawValue)" }
        guard case .text(let text) = value else {
            return switch check.minimum {
            case 0: "not negative"
            case 1: "more than zero"
            default: "at least \(check.minimum)"
            }
        }
        if text.utf8.isEmpty { return "not empty" }
        if let format = check.format, !format.accepts(text) { return "pattern \(format.rawValue)" }
        return "one of \(words[Int(check.words)].joined(separator: ", "))"
    }
}
