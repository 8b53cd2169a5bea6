import Core
import Standard

/// Compiles the holes of a reply sample: the word must exist where it stands, and its steps must take its type.
struct ReplyHole {
    let hole: Hole
    /// Set when the word can be absent: to be reported unless the element around it can be absent too.
    let doubt: Diagnostic?

    static func compile(
        _ name: String, steps mark: Marks.Mark?, _ place: SamplePlace, _ scope: ReplyScope, _ vocabulary: ReplyVocabulary,
        _ diagnostics: inout Diagnostics
    ) -> ReplyHole? {
        let span = place.span(of: "{\(name)}")
        guard let found = vocabulary.find(name, in: scope) else {
            if let elsewhere = vocabulary.elsewhere(name) {
                diagnostics.error(
                    .holeScope, at: span, "'\(name)' is a word of \(elsewhere), this hole stands in \(scope.name)",
                    hint: "put it inside the list it belongs to")
            } else if name.hasPrefix(RequestWords.echoPrefix) {
                diagnostics.error(
                    .unknownHole, at: span, "no request fills '\(name)'",
                    hint: Spelling.hint(for: name, in: vocabulary.words.echoes.map { RequestWords.echoPrefix + $0 }))
            } else {
                diagnostics.error(
                    .unknownHole, at: span, "there is no word '\(name)' in version \(vocabulary.version)",
                    hint: Spelling.nearest(to: name, in: vocabulary.all(in: scope)).map { "did you mean '\($0)'?" })
            }
            return nil
        }
        if found.kind == .list || found.kind == .record {
            diagnostics.error(.holeScope, at: span, "'\(name)' is a list", hint: "repeat an element for it: a:each=\"\(name)\"")
            return nil
        }
        guard let steps = steps(mark, from: found.kind, &diagnostics) else { return nil }
        let doubt: Diagnostic? =
            switch found.absence {
            case nil: nil
            case .request:
                Diagnostic(
                    .holeMayBeAbsent, at: span, "a request may come without '\(name)', and then this has nothing to say",
                    hint: "mark the element a:optional")
            case .document:
                Diagnostic(
                    .holeMayBeAbsent, at: span, "only an answer with a certified document has '\(name)'",
                    hint: "mark the element a:optional")
            case .answer(let what):
                Diagnostic(
                    .fieldMayBeAbsent, at: span, "a \(what) may come without '\(name)', and then no reply can be given",
                    hint: "mark the element a:optional, or an item of a list a:optional=\"all\"")
            }
        return ReplyHole(hole: Hole(name: name, origin: found.origin, steps: steps), doubt: doubt)
    }

    /// The steps a mark names, checked against the type they get. Nil after reporting a mistake.
    private static func steps(_ mark: Marks.Mark?, from start: ValueKind, _ diagnostics: inout Diagnostics) -> [Step.Body]? {
        guard let mark else { return [] }
        var kind = start
        var bodies: [Step.Body] = []
        for part in mark.value.split(separator: " ") {
            let name = String(part)
            guard let step = Steps.named(name) else {
                diagnostics.error(
                    .unknownSampleStep, at: mark.span, "there is no step '\(name)'",
                    hint: Spelling.hint(for: name, in: Steps.all.map(\.name)))
                return nil
            }
            guard step.takes.contains(kind) else {
                diagnostics.error(
                    .sampleStepType, at: mark.span,
                    "'\(name)' takes \(step.takes.map(\.rawValue).sorted().joined(separator: ", ")), this is \(kind.rawValue)")
                return nil
            }
            guard let body = step.compile(nil, mark.span, &diagnostics) else { return nil }
            bodies.append(body)
            kind = step.makes(kind)
        }
        return bodies
    }
}
