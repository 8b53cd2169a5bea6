package import Core
package import Syntax

/// A reading as an author names it: how the cells of a column are read, told with examples that the tests execute.
package struct ReadingWord: Sendable {
    package struct Example: Sendable {
        /// As a mapping writes it.
        package let reading: String
        /// Nil for NULL.
        package let cell: String?
        /// Nil when the cell makes the source fail.
        package let value: Value?

        init(_ reading: String, _ cell: String?, _ value: Value?) {
            self.reading = reading
            self.cell = cell
            self.value = value
        }
    }

    package let name: String
    /// What it does, in a sentence.
    package let summary: String
    /// What else than NULL is absent when a `?` stands behind the word.
    package let absent: String
    /// What it takes between braces.
    package let options: FormShape
    package let examples: [Example]

    package static func named(_ name: String) -> ReadingWord? { all.first { $0.name == name } }

    /// What a cell becomes.
    package var kind: ValueKind? { sample?.kind }
    /// The columns of a database it can read without loss.
    package var families: [ColumnFamily] {
        ColumnFamily.allCases.filter { sample?.families.contains($0) == true && $0 != .unknown }
    }

    private var sample: Reading? { ReadingWord.reading(name == "code" ? "{ code: soort }" : name) }

    /// The reading an example writes; it may name the code list `soort`, which has the codes OZB and HOND.
    static func reading(_ text: String) -> Reading? {
        var diagnostics = Diagnostics()
        let list = SourceText(name: "soort", text: "soort: { OZB: { type: gem_ozb }, HOND: { type: gem_hondenbelasting } }")
        var codes = CodeShelf(YAMLReader.read(list, into: &diagnostics)?.entries ?? [], beside: []) { _ in nil }
        let node = YAMLReader.read(SourceText(name: "reading", text: text), into: &diagnostics)
        return node.flatMap { Reading($0, codes: &codes, &diagnostics) }
    }

    static let decimals = [",", "."]
    static let groups = [",", ".", " ", "'"]
    static let codeOptions = FormShape(
        "code-options", "A code list, and what stands for nothing.",
        [
            .init("list", .text, required: true, "The code list; a '?' behind it for a code that may be absent", examples: ["soort"]),
            absentKey,
        ])

    static let absentKey = FormShape.Key(
        "absent", .texts, "Texts that also stand for nothing; they make the column optional", examples: ["[\"99991231\"]"])

    init(_ name: String, _ summary: String, absent: String = "", options: [FormShape.Key] = [], examples: [Example]) {
        let own = name == "boolean" ? [FormShape.Rule.together(options.map(\.name))] : []
        self.name = name
        self.summary = summary
        self.absent = absent
        self.options =
            name == "code"
            ? ReadingWord.codeOptions
            : FormShape("\(name)-options", summary, options + [ReadingWord.absentKey], rules: own)
        self.examples = examples
    }
}
