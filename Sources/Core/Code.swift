/// The stable name of one kind of mistake in a file, such as `MAP204`. Never reused for another kind.
///
/// Each room declares its own codes as static members in an extension and lists them in one array, so that a test can ask for a golden case of each.
package struct Code: Sendable, Hashable, CustomStringConvertible {
    /// What stands between the brackets of a diagnostic.
    package let name: String
    /// What is wrong in general, in a few words.
    package let summary: String

    package init(_ name: String, _ summary: String) {
        self.name = name
        self.summary = summary
    }

    package var description: String { name }
}
