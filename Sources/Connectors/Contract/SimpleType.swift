/// What a text may be, as XML Schema says it: the name of a type that everybody knows, or the lines of one of our own.
struct SimpleType {
    let lines: [String]

    init(_ value: ContractValue, isRequest: Bool) {
        let text = isRequest ? "xs:token" : "xs:string"
        let forms = value.forms.map { SimpleType.form($0, text) }
        if forms.count == 1 {
            lines = forms[0].count == 1 ? forms[0] : ["<xs:simpleType>"] + forms[0].map { "  \($0)" } + ["</xs:simpleType>"]
            return
        }
        let known = forms.filter { $0.count == 1 }.map { $0[0] }
        var union = [known.isEmpty ? "<xs:union>" : "<xs:union memberTypes=\"\(known.joined(separator: " "))\">"]
        for form in forms where form.count > 1 { union += ["  <xs:simpleType>"] + form.map { "    \($0)" } + ["  </xs:simpleType>"] }
        union.append("</xs:union>")
        lines = ["<xs:simpleType>"] + union.map { "  \($0)" } + ["</xs:simpleType>"]
    }

    private static func form(_ form: ContractValue.Form, _ text: String) -> [String] {
        var facets: [String] = []
        if let words = form.words, form.base == .boolean || form.ignoresCase {
            facets += words.map { facet("pattern", form.ignoresCase ? either($0) : $0) }
        } else if let words = form.words {
            facets += words.map { facet("enumeration", $0) }
        } else if let pattern = form.pattern {
            facets.append(facet("pattern", String(pattern.dropFirst().dropLast())))
        }
        if form.words == nil, form.least > 0 { facets.append(facet("minLength", String(form.least))) }
        if form.words == nil, let most = form.most { facets.append(facet("maxLength", String(most))) }
        if let minimum = form.minimum { facets.append(facet("minInclusive", String(minimum))) }
        let base = base(form.base, text)
        return facets.isEmpty ? [base] : ["<xs:restriction base=\"\(base)\">"] + facets.map { "  \($0)" } + ["</xs:restriction>"]
    }

    private static func facet(_ name: String, _ value: String) -> String { "<xs:\(name) value=\"\(XMLText.escaped(value))\"/>" }

    private static func base(_ base: ContractValue.Base, _ text: String) -> String {
        switch base {
        case .text: text
        case .integer: "xs:long"
        case .decimal: "xs:decimal"
        case .boolean: "xs:boolean"
        case .date: "xs:date"
        case .dateTime: "xs:dateTime"
        case .base64: "xs:base64Binary"
        case .uri: "xs:anyURI"
        }
    }

    /// A pattern of a word in large or small letters.
    static func either(_ word: String) -> String {
        word.map { letter in
            let small = letter.lowercased()
            let large = letter.uppercased()
            if small != large { return "[\(small)\(large)]" }
            return "\\|.-^?*+{}()[]".contains(letter) ? "\\\(letter)" : String(letter)
        }.joined()
    }
}
