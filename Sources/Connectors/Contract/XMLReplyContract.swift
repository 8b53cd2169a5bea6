import Core
import Standard
import Syntax

/// Draws the contract of an XML reply from its sample: the order of the sample, what may be absent, what repeats.
struct XMLReplyContract {
    let reply: ReplyContract

    func root(_ element: SampleElement) -> ContractPart { part(element, all: false, ReplyScope()) }

    private func part(_ element: SampleElement, all: Bool, _ outer: ReplyScope) -> ContractPart {
        var ignored = Diagnostics()
        if element.marks[.whole] != nil { return whole(element, outer) }
        let optional = element.marks.optional(&ignored)
        let list = element.marks[.each]?.value
        let scope = list.map { reply.inside($0, outer) } ?? outer
        // An element under `all` without holes is simply always there.
        let mayLack = list == nil && (optional == .this || ((all || optional == .all) && XMLReplySample.hasHole(element)))
        let all = all || optional == .all
        var part = ContractPart(element.name, isOptional: mayLack || list != nil, .parts([]))
        if list != nil { part.most = nil }
        let textHasHole = HoleText.hole(in: element.text) != nil
        // What XML and XML Schema say by themselves is not declared.
        part.isNillable = element.attributes.contains { $0.name == Markup.Name(XMLNamespace.instance, "nil") }
        let declared = element.attributes.filter { ![XMLNamespace.xml, XMLNamespace.instance].contains($0.name.namespace) }
        part.attributes = declared.map { attribute in
            let hasHole = HoleText.hole(in: attribute.value) != nil
            let found = reply.value(attribute.value, steps: textHasHole ? nil : element.marks[.step], element.place, scope)
            return ContractPart.Attribute(
                name: attribute.name, value: found?.value ?? .constant(""), isRequired: !(hasHole && (mayLack || all)),
                means: found?.means ?? "")
        }
        if element.children.isEmpty {
            guard let found = reply.value(element.text, steps: element.marks[.step], element.place, scope) else { return part }
            part.content = .value(found.value)
            part.means = found.means
        } else {
            part.content = .parts(row(element.children, all: all, scope))
        }
        return part
    }

    /// The children of an element. Brothers of one name are one declaration.
    private func row(_ elements: [SampleElement], all: Bool, _ scope: ReplyScope) -> [ContractPart.Particle] {
        var row: [ContractPart.Particle] = []
        for element in elements {
            if element.isMark("nothing") { continue }
            if element.isMark("each") {
                row.append(contentsOf: list(element, all: all, scope))
                continue
            }
            let part = part(element, all: all, scope)
            guard case .part(let last)? = row.last, last.name == part.name else {
                row.append(.part(part))
                continue
            }
            var both = last.merged(with: part)
            both.isOptional = last.isOptional && part.isOptional
            both.most = last.most.flatMap { one in part.most.map { one + $0 } }
            row[row.count - 1] = .part(both)
        }
        return row
    }

    /// `<a:each in="…">`: items that look different by kind.
    private func list(_ element: SampleElement, all: Bool, _ outer: ReplyScope) -> [ContractPart.Particle] {
        let inner = reply.inside(element.marks[.in]?.value ?? "", outer)
        var parts: [ContractPart] = []
        for child in element.children where !child.isMark("nothing") {
            var ignored = Diagnostics()
            let scope = child.marks[.kind].map { reply.of($0.value, inner) } ?? inner
            let all = all || child.marks.optional(&ignored) == .all
            var part = part(child, all: all, scope)
            part.isOptional = false
            if let kind = child.marks[.kind]?.value, part.means.isEmpty { part.means = kinds(kind) }
            if let at = parts.firstIndex(where: { $0.name == part.name }) {
                parts[at] = parts[at].merged(with: part)
            } else {
                parts.append(part)
            }
        }
        return parts.isEmpty ? [] : [.oneOf(parts.map { [.part($0)] }, isRepeated: true)]
    }

    private func kinds(_ names: String) -> String {
        let kinds = names.split(separator: " ").compactMap { reply.standard.kind(named: String($0)) }
        return kinds.map(\.summary).joined(separator: " / ")
    }

    private func whole(_ element: SampleElement, _ scope: ReplyScope) -> ContractPart {
        if let document = ReplyContract.document(element.marks[.form]?.value, element.name) { return document }
        let isJSON = element.marks[.form]?.value == "json"
        var part = isJSON ? ContractPart(element.name, .value(ContractValue(.text))) : reply.document.xml(element.name)
        part.means = isJSON ? "Het document van de standaard, als JSON-tekst." : "Het document van de standaard."
        // Once per organisation, in the form that is asked.
        part.isOptional = true
        part.most = nil
        return part
    }
}
