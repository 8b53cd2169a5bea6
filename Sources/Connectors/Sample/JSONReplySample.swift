import Core
import Standard
import Syntax

/// Compiles a JSON reply sample into a `Recipe`. A string that is one hole takes the type of its field; commas follow from what is
/// written.
struct JSONReplySample {
    private let compiler: ReplyCompiler

    static func compile(
        _ root: Node, _ vocabulary: ReplyVocabulary, drops: [ConnectorFile.Drop], _ diagnostics: inout Diagnostics
    ) -> Recipe {
        let sample = JSONReplySample(compiler: ReplyCompiler(vocabulary))
        let part = SampleMember(root, &sample.compiler.diagnostics)
        if case .members = part.content {
            part.marks.allow([], "on the outermost object", &sample.compiler.diagnostics)
            sample.value(part, all: false, isOptional: false, scope: ReplyScope())
        } else {
            sample.compiler.diagnostics.error(.sampleShape, at: root.span, "a JSON message is an object, this is \(root.shape)")
        }
        let result = sample.compiler
        // What a mistake kept from being read would be missed here too: that is no second mistake.
        let isRead = !result.diagnostics.hasErrors
        if result.coverage.isDocumentOnly { result.builder.asDocumentOnly() }
        let recipe = result.builder.finish(&result.diagnostics)
        if isRead { result.coverage.check(vocabulary, drops: drops, at: root.span, &result.diagnostics) }
        diagnostics.append(result.diagnostics)
        return recipe
    }

    private static func string(_ text: String) -> String {
        let output = Output(capacity: text.utf8.count + 16)
        output.json(text)
        return String(decoding: output.bytes, as: UTF8.self)
    }

    /// The inside of a string, escaped.
    private static func inside(_ text: String) -> String { String(string(text).dropFirst().dropLast()) }

    private func value(_ part: SampleMember, all: Bool, isOptional: Bool, scope: ReplyScope) {
        switch part.content {
        case .members(let members):
            compiler.builder.bracketed("{", "}") {
                for entry in members { member(entry, all: all, scope: scope) }
            }
        case .items(let items):
            compiler.builder.bracketed("[", "]") {
                for node in items { item(node, all: all, scope: scope) }
            }
        case .text(let text): string(text, part, isOptional: isOptional, scope: scope)
        case .number(let digits): compiler.builder.text(digits)
        case .boolean(let value): compiler.builder.text(value ? "true" : "false")
        case .nothing: compiler.builder.text("null")
        }
    }

    private func string(_ text: String, _ part: SampleMember, isOptional: Bool, scope: ReplyScope) {
        let place = SamplePlace(part.span)
        let parts = HoleText.parts(text, place, &compiler.diagnostics)
        if parts.count == 1, case .word = parts[0] {
            compiler.parts(parts, steps: part.marks[.step], .json, place, scope, isOptional: isOptional) { $0 }
        } else {
            compiler.builder.text("\"")
            compiler.parts(
                parts, steps: part.marks[.step], .jsonPart, place, scope, isOptional: isOptional, constant: JSONReplySample.inside)
            compiler.builder.text("\"")
        }
    }

    private func member(_ entry: Node.Entry, all: Bool, scope: ReplyScope) {
        if let hole = HoleText.hole(in: entry.key) {
            return compiler.diagnostics.error(
                .holePlace, at: entry.keySpan, "'\(hole)' cannot stand in a key", hint: "holes stand in texts")
        }
        let part = SampleMember(entry.value, &compiler.diagnostics)
        if let mark = part.marks[.whole] { return document(mark, part, named: entry.key, scope) }
        part.marks.allow([.optional, .step, .value], "on a member of an object", &compiler.diagnostics)
        var scope = scope
        let body = {
            present(part, all: all) { all, isOptional in
                compiler.builder.separator()
                compiler.builder.text(JSONReplySample.string(entry.key) + ":")
                value(part, all: all, isOptional: isOptional, scope: scope)
            }
        }
        // A constant, such as what tells kinds apart, always stands beside what was chosen.
        guard let above = scope.field, JSONReplySample.hasHole(part) else { return body() }
        let path = above.isEmpty ? entry.key : "\(above).\(entry.key)"
        scope.field = path
        if !Recipe.isPath(path) {
            compiler.diagnostics.error(.sampleShape, at: entry.keySpan, "'\(path)' cannot be a field", hint: "letters, digits, '_'")
        }
        compiler.builder.field(path, body)
    }

    /// Writes a part that may be optional.
    private func present(_ part: SampleMember, all: Bool, _ body: (_ all: Bool, _ isOptional: Bool) -> Void) {
        let optional = part.marks.optional(&compiler.diagnostics)
        let all = all || optional == .all
        guard all || optional == .this else { return body(false, false) }
        if optional == .no, !JSONReplySample.hasHole(part) { return body(all, true) }
        compiler.optional(part.marks[.optional]) { body(all, true) }
    }

    static func hasHole(_ part: SampleMember) -> Bool {
        var scratch = Diagnostics()
        if part.marks[.each] != nil || part.marks[.whole] != nil { return true }
        switch part.content {
        case .members(let members): return members.contains { hasHole(SampleMember($0.value, &scratch)) }
        case .items(let items): return items.contains { hasHole(SampleMember($0, &scratch)) }
        case .text(let text): return HoleText.hole(in: text) != nil
        case .number, .boolean, .nothing: return false
        }
    }

    /// An item of a list: once, or once per item of a list of the answer.
    private func item(_ node: Node, all: Bool, scope: ReplyScope) {
        let part = SampleMember(node, &compiler.diagnostics)
        var allowed: Set<Marks.Name> = [.each, .kinds, .optional, .step, .whole, .form, .value, .fields]
        if part.marks[.kinds] != nil { allowed = [.each, .kinds] }
        part.marks.allow(allowed, "on an item of a list", &compiler.diagnostics)
        if let mark = part.marks[.whole] { return whole(mark, part, scope) }
        guard let mark = part.marks[.each] else {
            if let fields = part.marks[.fields] {
                return compiler.diagnostics.error(.sampleShape, at: fields.span, "'a:fields' stands beside 'a:each'")
            }
            if let kinds = part.marks[.kinds] {
                return compiler.diagnostics.error(.sampleShape, at: kinds.span, "'a:kinds' stands beside 'a:each'")
            }
            return present(part, all: all) { all, isOptional in
                compiler.builder.separator()
                value(part, all: all, isOptional: isOptional, scope: scope)
            }
        }
        guard let list = compiler.list(mark, in: scope) else { return }
        var inner = compiler.vocabulary.inside(list, of: scope)
        if let mark = part.marks[.fields] {
            if scope.field != nil {
                compiler.diagnostics.error(.unknownMark, at: mark.span, "what can be chosen begins further out already")
            }
            inner.field = scope.field ?? ""
        }
        if part.marks[.kinds] != nil {
            guard list == .events else {
                return compiler.diagnostics.error(.sampleShape, at: mark.span, "only events have kinds")
            }
            return kinds(part, all: all, inner)
        }
        if list == .events { _ = compiler.coverage.note(kinds: compiler.vocabulary.kinds, at: mark.span) }
        compiler.builder.each(list) { one(part, all: all, scope: inner) }
    }

    /// An item of a list of the answer: never left out, for that would lose a case or an event in silence.
    private func one(_ part: SampleMember, all: Bool, scope: ReplyScope) {
        let all = all || compiler.optionalItem(part.marks)
        compiler.builder.separator()
        // An item that is one hole has no key to leave out with it: it cannot be absent, whatever stands around it.
        var isHole = false
        if case .text(let text) = part.content { isHole = HoleText.hole(in: text) == text }
        if isHole, part.marks.optional(&compiler.diagnostics) == .all, let mark = part.marks[.optional] {
            compiler.diagnostics.error(
                .sampleShape, at: mark.span, "an item that is one hole is never left out",
                hint: "make it an object, with a key for the hole")
        }
        value(part, all: all, isOptional: all && !isHole, scope: scope)
    }

    /// `"a:kinds": […]`: items that look different by kind.
    private func kinds(_ part: SampleMember, all: Bool, _ inner: ReplyScope) {
        var branches: [(kinds: [Int], part: SampleMember)] = []
        for node in part.kinds {
            let item = SampleMember(node, &compiler.diagnostics)
            let isNothing = item.marks[.nothing] != nil
            guard let kind = item.marks[.kind] else {
                compiler.diagnostics.error(
                    .sampleShape, at: node.span, "every item of this list says for which kinds it is: \"a:kind\": \"…\"")
                continue
            }
            let kinds = compiler.kinds(kind, isNothing: isNothing)
            if isNothing {
                item.marks.allow([.kind, .nothing, .because], "beside a:nothing", &compiler.diagnostics)
                compiler.need(reason: item.marks[.because], at: kind.span)
            } else {
                item.marks.allow([.kind, .optional, .value], "on an item of this list", &compiler.diagnostics)
                branches.append((kinds, item))
            }
        }
        let count = compiler.vocabulary.standard.kinds.count
        compiler.builder.each(.events) {
            compiler.builder.kinds(
                count: count,
                branches.map { branch in
                    (
                        branch.kinds,
                        {
                            var scope = inner
                            scope.kinds = branch.kinds.filter { kind in inner.kinds?.contains(kind) ?? false }
                            if scope.kinds?.isEmpty ?? true { return }
                            one(branch.part, all: all, scope: scope)
                        }
                    )
                })
        }
    }

    /// A member that holds the certified document or its address, there when that is asked.
    private func document(_ mark: Marks.Mark, _ part: SampleMember, named key: String, _ scope: ReplyScope) {
        part.marks.allow([.whole, .form], "on a certified document", &compiler.diagnostics)
        guard let form = compiler.whole(mark, form: part.marks[.form], isXML: false, scope) else { return }
        guard form == .pdf || form == .link else {
            return compiler.diagnostics.error(
                .sampleShape, at: mark.span, "a whole document is an item of a list: there is one per organisation")
        }
        compiler.builder.form(form) {
            compiler.builder.separator()
            compiler.builder.text(JSONReplySample.string(key) + ":")
            guard form == .pdf else { return compiler.builder.link(.json) }
            compiler.builder.text("\"")
            compiler.builder.pdf()
            compiler.builder.text("\"")
        }
    }

    private func whole(_ mark: Marks.Mark, _ part: SampleMember, _ scope: ReplyScope) {
        part.marks.allow([.whole, .form], "on a whole document", &compiler.diagnostics)
        guard let form = compiler.whole(mark, form: part.marks[.form], isXML: false, scope) else { return }
        guard form == .json else {
            return compiler.diagnostics.error(
                .sampleShape, at: mark.span, "the certified document is a member of an object, not an item of a list")
        }
        compiler.builder.asJSON()
        let body = {
            compiler.builder.form(.json) {
                compiler.builder.separator()
                compiler.builder.whole(escaped: false)
            }
        }
        if scope.inDocument { body() } else { compiler.builder.each(.documents, body) }
    }
}
