import Core
import Syntax

/// Writes the schemas of one set. An element stands in the document of its own namespace: a part of another one is a type or a group there.
final class SchemaWriting {
    private struct Draft {
        var elements: [String] = []
        var types: [String] = []
        /// What the names of types are taken for, by name.
        var taken: [String: [String]] = [:]
        var attributes: [String] = []
        var imports: [String] = []
    }

    private(set) var prefixes: [String: String] = [:]
    /// Namespaces in the order in which they were met.
    private(set) var order: [String] = []
    private var drafts: [String: Draft] = [:]
    private let given: [(prefix: String, namespace: String)]
    private var isRequest = false

    init(_ given: [(prefix: String, namespace: String)]) { self.given = given }

    func message(_ root: ContractPart, isRequest: Bool) {
        self.isRequest = isRequest
        let namespace = root.name.namespace
        open(namespace)
        let name = SchemaWriting.camel(root.name.local)
        guard !(drafts[namespace]?.elements.contains { $0.contains("name=\"\(root.name.local)\"") } ?? true) else { return }
        let lines: [String]
        switch root.content {
        case .value, .anything, .refused: lines = declaration("<xs:element name=\"\(root.name.local)\"", root, namespace, [name])
        default:
            lines =
                ["<xs:element name=\"\(root.name.local)\">", "  <xs:complexType>"] + body(root, namespace, [name]).map { "    \($0)" }
                + ["  </xs:complexType>", "</xs:element>"]
        }
        drafts[namespace]?.elements += lines
    }

    private func open(_ namespace: String) {
        guard drafts[namespace] == nil else { return }
        order.append(namespace)
        drafts[namespace] = Draft()
        if namespace.isEmpty {
            prefixes[namespace] = ""
        } else if let known = given.first(where: { $0.namespace == namespace }) {
            prefixes[namespace] = known.prefix
        } else {
            var free = 1
            while prefixes.values.contains("ns\(free)") || given.contains(where: { $0.prefix == "ns\(free)" }) { free += 1 }
            prefixes[namespace] = "ns\(free)"
        }
    }

    /// A name of another declaration as it is written in a document.
    private func reference(_ local: String, in target: String, from namespace: String) -> String {
        if target != namespace, drafts[namespace]?.imports.contains(target) == false { drafts[namespace]?.imports.append(target) }
        let prefix = prefixes[target] ?? ""
        return prefix.isEmpty ? local : "\(prefix):\(local)"
    }

    // MARK: Elements

    /// An element in the document of a namespace that is its own, or one without a namespace.
    private func element(_ part: ContractPart, _ namespace: String, _ path: [String]) -> [String] {
        var start = "<xs:element name=\"\(part.name.local)\""
        if part.name.namespace.isEmpty, !namespace.isEmpty { start += " form=\"unqualified\"" }
        if part.isOptional { start += " minOccurs=\"0\"" }
        if part.most != 1 { start += " maxOccurs=\"\(part.most.map(String.init) ?? "unbounded")\"" }
        return declaration(start, part, namespace, path + [SchemaWriting.camel(part.name.local)])
    }

    private func declaration(_ start: String, _ part: ContractPart, _ namespace: String, _ path: [String]) -> [String] {
        var start = start
        if part.isNillable { start += " nillable=\"true\"" }
        var inner = part.means.isEmpty ? [] : SchemaWriting.documentation(part.means)
        switch part.content {
        case .anything, .refused: if !part.isNillable { start += " nillable=\"true\"" }
        case .value(let value) where part.attributes.isEmpty:
            let lines = SimpleType(value, isRequest: isRequest).lines
            if lines.count == 1 { start += " type=\"\(lines[0])\"" } else { inner += lines }
        default: start += " type=\"\(type(of: part, namespace, path))\""
        }
        if inner.isEmpty { return ["\(start)/>"] }
        return ["\(start)>"] + inner.map { "  \($0)" } + ["</xs:element>"]
    }

    private static func documentation(_ text: String) -> [String] {
        ["<xs:annotation><xs:documentation>\(XMLText.escaped(text))</xs:documentation></xs:annotation>"]
    }

    /// The name of the type of an element with parts or attributes, made known in the document where its parts belong.
    private func type(of part: ContractPart, _ namespace: String, _ path: [String]) -> String {
        let inside = Set(direct(part).map(\.name.namespace))
        var home = namespace
        if inside.count == 1, let only = inside.first, !only.isEmpty { home = only }
        open(home)
        let name = named(body(part, home, path), "complexType", home, path, "Type")
        return reference(name, in: home, from: namespace)
    }

    private func direct(_ part: ContractPart) -> [ContractPart] {
        switch part.content {
        case .parts(let particles): particles.flatMap(\.parts)
        case .all(let parts): parts
        case .value, .items, .list, .either, .anything, .refused: []
        }
    }

    /// The name of a declaration, new unless the same is there already: its element's, else with those around it in front.
    private func named(_ body: [String], _ kind: String, _ namespace: String, _ path: [String], _ ending: String) -> String {
        var names = path.indices.reversed().map { path[$0...].joined() + ending }
        names += (2...999).map { path.joined() + ending + String($0) }
        for name in names {
            if let known = drafts[namespace]?.taken[name] {
                if known == body { return name }
                continue
            }
            // Java may put all namespaces in one package, where a name stands once.
            if drafts.values.contains(where: { $0.taken[name] != nil }) { continue }
            drafts[namespace]?.taken[name] = body
            let lines = ["<xs:\(kind) name=\"\(name)\">"] + body.map { "  \($0)" } + ["</xs:\(kind)>"]
            drafts[namespace]?.types += lines
            return name
        }
        return names[0]
    }

    // MARK: What stands in an element

    private func body(_ part: ContractPart, _ namespace: String, _ path: [String]) -> [String] {
        let attributes = part.attributes.flatMap { attribute($0, namespace) }
        switch part.content {
        case .value(let value):
            let simple = SimpleType(value, isRequest: isRequest)
            var base = simple.lines[0]
            if simple.lines.count > 1 {
                base = reference(
                    named(
                        Array(simple.lines.dropFirst().dropLast()).map { String($0.dropFirst(2)) }, "simpleType", namespace, path, "Text"),
                    in: namespace, from: namespace)
            }
            return ["<xs:simpleContent>", "  <xs:extension base=\"\(base)\">"] + attributes.map { "    \($0)" } + [
                "  </xs:extension>", "</xs:simpleContent>",
            ]
        case .all(let parts):
            return ["<xs:all>"] + parts.flatMap { element($0, namespace, path) }.map { "  \($0)" } + ["</xs:all>"] + attributes
        case .parts(let particles):
            if particles.isEmpty { return attributes }
            return ["<xs:sequence>"] + row(particles, namespace, path).map { "  \($0)" } + ["</xs:sequence>"] + attributes
        case .items, .list, .either, .anything, .refused: return attributes
        }
    }

    private func row(_ particles: [ContractPart.Particle], _ namespace: String, _ path: [String]) -> [String] {
        var lines: [String] = []
        var foreign: [ContractPart] = []
        func flush() {
            guard let first = foreign.first else { return }
            let home = first.name.namespace
            open(home)
            let inner = ["<xs:sequence>"] + foreign.flatMap { element($0, home, path) }.map { "  \($0)" } + ["</xs:sequence>"]
            let name = named(inner, "group", home, path + [SchemaWriting.camel(first.name.local)], "Group")
            lines.append("<xs:group ref=\"\(reference(name, in: home, from: namespace))\"/>")
            foreign = []
        }
        for particle in particles {
            switch particle {
            case .part(let part):
                let home = part.name.namespace
                if home == namespace || home.isEmpty {
                    flush()
                    lines += element(part, namespace, path)
                } else {
                    if let first = foreign.first, first.name.namespace != home { flush() }
                    foreign.append(part)
                }
            case .oneOf(let rows, isRepeated: false) where SchemaWriting.areApart(rows):
                // zeep cannot read a choice of sequences, and C has no good word for one: a row in which each may lack says enough.
                flush()
                lines += row(rows.joined().flatMap(\.parts).map { .part($0.lacking) }, namespace, path)
            case .oneOf(let rows, let isRepeated):
                flush()
                lines.append(isRepeated ? "<xs:choice minOccurs=\"0\" maxOccurs=\"unbounded\">" : "<xs:choice>")
                for inner in rows {
                    let written = row(inner, namespace, path)
                    lines += (inner.count == 1 ? written : ["<xs:sequence>"] + written.map { "  \($0)" } + ["</xs:sequence>"]).map {
                        "  \($0)"
                    }
                }
                lines.append("</xs:choice>")
            }
        }
        flush()
        return lines
    }

    /// Whether no part stands in two of these rows.
    private static func areApart(_ rows: [[ContractPart.Particle]]) -> Bool {
        let names = rows.joined().flatMap(\.parts).map(\.name)
        let isPlain = rows.joined().allSatisfy { if case .part = $0 { true } else { false } }
        return isPlain && Set(names).count == names.count
    }

    // MARK: Attributes

    private func attribute(_ attribute: ContractPart.Attribute, _ namespace: String) -> [String] {
        let home = attribute.name.namespace
        let use = attribute.isRequired ? " use=\"required\"" : ""
        var fixed = ""
        if let words = attribute.value.forms.first?.words, words.count == 1, attribute.value.forms.count == 1 {
            fixed = " fixed=\"\(XMLText.escaped(words[0]))\""
        }
        if home != namespace, !home.isEmpty {
            open(home)
            let declared = "<xs:attribute name=\"\(attribute.name.local)\" type=\"xs:string\"/>"
            if drafts[home]?.attributes.contains(declared) == false { drafts[home]?.attributes.append(declared) }
            return ["<xs:attribute ref=\"\(reference(attribute.name.local, in: home, from: namespace))\"\(use)\(fixed)/>"]
        }
        var start = "<xs:attribute name=\"\(attribute.name.local)\"\(use)"
        if !home.isEmpty { start += " form=\"qualified\"" }
        if !fixed.isEmpty { return ["\(start) type=\"xs:string\"\(fixed)/>"] }
        let lines = SimpleType(attribute.value, isRequest: isRequest).lines
        if lines.count == 1 { return ["\(start) type=\"\(lines[0])\"/>"] }
        return ["\(start)>"] + lines.map { "  \($0)" } + ["</xs:attribute>"]
    }

    // MARK: Documents

    /// A document, its imports to be told where they are.
    func pieces(_ namespace: String, _ name: (String) -> String) -> [SchemaSet.Piece] {
        guard let draft = drafts[namespace] else { return [] }
        var head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\""
        for other in [namespace] + draft.imports where !other.isEmpty {
            head += "\n    xmlns:\(prefixes[other] ?? "")=\"\(XMLText.escaped(other))\""
        }
        if !namespace.isEmpty { head += "\n    targetNamespace=\"\(XMLText.escaped(namespace))\"" }
        head += " elementFormDefault=\"qualified\" attributeFormDefault=\"unqualified\">\n"
        var pieces = [SchemaSet.Piece.text(head)]
        for other in draft.imports {
            let target = other.isEmpty ? "" : " namespace=\"\(XMLText.escaped(other))\""
            pieces += [.text("  <xs:import\(target) schemaLocation=\""), .place(name(other)), .text("\"/>\n")]
        }
        let lines = draft.elements + draft.attributes + draft.types
        pieces.append(.text(lines.map { "  \($0)\n" }.joined() + "</xs:schema>\n"))
        return pieces
    }

    /// A name as the name of a type: `geefSchuldenoverzicht_Di02` → `GeefSchuldenoverzichtDi02`.
    static func camel(_ name: String) -> String {
        name.split { !$0.isLetter && !$0.isNumber }.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }
}
