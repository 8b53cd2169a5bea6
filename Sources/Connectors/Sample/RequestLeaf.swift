import Core

/// What a text of a request sample asks of a message: a constant, or a word to be read.
enum RequestLeaf {
    /// - Parameter isCertain: whether a message that matches always has it.
    static func compile(
        _ text: String, ignoringCase: Bool, isCertain: Bool, same: Marks.Mark? = nil, company: Marks.Mark? = nil, _ place: SamplePlace,
        _ catches: inout Catches, _ diagnostics: inout Diagnostics
    ) -> Pattern.Leaf? {
        switch HoleText.whole(text, place, &diagnostics) {
        case nil: return nil
        case .text(let constant):
            if let same { diagnostics.error(.sameAsNothing, at: same.span, "'a:same' is for a hole, this is a constant") }
            guard let company else { return .text(constant, ignoringCase: ignoringCase) }
            return CompanyMark.leaf(company, constant: constant, &diagnostics)
        case .word(let name):
            let span = place.span(of: "{\(name)}")
            guard let word = catches.words.admit(name) else {
                diagnostics.error(
                    .unknownHole, at: span, "no word '\(name)' can be read from a request",
                    hint: Spelling.hint(for: name, in: RequestWords.fixedNames + [RequestWords.echoPrefix + "…"]))
                return nil
            }
            if let company { CompanyMark.refuse(company, "a hole is read, whatever it holds", &diagnostics) }
            if same != nil {
                catches.repeated.append((word, span))
                return .same(word)
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
