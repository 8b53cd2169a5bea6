import Core
import Standard

/// What a text of a message may be, as a schema can say it. Several alternatives: one of them.
struct ContractValue: Sendable, Equatable {
    enum Base: String, Sendable {
        case text, integer, decimal, boolean, date, dateTime, base64, uri
    }

    struct Form: Sendable, Equatable {
        var base: Base
        /// With its anchors, as in `Format.pattern`.
        var pattern: String?
        /// In characters.
        var least = 0
        var most: Int?
        /// The only texts there are; nil for any.
        var words: [String]?
        /// The least number.
        var minimum: Int?
        /// Whether letters may be large or small, whatever the words say.
        var ignoresCase = false
    }

    var forms: [Form]
    /// What a number counts, in Dutch; empty for none.
    var unit = ""

    init(_ base: Base, pattern: String? = nil, least: Int = 0, most: Int? = nil, words: [String]? = nil, minimum: Int? = nil) {
        forms = [Form(base: base, pattern: pattern, least: least, most: most, words: words, minimum: minimum)]
    }

    static func constant(_ text: String, ignoringCase: Bool = false) -> ContractValue {
        var value = ContractValue(.text, words: [text])
        value.forms[0].ignoresCase = ignoringCase
        return value
    }

    /// One that is either.
    func merged(with other: ContractValue) -> ContractValue {
        var merged = self
        for form in other.forms where !merged.forms.contains(form) {
            if let at = merged.forms.firstIndex(where: { $0.words != nil && form.words != nil && $0.ignoresCase == form.ignoresCase }) {
                merged.forms[at].words = merged.forms[at].words.map { known in
                    known + (form.words ?? []).filter { !known.contains($0) }
                }
            } else if let at = merged.forms.firstIndex(where: { $0.isPlain && form.isPlain && $0.base == form.base }) {
                merged.forms[at] = merged.forms[at].loosened(to: form)
            } else {
                merged.forms.append(form)
            }
        }
        if unit != other.unit { merged.unit = "" }
        // What may be any text needs no alternatives.
        if let any = merged.forms.first(where: { $0.isAnyText }) { merged.forms = [any] }
        return merged
    }
}

extension ContractValue.Form {
    /// Whether every text that is not empty is one.
    var isAnyText: Bool { base == .text && isPlain && most == nil }

    /// Whether it is bounded by numbers only.
    var isPlain: Bool { pattern == nil && words == nil }

    /// One that takes what either takes, when both are plain.
    func loosened(to other: Self) -> Self {
        var loose = self
        loose.least = min(least, other.least)
        loose.most = most.flatMap { one in other.most.map { max(one, $0) } }
        loose.minimum = minimum.flatMap { one in other.minimum.map { min(one, $0) } }
        return loose
    }
}

extension ContractValue {
    static let cents = "eurocenten"
    static let euros = "euro's"

    /// A value of the standard as the standard itself writes it.
    init(_ kind: ValueKind, format: Format?, words: [String]?, minimum: Int?) {
        switch kind {
        case .boolean: self.init(.boolean)
        case .integer: self.init(.integer)
        case .money:
            self.init(.integer, minimum: minimum)
            unit = ContractValue.cents
        case .date: self.init(.date)
        case .instant: self.init(.dateTime)
        case .text, .list, .record:
            self.init(.text, pattern: words == nil ? format?.pattern : nil, least: words == nil && format == nil ? 1 : 0, words: words)
        }
    }

    /// The value after steps. What a step does not say of its texts may be any text.
    func changed(by steps: [Step], from kind: ValueKind) -> ContractValue {
        guard !steps.isEmpty else { return self }
        var value = self
        var kind = kind
        for step in steps {
            let made = step.makes(kind)
            if made != kind || made == .text { value = ContractValue(made, format: nil, words: nil, minimum: nil) }
            if let pattern = step.pattern { value = ContractValue(.text, pattern: pattern) }
            // A sign may have turned.
            value.forms = value.forms.map { form in
                var form = form
                form.minimum = nil
                return form
            }
            if made == .integer, kind == .money { value.unit = ContractValue.cents }
            if made == .text, kind == .money { value = ContractValue.decimal(value) }
            kind = made
        }
        return value
    }

    private static func decimal(_ value: ContractValue) -> ContractValue {
        var decimal = value
        decimal.forms = value.forms.map { form in
            var form = form
            form.base = .decimal
            return form
        }
        decimal.unit = euros
        return decimal
    }
}
