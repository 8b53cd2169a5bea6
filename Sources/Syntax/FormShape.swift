/// The keys that one kind of map in a file may have: what `check` refuses by, what editors complete from and what the documentation prints.
///
/// Declared once per kind, beside its reader. A reader that asks a `Form` for a key that is not in its shape stops a debug build.
package struct FormShape: Sendable {
    package struct Key: Sendable {
        package let name: String
        /// What it is in the world, in a sentence without a full stop.
        package let summary: String
        package let shape: Shape
        package let isRequired: Bool
        /// As a file writes what stands behind the key.
        package let examples: [String]

        package init(_ name: String, _ shape: Shape, required: Bool = false, _ summary: String, examples: [String] = []) {
            self.name = name
            self.summary = summary
            self.shape = shape
            isRequired = required
            self.examples = examples
        }
    }

    /// What holds between the keys.
    package enum Rule: Sendable {
        case exactlyOne([String])
        case atLeastOne([String])
        /// All or none.
        case together([String])
        /// The map has one key and no more.
        case single
    }

    /// Unlike that of any other form: a schema names its parts by it.
    package let name: String
    package let summary: String
    package let keys: [Key]
    package let rules: [Rule]

    package init(_ name: String, _ summary: String, _ keys: [Key], rules: [Rule] = []) {
        self.name = name
        self.summary = summary
        self.keys = keys
        self.rules = rules
    }

    /// The keys' names, in the order in which messages list them.
    package var names: [String] { keys.map(\.name) }

    package func key(_ name: String) -> Key? { keys.first { $0.name == name } }

    /// Whether a reader may insist on a key: always, or because of another one.
    func canInsist(on name: String) -> Bool {
        key(name)?.isRequired == true
            || rules.contains { rule in
                switch rule {
                case .exactlyOne(let names), .atLeastOne(let names), .together(let names): names.contains(name)
                case .single: false
                }
            }
    }

    /// This form with more keys.
    package func adding(_ more: [Key], as name: String, _ summary: String) -> FormShape {
        FormShape(name, summary, keys + more, rules: rules)
    }
}
