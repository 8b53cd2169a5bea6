/// The stable name of one kind of mistake in a file, such as `MAP204`. Never reused for another kind.
///
/// Each room declares its own codes as static members in an extension and lists them in one array, so that a test can ask for a golden case of each.
package struct Code: Sendable, Hashable, CustomStringConvertible {
    /// What stands between the brackets of a diagnostic.
    package let name: String
    /// What is wrong in general, in a few words.
    package let summary: String
    /// Why it is a mistake and how it usually comes about: one or two sentences for the catalogue of codes.
    package let cause: String
    /// What to do about it, in one or two sentences.
    package let fix: String

    package init(_ name: String, _ summary: String, cause: String = "", fix: String = "") {
        self.name = name
        self.summary = summary
        self.cause = cause
        self.fix = fix
    }

    package var description: String { name }
}
