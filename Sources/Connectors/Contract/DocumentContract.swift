import Standard
import Syntax

/// Draws the whole document of the standard as a part of a vendor's reply.
struct DocumentContract {
    let standard: Standard
    /// The versions the reply may have, the vendor's own first.
    let versions: [String]

    /// One element for every version: what differs between them stands side by side.
    func xml(_ name: Markup.Name) -> ContractPart {
        let documents = versions.compactMap { standard.outline(version: $0) }.map { part($0, name, isXML: true) }
        return documents.dropFirst().reduce(documents.first ?? ContractPart(name, .anything)) { $0.merged(with: $1) }
    }

    /// One object per version.
    func json() -> [ContractPart] {
        versions.compactMap { version in
            standard.outline(version: version).map { outline in
                var document = part(outline, Markup.Name("", "fcid-\(version)"), isXML: false)
                document.means = "Het document van de standaard, versie \(version)."
                return document
            }
        }
    }

    private func part(_ outline: Outline, _ name: Markup.Name, isXML: Bool) -> ContractPart {
        ContractPart(name, isOptional: !outline.isRequired, content(outline.content, name, isXML: isXML), means: outline.summary)
    }

    private func parts(_ outlines: [Outline], in namespace: String, isXML: Bool) -> [ContractPart] {
        outlines.map { part($0, Markup.Name(namespace, $0.key), isXML: isXML) }
    }

    private func content(_ content: Outline.Content, _ name: Markup.Name, isXML: Bool) -> ContractPart.Content {
        switch content {
        case .value(let kind, let format, let words, let minimum):
            return .value(ContractValue(kind, format: format, words: words, minimum: minimum))
        case .constant(let text): return .value(.constant(text))
        case .object(let fields): return .parts(parts(fields, in: name.namespace, isXML: isXML).map { .part($0) })
        case .kinds(let kinds):
            // XML Schema 1.0 cannot let one element's text decide what else there is: an event may hold the fields of every kind.
            if isXML { return .all(ContractPart.union(kinds.map { parts($0.fields, in: name.namespace, isXML: true) })) }
            return .either(kinds.map { object($0.name, $0.summary, $0.fields) })
        case .list(let element, let inner):
            guard isXML else {
                if case .kinds(let kinds) = inner { return .items(kinds.map { object($0.name, $0.summary, $0.fields) }) }
                return .items([ContractPart(Markup.Name("", element), self.content(inner, Markup.Name("", element), isXML: false))])
            }
            let name = Markup.Name(name.namespace, element)
            var item = ContractPart(name, isOptional: true, self.content(inner, name, isXML: true))
            item.most = nil
            return .parts([.part(item)])
        }
    }

    private func object(_ name: String, _ summary: String, _ fields: [Outline]) -> ContractPart {
        ContractPart(Markup.Name("", name), .parts(parts(fields, in: "", isXML: false).map { .part($0) }), means: summary)
    }
}
