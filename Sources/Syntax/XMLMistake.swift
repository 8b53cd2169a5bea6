import Core

/// The first thing in an XML text that is not as it must be, and where.
struct XMLMistake: Error {
    /// `malformed`, `encoding`, `doctype` or `tooComplex`.
    let situation: Fault.Situation
    /// Byte offset.
    let at: Int
    let message: String

    init(_ situation: Fault.Situation, at: Int, _ message: StaticString) {
        self.situation = situation
        self.at = at
        self.message = message.description
    }

    init(malformed message: String, at: Int) {
        situation = .malformed
        self.at = at
        self.message = message
    }

    /// What the author of a sample file hears.
    func diagnostic(in source: SourceText, length: Int = 1) -> Diagnostic {
        let code: Code =
            switch situation {
            case .encoding: .notUTF8
            case .tooComplex: .tooLarge
            default: .fileSyntax
            }
        var cursor = PlaceCursor(source)
        return Diagnostic(code, at: cursor.span(at, at + length), "not XML as it is read here: \(message)")
    }
}
