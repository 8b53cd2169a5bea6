package import Core

/// Mistakes any file can have, whatever it is about.
extension Code {
    package static let fileSyntax = Code(
        "FILE100", "the text is not well-formed YAML, JSON or XML",
        cause:
            "The reader cannot make sense of the text from this place on. Usual reasons: a tab in the indentation, a key that stands "
            + "further in or out than its neighbours, a quote or bracket that is not closed, ': ' inside a text without quotes.",
        fix:
            "Look at the place and at the line above it. Indent with blanks only, and put a text that holds ': ', ' #' or begins with "
            + "a special sign between quotes.")
    package static let unknownKey = Code(
        "FILE101", "a key this place does not know",
        cause:
            "Every map of a file knows its keys, and this one is not among them: misspelt, or standing one level too high or too low. "
            + "A key nobody reads would be a promise nobody keeps.",
        fix: "Take the word of the hint, move the key to the map it belongs to, or remove it.")
    package static let wrongShape = Code(
        "FILE102", "a text where a list is needed, a map where a text is needed, …",
        cause:
            "The value has another shape than this key needs: a list where a map must stand, a map where a text must stand, a number "
            + "out of its range.",
        fix:
            "Write the shape that the message names. A list is [a, b] or lines with '- '; a map is { key: value } or lines with 'key: "
            + "value'.")
    package static let missingKey = Code(
        "FILE103", "a key this place needs is not there",
        cause: "A key without which the file means nothing was left out, or is misspelt.",
        fix: "Add the key that the message names.")
    package static let duplicateKey = Code(
        "FILE104", "a key stands twice in one map",
        cause: "One key stands twice in one map, mostly after copying lines. Other readers would silently take the last one.",
        fix: "Keep one of the two. Two events of one kind are two items of the list, each beginning with '- '.")
    package static let wrongWord = Code(
        "FILE105", "a word that is none of those possible here",
        cause: "Only a few words are possible here, and this is none of them.",
        fix: "Take one of the words of the hint.")
    package static let yamlAlias = Code(
        "FILE110", "a YAML anchor or alias",
        cause:
            "Anchors (&name) and aliases (*name) of YAML are refused: a few bytes of them can expand to gigabytes, and what a file "
            + "says should stand where it is said.",
        fix: "Write the value out, or share it with 'include'. A text that begins with & or * needs quotes.")
    package static let yamlTag = Code(
        "FILE111", "a YAML tag",
        cause: "Tags of YAML (!word) change what a value is, and differ from reader to reader. A text that begins with ! is read as one.",
        fix: "Leave the tag out; every value is a text as written. A text that begins with ! needs quotes.")
    package static let tooLarge = Code(
        "FILE112", "nested too deeply, or too large",
        cause: "The file is larger or nested deeper than any file of this kind needs to be.",
        fix: "Split it, or look for brackets that were opened and never closed.")
    package static let notUTF8 = Code(
        "FILE113", "the file is not UTF-8",
        cause: "The bytes are no UTF-8; the file was mostly saved as Windows-1252 or Latin-1 by an editor or a spreadsheet.",
        fix: "Save it again as UTF-8 (iconv -f windows-1252 -t utf-8).")
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
