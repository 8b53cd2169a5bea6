import Core
import Syntax

/// Compiles an XML request sample into a `Pattern`.
struct XMLRequestSample {
    private var pattern = Pattern()
    private var catches: Catches
    private let validation: Validation

    private init(_ catches: Catches, _ validation: Validation) {
        self.catches = catches
        self.validation = validation
    }

    static func compile(
        _ source: SourceText, quirks: Quirks, _ validation: Validation, _ catches: inout Catches, _ diagnostics: inout Diagnostics
    ) -> Pattern? {
        guard let root = SampleElement.read(source, &diagnostics) else { return nil }
        var compiler = XMLRequestSample(catches, validation)
        compiler.pattern.ignoresUnknown = quirks.unknown == .ignore || validation == .off
        compiler.pattern.takesUnqualifiedAttributes = validation != .strict
        compiler.pattern.looksAtWordsOnly = validation == .off
        compiler.pattern.elements = [compiler.shell(root, optional: false, certain: true, &diagnostics)]
        compiler.fill(0, root, all: false, certain: true, &diagnostics)
        catches = compiler.catches
        return compiler.pattern
    }

    /// An element without its children yet, so that brothers stand together in the table.
    private mutating func shell(
        _ element: SampleElement, under parent: String = "", optional: Bool, certain: Bool, _ diagnostics: inout Diagnostics
    ) -> Pattern.Element {
        element.marks.allow(Marks.ofRequest.subtracting([.value, .others]), "in a request", &diagnostics)
        if element.name.namespace == Marks.namespace {
            diagnostics.error(.sampleShape, at: element.span, "a request has no lists")
        }
        let first = pattern.attributes.count
        let lacking = (element.marks[.optionalAttributes]?.value ?? "").split(separator: " ").map(String.init)
        for name in lacking where !element.attributes.contains(where: { $0.name.local == name }) {
            guard let mark = element.marks[.optionalAttributes] else { continue }
            diagnostics.error(
                .unknownMark, at: mark.span, "this element has no attribute '\(name)'",
                hint: Spelling.hint(for: name, in: element.attributes.map(\.name.local)))
        }
        // What an attribute beside a BSN says is whose number it is, such as a company's: that is looked at whatever the vendor's switch says.
        let person = HoleText.hole(in: element.text).flatMap { hole in RequestWords.Fixed.allCases.first { "{\($0.name)}" == hole } }
        let loose = validation == .off && person != .bsn && person?.isSecondPerson != true
        for attribute in element.attributes where attribute.name.namespace != XMLNamespace.instance {
            let optional = optional || lacking.contains(attribute.name.local)
            let leaf = RequestLeaf.compile(
                attribute.value, ignoringCase: false, isCertain: certain && !optional, element.place, &catches, &diagnostics)
            pattern.attributes.append(
                Pattern.Attribute(
                    name: pattern.index(of: attribute.name), label: "\(element.name.local)/@\(attribute.name.local)",
                    leaf: loose ? validation.leaf(leaf ?? .any, named: attribute.name.local) : leaf ?? .any, isOptional: optional || loose))
        }
        if element.marks[.any] != nil, !element.text.isEmpty { pattern.examples[pattern.elements.count] = element.text }
        let leaf = validation.leaf(leaf(element, certain: certain && !optional, &diagnostics), named: element.name.local)
        // The second person of a message has his number in an element that is called as the first one's.
        var label = element.name.local
        if case .word(let word) = leaf, RequestWords.Fixed(rawValue: word)?.isSecondPerson == true { label = "\(parent)/\(label)" }
        return Pattern.Element(
            name: pattern.index(of: element.name), label: label, leaf: leaf, isOptional: optional || validation == .off, children: 0..<0,
            attributes: first..<pattern.attributes.count)
    }

    private mutating func leaf(_ element: SampleElement, certain: Bool, _ diagnostics: inout Diagnostics) -> Pattern.Leaf {
        if let reason = element.marks[.refuse] {
            if reason.value.isEmpty {
                diagnostics.error(.nothingReason, at: reason.span, "'a:refuse' needs the sentence a vendor will read (in Dutch)")
            }
            return .refused(reason.value)
        }
        if let mark = element.marks[.company], !element.children.isEmpty || element.text.isEmpty {
            return CompanyMark.leaf(mark, constant: nil, &diagnostics)
        }
        if let mark = element.marks[.any] {
            if AnswerChangers.contains(element.name.local), mark.value.isEmpty {
                diagnostics.error(
                    .sampleShape, at: mark.span, "'\(element.name.local)' can change the answer and may not be ignored without a reason",
                    hint: "read it with a hole, refuse it with a:refuse, or say why it may be passed over: a:any=\"…\"")
            }
            return .any
        }
        guard element.children.isEmpty else { return .inner }
        var ignoringCase = false
        if let mark = element.marks[.case] {
            ignoringCase = mark.value == "ignore"
            if !ignoringCase { diagnostics.error(.unknownMark, at: mark.span, "'a:case' can only be 'ignore'") }
        }
        return RequestLeaf.compile(
            element.text, ignoringCase: ignoringCase, isCertain: certain, same: element.marks[.same], company: element.marks[.company],
            element.place, &catches, &diagnostics) ?? .any
    }

    private mutating func fill(_ at: Int, _ element: SampleElement, all: Bool, certain: Bool, _ diagnostics: inout Diagnostics) {
        guard case .inner = pattern.elements[at].leaf else { return }
        let all = all || element.marks.optional(&diagnostics) == .all
        let first = pattern.elements.count
        if element.children.count > Pattern.widest {
            diagnostics.error(.sampleShape, at: element.span, "more than \(Pattern.widest) elements in one")
        }
        var seen: [(name: Markup.Name, span: Span)] = []
        var optionals: [Bool] = []
        for child in element.children {
            if let other = seen.first(where: { $0.name == child.name }) {
                diagnostics.error(
                    .sampleShape, at: child.span, "'\(child.name.local)' stands twice in one element of a request",
                    others: [Diagnostic.Other(other.span, "first here")])
            }
            seen.append((child.name, child.span))
            let optional = isOptional(child, all: all, &diagnostics)
            optionals.append(optional)
            pattern.elements.append(shell(child, under: element.name.local, optional: optional, certain: certain, &diagnostics))
        }
        pattern.elements[at].children = first..<pattern.elements.count
        for (offset, child) in element.children.enumerated() {
            fill(first + offset, child, all: all, certain: certain && !optionals[offset], &diagnostics)
        }
    }

    private func isOptional(_ element: SampleElement, all: Bool, _ diagnostics: inout Diagnostics) -> Bool {
        all || element.marks.optional(&diagnostics) != .no || element.marks[.refuse] != nil
            || (element.marks[.company] != nil && element.text.isEmpty)
    }
}

/// Namespaces of XML itself.
enum XMLNamespace {
    /// `xsi:type`, `xsi:nil`, `xsi:schemaLocation`.
    static let instance = "http://www.w3.org/2001/XMLSchema-instance"
    static let xml = "http://www.w3.org/XML/1998/namespace"
}
