import Core

/// What a text of a request sample asks of a message: a constant, or a word to be read.
enum RequestLeaf {
    /// - Parameter isCertain: whether a message that matches always has it.
    static func compile(
        _ text: String, ignoringCase: Bool, isCertain: Bool, _ place: SamplePlace, _ catches: inout Catches,
        _ diagnostics: inout Diagnostics
    ) -> Pattern.Leaf? {
        switch HoleText.whole(text, place, &diagnostics) {
        case nil: return nil
        case .text(let constant): return .text(constant, ignoringCase: ignoringCase)
        case .word(let name):
            let span = place.span(of: "{\(name)}")
            guard let word = catches.words.admit(name) else {
                diagnostics.error(
                    .unknownHole, at: span, "no word '\(name)' can be read from a request",
                    hint: Spelling.hint(for: name, in: RequestWords.fixedNames + [RequestWords.echoPrefix + "…"]))
                return nil
            }
            guard catches.filled.insert(word).inserted else {
                diagnostics.error(.holeTwice, at: span, "'\(name)' is already read elsewhere in this request")
                return nil
            }
            if isCertain { catches.always.insert(word) }
            return .word(word)
        }
    }
}
