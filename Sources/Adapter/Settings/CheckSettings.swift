import Core
import Syntax

/// Compiles the `check:` section: which warnings are errors for this team, and which it does not want to see.
enum CheckSettings {
    static let shape = FormShape(
        "check", "What `check` refuses in this installation.",
        [
            .init("deny", .texts, "Codes of warnings that are errors here", examples: ["[MAP241]"]),
            .init("allow", .texts, "Codes of warnings that are not told", examples: ["[MAP245]"]),
            .init("warnings_as_errors", .boolean, "True when every warning is an error"),
        ])

    /// The rules of a root, also when its settings have mistakes elsewhere; these are told when the settings are compiled.
    static func rules(of root: Root) -> CheckRules {
        var ignored = Diagnostics()
        guard let file = root.file("deploy/blauwbrug.yaml"), let node = YAMLReader.read(file, into: &ignored) else { return CheckRules() }
        return compile(node["check"], into: &ignored)
    }

    static func compile(_ node: Node?, into diagnostics: inout Diagnostics) -> CheckRules {
        guard let node, let form = Form(node, "'check'", shape, &diagnostics) else {
            return CheckRules()
        }
        return CheckRules(
            deny: codes("deny", form, &diagnostics), allow: codes("allow", form, &diagnostics),
            warningsAsErrors: form.boolean("warnings_as_errors", &diagnostics) ?? false)
    }

    private static func codes(_ key: String, _ form: Form, _ diagnostics: inout Diagnostics) -> Set<String> {
        var names: Set<String> = []
        for node in form.texts(key, &diagnostics) ?? [] {
            guard let text = node.text else { continue }
            if Code.all.contains(where: { $0.name == text }) {
                names.insert(text)
            } else {
                diagnostics.error(
                    .wrongWord, at: node.span, "there is no code '\(text)'",
                    hint: Spelling.nearest(to: text, in: Code.all.map(\.name)).map { "did you mean '\($0)'?" } ?? "docs/codes.md lists them"
                )
            }
        }
        return names
    }
}
