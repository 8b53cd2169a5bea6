import Core
import Standard

extension Checker {
    /// A constant, read as the kind of the field it fills; nil after telling that it is none.
    mutating func constant(_ node: Node, _ wanted: ValueKind) -> Checked? {
        guard let value = Checker.value(of: node, as: wanted) else {
            let form =
                switch wanted {
                case .boolean: "true or false"
                case .integer: "a whole number"
                case .money: "an amount such as 312.45"
                case .date: "a date such as 2025-02-28"
                case .instant: "a moment such as 2025-02-28T00:00:00+01:00"
                default: "a text"
                }
            diagnostics.error(.wrongType, at: node.span, "this constant is not \(form)")
            return nil
        }
        return Checked(
            operation: .constant(value), kind: value.kind, canBeAbsent: false, known: [(value, node.span)], declared: nil,
            what: "this constant")
    }

    /// What a text of a file means as a value of a kind; nil when it means none.
    static func value(of node: Node, as kind: ValueKind) -> Value? {
        let text: String
        switch node.content {
        case .boolean(let value):
            return kind == .boolean ? .boolean(value) : kind == .text ? .text(value ? "true" : "false") : nil
        case .text(let written), .number(let written): text = written
        default: return nil
        }
        return value(of: text, as: kind)
    }

    static func value(of text: String, as kind: ValueKind) -> Value? {
        var text = text
        switch kind {
        case .text: return .text(text)
        case .integer: return Int(text).map { .integer($0) }
        case .money: return Cents(decimal: text).map { .money($0) }
        case .date: return text.withUTF8 { CalendarDate(iso: $0) }.map { .date($0) }
        case .instant: return text.withUTF8 { Instant(iso: $0, zoned: true) }.map { .instant($0) }
        case .boolean, .list, .record: return nil
        }
    }
}
