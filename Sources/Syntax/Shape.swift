/// What may stand behind a key of a file: said once, so that the reader that refuses it and the schema that an editor completes from agree.
package indirect enum Shape: Sendable {
    /// A text; `true` and `false` are none, a number is one as it was written.
    case text
    /// A text of one form, as a regular expression (ECMA-262), and that form in words.
    case pattern(String, String)
    /// One of a few words.
    case words([Word])
    /// A whole number within a range.
    case integer(ClosedRange<Int>)
    /// A number within a range, decimals allowed.
    case number(ClosedRange<Double>)
    case boolean
    /// A text, `true` or `false`.
    case scalar
    /// Nothing behind the key.
    case nothing
    /// A list of so many or more.
    case list(Shape, least: Int)
    /// A list that begins with one thing and goes on with others.
    case sequence(first: Shape, rest: Shape)
    /// A map whose keys are names of the author's.
    case map(Shape)
    case form(FormShape)
    /// A map in which one key decides what else there may be: a form by each of that key's words.
    case kinds(by: String, [(word: Word, form: FormShape)])
    /// A map that is one form when it has a key, and another when it has not.
    case having(String, FormShape, otherwise: FormShape)
    /// One of several.
    case choice([Shape])
    /// A shape by its name: one that holds itself, or that another file completes.
    case reference(String)

    /// A word with what it means.
    package struct Word: Sendable {
        package let name: String
        package let summary: String

        package init(_ name: String, _ summary: String = "") {
            self.name = name
            self.summary = summary
        }
    }

    /// One text, or a list of them.
    package static let texts = Shape.choice([.text, .list(.text, least: 0)])

    /// The words of an enumeration.
    package static func word<Word: RawRepresentable & CaseIterable>(of: Word.Type) -> Shape where Word.RawValue == String {
        .words(Word.allCases.map { Shape.Word($0.rawValue) })
    }

    package static func words(_ names: [String]) -> Shape { .words(names.map { Word($0) }) }
}
