import Core
import Standard
import Syntax

/// Compiles an XML reply sample into a `Recipe`. What comes out is well-formed whatever the values are: only texts and attributes vary,
/// escaped.
struct XMLReplySample {
    private let compiler: ReplyCompiler
    private let prefixes: [String: String]

    /// - Parameters:
    ///   - prefixes: what the vendor calls its namespaces.
    static func compile(
        _ root: SampleElement, _ vocabulary: ReplyVocabulary, prefixes file: [(prefix: String, namespace: String, span: Span)],
        drops: [ConnectorFile.Drop], _ diagnostics: inout Diagnostics
    ) -> Recipe {
        let namespaces = namespaces(of: root)
        var prefixes: [String: String] = [:]
        var free = 1
        for namespace in namespaces where !namespace.isEmpty {
            if let given = file.first(where: { $0.namespace == namespace }) {
                prefixes[namespace] = given.prefix
            } else {
                while file.contains(where: { $0.prefix == "ns\(free)" }) { free += 1 }
                prefixes[namespace] = "ns\(free)"
                free += 1
            }
        }
        for entry in file where !namespaces.contains(entry.namespace) {
            diagnostics.error(.badPrefix, at: entry.span, "no element of the reply has the namespace of '\(entry.prefix)'")
        }
        let sample = XMLReplySample(compiler: ReplyCompiler(vocabulary), prefixes: prefixes)
        let declarations = namespaces.compactMap { namespace in
            prefixes[namespace].map { " xmlns:\($0)=\"\(escaped(namespace))\"" }
        }.joined()
        sample.element(root, declarations, all: false, scope: ReplyScope(), isRoot: true)
        let result = sample.compiler
        // What a mistake kept from being read would be missed here too: that is no second mistake.
        let isRead = !result.diagnostics.hasErrors
        if result.coverage.isDocumentOnly { result.builder.asDocumentOnly() }
        let recipe = result.builder.finish(&result.diagnostics)
        if isRead { result.coverage.check(vocabulary, drops: drops, at: root.span, &result.diagnostics) }
        diagnostics.append(result.diagnostics)
        return recipe
    }

    private static func namespaces(of element: SampleElement) -> [String] {
        var found: [String] = []
        func visit(_ element: SampleElement) {
            for name in [element.name] + element.attributes.map(\.name)
            where name.namespace != Marks.namespace && name.namespace != XMLNamespace.xml && !found.contains(name.namespace) {
                found.append(name.namespace)
            }
            for child in element.children { visit(child) }
        }
        visit(element)
        return found
    }

    private static func escaped(_ text: String) -> String {
        let output = Output(capacity: text.utf8.count * 2)
        output.xml(text)
        return String(decoding: output.bytes, as: UTF8.self)
    }

    private func tag(_ name: Markup.Name) -> String {
        if name.namespace == XMLNamespace.xml { return "xml:\(name.local)" }
        return prefixes[name.namespace].map { "\($0):\(name.local)" } ?? name.local
    }

    /// An element with everything its marks say about it.
    private func element(_ element: SampleElement, _ declarations: String, all: Bool, scope: ReplyScope, isRoot: Bool = false) {
        if element.isMark("each") { return list(element, all: all, scope: scope) }
        if element.isMark("nothing") {
            return compiler.diagnostics.error(.sampleShape, at: element.span, "<a:nothing> stands in <a:each in=\"…\"> only")
        }
        element.marks.allow(Marks.ofReply.subtracting([.value]), "here in a reply", &compiler.diagnostics)
        if isRoot, let mark = element.marks[.each] ?? element.marks[.optional] ?? element.marks[.whole] {
            return compiler.diagnostics.error(.sampleShape, at: mark.span, "the outermost element always stands once")
        }
        if element.marks[.whole] != nil { return whole(element, scope) }
        guard let mark = element.marks[.each] else { return once(element, declarations, all: all, scope: scope) }
        guard let list = compiler.list(mark, in: scope) else { return }
        let inner = compiler.vocabulary.inside(list, of: scope)
        if list == .events { _ = compiler.coverage.note(kinds: compiler.vocabulary.kinds, at: mark.span) }
        compiler.builder.each(list) { item(element, all: all, scope: inner) }
    }

    /// An item of a list: never left out, for that would lose a case or an event in silence.
    private func item(_ element: SampleElement, all: Bool, scope: ReplyScope) {
        let optional = compiler.optionalItem(element.marks)
        write(element, "", all: all || optional, isOptional: all || optional, scope: scope)
    }

    /// One writing of an element, present or, when optional, absent.
    private func once(_ element: SampleElement, _ declarations: String, all: Bool, scope: ReplyScope) {
        let optional = element.marks.optional(&compiler.diagnostics)
        let all = all || optional == .all
        guard all || optional == .this else { return write(element, declarations, all: false, isOptional: false, scope: scope) }
        // Under `all` an element without holes is simply always there.
        if optional == .no, !XMLReplySample.hasHole(element) {
            return write(element, declarations, all: all, isOptional: true, scope: scope)
        }
        compiler.optional(element.marks[.optional]) { write(element, declarations, all: all, isOptional: true, scope: scope) }
    }

    static func hasHole(_ element: SampleElement) -> Bool {
        HoleText.hole(in: element.text) != nil || element.attributes.contains { HoleText.hole(in: $0.value) != nil }
            || element.marks[.each] != nil || element.children.contains { hasHole($0) || $0.isMark("each") }
    }

    private func write(_ element: SampleElement, _ declarations: String, all: Bool, isOptional: Bool, scope: ReplyScope) {
        let tag = tag(element.name)
        compiler.builder.text("<\(tag)\(declarations)")
        let textParts = HoleText.parts(element.text, element.place, &compiler.diagnostics)
        let textHasHole = textParts.contains { if case .word = $0 { true } else { false } }
        let stepped = element.marks[.step]
        for attribute in element.attributes {
            let parts = HoleText.parts(attribute.value, element.place, &compiler.diagnostics)
            let hasHole = parts.contains { if case .word = $0 { true } else { false } }
            let steps = hasHole && !textHasHole ? stepped : nil
            let body = {
                compiler.builder.text(" \(self.tag(attribute.name))=\"")
                compiler.parts(
                    parts, steps: steps, .xml, element.place, scope, isOptional: isOptional, constant: XMLReplySample.escaped)
                compiler.builder.text("\"")
            }
            if isOptional, hasHole { compiler.optional(nil, body) } else { body() }
        }
        let attributeHasHole = element.attributes.contains { HoleText.hole(in: $0.value) != nil }
        if element.children.isEmpty, textParts.isEmpty, textHasHole || stepped == nil || attributeHasHole {
            return compiler.builder.text("/>")
        }
        compiler.builder.text(">")
        compiler.parts(
            textParts, steps: textHasHole || !attributeHasHole ? stepped : nil, .xml, element.place, scope, isOptional: isOptional,
            constant: XMLReplySample.escaped)
        for child in element.children { self.element(child, "", all: all, scope: scope) }
        compiler.builder.text("</\(tag)>")
    }

    /// `<a:each in="…">`: items that look different by kind.
    private func list(_ element: SampleElement, all: Bool, scope: ReplyScope) {
        element.marks.allow([.in], "on <a:each>", &compiler.diagnostics)
        guard let mark = element.marks[.in] else {
            return compiler.diagnostics.error(.sampleShape, at: element.span, "<a:each> names its list: in=\"…\"")
        }
        guard let list = compiler.list(mark, in: scope) else { return }
        let inner = compiler.vocabulary.inside(list, of: scope)
        guard list == .events else {
            return compiler.builder.each(list) {
                for child in element.children { self.element(child, "", all: all, scope: inner) }
            }
        }
        var branches: [(kinds: [Int], element: SampleElement)] = []
        for child in element.children {
            let isNothing = child.isMark("nothing")
            guard let kind = child.marks[.kind] else {
                compiler.diagnostics.error(
                    .sampleShape, at: child.span, "every element of this list says for which kinds it is: a:kind=\"…\"")
                continue
            }
            let kinds = compiler.kinds(kind, isNothing: isNothing)
            if isNothing {
                child.marks.allow([.kind, .because], "on <a:nothing>", &compiler.diagnostics)
                compiler.need(reason: child.marks[.because], at: child.span)
            } else {
                branches.append((kinds, child))
            }
        }
        let count = compiler.vocabulary.standard.kinds.count
        compiler.builder.each(list) {
            compiler.builder.kinds(
                count: count,
                branches.map { branch in
                    (
                        branch.kinds,
                        {
                            var scope = inner
                            scope.kinds = branch.kinds.filter { kind in inner.kinds?.contains(kind) ?? false }
                            // A kind this version lacks never comes, and it has no words to check.
                            if scope.kinds?.isEmpty ?? true { return }
                            self.branch(branch.element, all: all, scope: scope)
                        }
                    )
                })
        }
    }

    /// The element for an event of certain kinds.
    private func branch(_ element: SampleElement, all: Bool, scope: ReplyScope) {
        element.marks.allow([.kind, .optional, .step], "on an element for a kind", &compiler.diagnostics)
        item(element, all: all, scope: scope)
    }

    /// The whole rendition in the standard's own form, once per organisation.
    private func whole(_ element: SampleElement, _ scope: ReplyScope) {
        element.marks.allow([.whole, .form], "on a whole document", &compiler.diagnostics)
        guard let mark = element.marks[.whole] else { return }
        if !element.children.isEmpty || !element.text.isEmpty {
            compiler.diagnostics.error(.sampleShape, at: element.span, "a whole document leaves nothing to write in this element")
        }
        guard let form = compiler.whole(mark, form: element.marks[.form], isXML: true, scope) else { return }
        let tag = tag(element.name)
        if form == .pdf || form == .link {
            return compiler.builder.form(form) {
                compiler.builder.text("<\(tag)>")
                if form == .pdf { compiler.builder.pdf() } else { compiler.builder.link(.xml) }
                compiler.builder.text("</\(tag)>")
            }
        }
        let isJSON = form == .json
        if isJSON { compiler.builder.asJSON() } else { compiler.builder.asXML(namespace: element.name.namespace) }
        let body = {
            compiler.builder.form(form) {
                if isJSON { compiler.builder.text("<\(tag)>") }
                compiler.builder.whole(escaped: isJSON)
                if isJSON { compiler.builder.text("</\(tag)>") }
            }
        }
        if scope.inDocument { body() } else { compiler.builder.each(.documents, body) }
    }
}
