import Core
import Standard

/// What the standard asks of a field's values beyond their type. The parts of it stand beside it for a quick yes; a no is the standard's
/// own.
final class Judge: Sendable {
    private let field: Field
    private let standard: Standard

    /// Nil when the type says all.
    init?(_ field: Field, _ standard: Standard) {
        guard field.format != nil || field.words != nil || field.minimum != nil else { return nil }
        self.field = field
        self.standard = standard
    }

    /// In cents.
    var minimum: Int? { field.minimum }
    var format: Format? { field.format }
    var words: [String]? { field.words }

    /// The rule a value breaks; nil when it may stand in the field.
    func broken(by value: Value) -> String? { standard.accepts(value, for: field) }
}
