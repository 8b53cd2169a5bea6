import Core
import Syntax

/// By what the cases of a document are put in order.
enum CaseOrderKey: String, Sendable, CaseIterable {
    /// The moment of the first event of the case.
    case firstMoment = "first_moment"
    case kenmerk
}

/// By what the events of a case are put in order.
enum EventOrderKey: String, Sendable, CaseIterable {
    case moment
    /// The turn of the kind among the events of one moment.
    case rank
    case kenmerk
}

/// Understands `order`.
struct OrderReading {
    private let entries: [Node.Entry]
    private let span: Span

    init(_ entries: [Node.Entry], at span: Span) {
        self.entries = entries
        self.span = span
    }

    func cases(_ diagnostics: inout Diagnostics) -> [CaseOrderKey] { keys("cases", &diagnostics) }

    /// Arrears are followed through time in the same order, so it begins with the moment.
    func events(_ diagnostics: inout Diagnostics) -> [EventOrderKey] {
        let keys: [EventOrderKey] = keys("events", &diagnostics)
        if let first = keys.first, first != .moment, let entry = entries.first(where: { $0.key == "events" }) {
            diagnostics.error(.standardOrder, at: entry.value.span, "events are ordered by 'moment' first")
        }
        return keys
    }

    private func keys<Key: RawRepresentable & CaseIterable & Hashable>(_ name: String, _ diagnostics: inout Diagnostics) -> [Key]
    where Key.RawValue == String {
        guard let entry = entries.first(where: { $0.key == name }) else {
            diagnostics.error(.missingKey, at: span, "the order of '\(name)' is missing")
            return []
        }
        let known = Key.allCases.map(\.rawValue)
        let keys = (entry.value.list ?? [entry.value]).compactMap { node -> Key? in
            if let key = node.text.flatMap(Key.init(rawValue:)) { return key }
            diagnostics.error(
                .standardOrder, at: node.span, "'\(node.text ?? "")' is nothing to order '\(name)' by",
                hint: Spelling.hint(for: node.text ?? "", in: known))
            return nil
        }
        if Set(keys).count != keys.count || !keys.contains(where: { $0.rawValue == "kenmerk" }) {
            diagnostics.error(
                .standardOrder, at: entry.value.span, "the order of '\(name)' names each of its keys once, 'kenmerk' among them",
                hint: "without the kenmerk two of them may come in any order")
        }
        return keys
    }
}
