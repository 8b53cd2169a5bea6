import Core

/// What one field of an event must be, as a version asks it.
struct Check: Sendable {
    let slot: Int
    let isRequired: Bool
    let kind: ValueKind
    let format: Format?
    let words: [String]?
    /// In cents.
    let minimum: Int?
    /// Such as `BetalingVerwerkt.bedrag`.
    let place: String

    init(_ field: FieldDefinition, slot: Int, of owner: String) {
        self.slot = slot
        isRequired = field.need == .required
        kind = field.kind
        format = field.format
        words = field.words
        minimum = field.minimum
        place = "\(owner).\(field.name)"
    }

    init(_ field: Field) {
        slot = field.slot
        isRequired = field.need == .required
        kind = field.kind
        format = field.format
        words = field.words
        minimum = field.minimum
        place = field.name
    }

    /// Nil when the value is as it must be, else the rule it breaks.
    @inline(__always)
    func broken(by value: borrowing Value) -> String? {
        switch copy value {
        case .absent: isRequired ? "required" : nil
        case .text(let text): kind == .text ? broken(byText: text) : wrongKind
        case .money(let cents):
            if kind != .money { wrongKind } else if let minimum, cents.amount < minimum { tooLittle(minimum) } else { nil }
        case .instant: kind == .instant ? nil : wrongKind
        case .boolean: kind == .boolean ? nil : wrongKind
        case .integer: kind == .integer ? nil : wrongKind
        case .date: kind == .date ? nil : wrongKind
        case .list: kind == .list ? nil : wrongKind
        case .record: kind == .record ? nil : wrongKind
        }
    }

    @inline(__always)
    private func broken(byText text: String) -> String? {
        // An empty text says nothing: an absent field is an absent key, never an empty one.
        if text.utf8.isEmpty { return "not empty" }
        if let format, !format.accepts(text) { return "pattern \(format.rawValue)" }
        guard let words else { return nil }
        for word in words where word == text { return nil }
        return "one of \(words.joined(separator: ", "))"
    }

    private var wrongKind: String { "kind \(kind.rawValue)" }

    private func tooLittle(_ minimum: Int) -> String {
        switch minimum {
        case 0: "not negative"
        case 1: "more than zero"
        default: "at least \(minimum)"
        }
    }
}
