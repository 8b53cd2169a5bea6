import Core

/// How much the content models of a schema hold, before libxml2 builds an automaton of each: that takes time in the square of a model's
/// elements, and a multiple of it for every repetition inside a repetition. The largest of StUF is 75.
struct XMLSchemaModels {
    private static let most = 500

    private struct Model {
        let markup: Markup
        let token: Int
        let span: Span
        let name: String
    }

    /// Named groups and types by kind and local name. Of two namespaces the later counts: this is a bound, not a meaning.
    private var named: [String: Model] = [:]
    private var all: [Model] = []
    private var weights: [String: Int] = [:]

    mutating func add(_ markup: Markup, _ source: SourceText) {
        for (at, token) in markup.tokens.enumerated() where token.kind == .element {
            let name = markup.names[token.name]
            guard name.namespace == XMLSchemaSet.namespace, name.local == "complexType" || name.local == "group" else { continue }
            let own = XMLSchemaSet.attribute("name", of: at, in: markup)
            guard own != nil || name.local == "complexType" else { continue }
            let model = Model(markup: markup, token: at, span: XMLSchemaSet.span(token, markup, source), name: own ?? "complexType")
            all.append(model)
            if let own { named["\(name.local) \(own)"] = model }
        }
    }

    mutating func tooLarge() -> [(Span, String)] {
        var found: [(Span, String)] = []
        for model in all where weight(of: model.token, in: model.markup) > XMLSchemaModels.most { found.append((model.span, model.name)) }
        return Array(found.prefix(1))
    }

    private mutating func weight(of token: Int, in markup: Markup) -> Int {
        var sum = 0
        for child in XMLSchemaSet.children(of: token, in: markup) {
            let name = markup.names[markup.tokens[child].name]
            guard name.namespace == XMLSchemaSet.namespace else { continue }
            var weight = 0
            switch name.local {
            case "element", "any": weight = 1
            case "group": weight = XMLSchemaSet.attribute("ref", of: child, in: markup).map { self.weight(named: "group", $0) } ?? 0
            case "extension":
                weight = self.weight(of: child, in: markup)
                weight += XMLSchemaSet.attribute("base", of: child, in: markup).map { self.weight(named: "complexType", $0) } ?? 0
            case "sequence", "choice", "all", "complexContent", "restriction": weight = self.weight(of: child, in: markup)
            default: continue
            }
            let most = XMLSchemaSet.attribute("maxOccurs", of: child, in: markup) ?? "1"
            if name.local != "element", most != "1", most != "0" { weight *= 2 }
            // Never beyond what a number can hold, however often things are doubled.
            sum = min(sum + weight, 1 << 30)
        }
        return sum
    }

    private mutating func weight(named kind: String, _ reference: String) -> Int {
        let key = "\(kind) \(reference.split(separator: ":").last ?? "")"
        if let known = weights[key] { return known }
        // What contains itself counts nothing here; libxml2 refuses it.
        weights[key] = 0
        guard let model = named[key] else { return 0 }
        let weight = weight(of: model.token, in: model.markup)
        weights[key] = weight
        return weight
    }
}
