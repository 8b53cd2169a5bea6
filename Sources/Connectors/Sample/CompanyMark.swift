import Core

/// `a:company`: a value of a request that says that a company asks, or is asked about. The overview is for natural persons.
enum CompanyMark {
    /// - Parameter constant: what stands there for a person; nil when anything that stands there names a company.
    static func leaf(_ mark: Marks.Mark, constant: String?, _ diagnostics: inout Diagnostics) -> Pattern.Leaf {
        let values = mark.isBare ? [] : mark.value.split(separator: " ").map(String.init)
        if constant == nil, !values.isEmpty { refuse(mark, "without a constant beside it, it has no values", &diagnostics) }
        if let constant, values.contains(where: { $0.equalsIgnoringASCIICase(constant) }) {
            refuse(mark, "'\(constant)' cannot be both the person and the company", &diagnostics)
        }
        return .company(constant: constant, values: values)
    }

    static func refuse(_ mark: Marks.Mark, _ why: String, _ diagnostics: inout Diagnostics) {
        diagnostics.error(.companyMark, at: mark.span, "'a:company' cannot stand so: \(why)")
    }

    /// What is wrong with a text; nil when it is the constant.
    static func problem(_ text: String, _ constant: String?, _ values: [String]) -> Problems.Code? {
        if text == constant { return nil }
        if text.isEmpty { return .required }
        return values.isEmpty || values.contains { $0.equalsIgnoringASCIICase(text) } ? .company : .constant
    }
}
