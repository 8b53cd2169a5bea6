import Core
import Standard

/// What compiling a reply sample needs at every element, whatever its syntax.
final class ReplyCompiler {
    let vocabulary: ReplyVocabulary
    let builder = RecipeBuilder()
    var coverage = Coverage()
    var diagnostics = Diagnostics()

    init(_ vocabulary: ReplyVocabulary) { self.vocabulary = vocabulary }

    /// Writes a text with holes.
    /// - Parameter isOptional: whether a hole may be absent here.
    func parts(
        _ parts: [HoleText.Part], steps: Marks.Mark?, _ escape: Recipe.Escape, _ place: SamplePlace, _ scope: ReplyScope, isOptional: Bool,
        constant: (String) -> String
    ) {
        for part in parts {
            switch part {
            case .text(let text): builder.text(constant(text))
            case .word(let name):
                guard let hole = ReplyHole.compile(name, steps: steps, place, scope, vocabulary, &diagnostics) else { continue }
                coverage.note(name, hole.hole, in: scope)
                builder.value(hole.hole, escape, isNeeded: !isOptional, doubt: isOptional ? nil : hole.doubt)
            }
        }
        if let steps, !parts.contains(where: { if case .word = $0 { true } else { false } }) {
            diagnostics.error(.unknownMark, at: steps.span, "'a:step' means nothing on a text without a hole")
        }
    }

    /// An optional part; reports one that can never be absent.
    func optional(_ mark: Marks.Mark?, _ body: () -> Void) {
        let before = diagnostics.errorCount
        // A hole that is misspelt is reported by itself: that the element has no other is no second mistake.
        if !builder.optional(body), let mark, diagnostics.errorCount == before {
            diagnostics.error(.optionalWithoutHole, at: mark.span, "nothing in this element can be absent")
        }
    }

    /// Whether an item of a list says that everything below it may be absent. That it may be absent itself is refused.
    func optionalItem(_ marks: Marks) -> Bool {
        let optional = marks.optional(&diagnostics)
        if optional == .this, let mark = marks[.optional] {
            diagnostics.error(
                .sampleShape, at: mark.span, "an item of a list is never left out", hint: "a:optional=\"all\" holds for what is inside it")
        }
        return optional == .all
    }

    /// The list a mark names; nil after reporting that there is none.
    func list(_ mark: Marks.Mark, in scope: ReplyScope) -> Recipe.List? {
        if let list = vocabulary.list(mark.value, in: scope) { return list }
        let candidates = vocabulary.lists(in: scope)
        diagnostics.error(
            .unknownList, at: mark.span, "there is no list '\(mark.value)' in \(scope.name)",
            hint: Spelling.hint(for: mark.value, in: candidates))
        return nil
    }

    /// The kinds a mark names, by index; kinds that do not exist or are named twice are reported.
    func kinds(_ mark: Marks.Mark, isNothing: Bool) -> [Int] {
        var found: [Int] = []
        for name in mark.value.split(separator: " ").map(String.init) {
            guard let kind = vocabulary.standard.kind(named: name) else {
                diagnostics.error(
                    .unknownSampleKind, at: mark.span, "the standard has no event '\(name)'",
                    hint: Spelling.hint(for: name, in: vocabulary.standard.kinds.map(\.name)))
                continue
            }
            found.append(kind.index)
        }
        for twice in coverage.note(kinds: found, at: mark.span) {
            diagnostics.error(
                .kindTwice, at: mark.span, "\(vocabulary.standard.kinds[twice.kind].name) is named twice",
                others: [Diagnostic.Other(twice.first, "first here")])
        }
        if isNothing { coverage.note(nothing: found) }
        return found
    }

    /// A sentence that says why something is left out.
    func need(reason mark: Marks.Mark?, at span: Span) {
        guard mark?.value.trimmedOfSpace.isEmpty ?? true else { return }
        diagnostics.error(.nothingReason, at: span, "events are left out without a reason", hint: "say it: because=\"…\"")
    }

    /// Checks `a:whole` and says in which form it is written; nil after reporting a mistake.
    func whole(_ mark: Marks.Mark, form: Marks.Mark?, isXML: Bool, _ scope: ReplyScope) -> Recipe.Form? {
        guard mark.value == "document" else {
            diagnostics.error(.unknownMark, at: mark.span, "only the whole 'document' can stand here, not '\(mark.value)'")
            return nil
        }
        guard !scope.inCase else {
            diagnostics.error(.holeScope, at: mark.span, "a whole document cannot stand in a case")
            return nil
        }
        let written: Recipe.Form
        switch form?.value {
        case nil: written = isXML ? .xml : .json
        case "json": written = .json
        case "xml" where isXML: written = .xml
        case "pdf": written = .pdf
        case "link": written = .link
        default:
            let known = isXML ? "xml, json, pdf or link" : "json, pdf or link"
            diagnostics.error(.unknownMark, at: form?.span ?? mark.span, "'a:form' is \(known)")
            return nil
        }
        guard written == .pdf || written == .link else {
            coverage.noteWhole()
            return written
        }
        // It is one for all organisations: a list would give it once for each.
        guard !scope.inDocument else {
            diagnostics.error(.holeScope, at: mark.span, "the certified document stands once in an answer, not in a document")
            return nil
        }
        coverage.noteDocument()
        return written
    }
}
