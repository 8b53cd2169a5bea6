import Core
import Standard

/// What the standard asks of a field's values beyond their type, laid out for a quick yes; a no is the standard's own.
final class Judge: Sendable {
    private let field: Field
    private let standard: Standard
    private let minimum: Int?
    private let format: Format?
    private let words: [String]?

    /// Nil when the type says all.
    init?(_ field: Field, _ standard: Standard) {
        guard field.format != nil || field.words != nil || field.minimum != nil else { return nil }
        self.field = field
        self.standard = standard
        minimum = field.minimum
        format = field.format
        words = field.words
    }

    /// The rule a value breaks; nil when it may stand in the field.
    func broken(by value: Value) -> String? {
        switch value {
        case .money(let cents): if let minimum, words == nil, cents.amount >= minimum { return nil }
        case .text(let text): if let format, words == nil, !text.isEmpty, format.accepts(text) { return nil }
        default: break
        }
        return standard.accepts(value, for: field)
    }
}
