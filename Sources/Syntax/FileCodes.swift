package import Core

/// Mistakes any file can have, whatever it is about.
extension Code {
    package static let fileSyntax = Code("FILE100", "the text is not well-formed YAML, JSON or XML")
    package static let unknownKey = Code("FILE101", "a key this place does not know")
    package static let wrongShape = Code("FILE102", "a text where a list is needed, a map where a text is needed, …")
    package static let missingKey = Code("FILE103", "a key this place needs is not there")
    package static let duplicateKey = Code("FILE104", "a key stands twice in one map")
    package static let wrongWord = Code("FILE105", "a word that is none of those possible here")
    package static let yamlAlias = Code("FILE110", "a YAML anchor or alias")
    package static let yamlTag = Code("FILE111", "a YAML tag")
    package static let tooLarge = Code("FILE112", "nested too deeply, or too large")
    package static let notUTF8 = Code("FILE113", "the file is not UTF-8")
    package static let undecided = Code(
        "FILE114", "a decision that is still to be made",
        cause: "`blauwbrug introspect` writes DECIDE where only a person who knows the source can choose.",
        fix: "Write what is meant in its place. Behind the word stands what the file's maker thought likely.")

    /// Every code of this room.
    package static let fileCodes: [Code] = [
        .fileSyntax, .unknownKey, .wrongShape, .missingKey, .duplicateKey, .wrongWord, .yamlAlias, .yamlTag, .tooLarge, .notUTF8,
        .undecided,
    ]
}
