/// A JSON text for people to read, keys in the order they were given.
package indirect enum JSONText: Sendable {
    case text(String)
    /// A number, `true` or `false`.
    case word(String)
    case list([JSONText])
    case object([(String, JSONText)])

    /// The text, its inner lines indented as so many levels deep.
    package func written(_ depth: Int = 0) -> String {
        let inner = String(repeating: "  ", count: depth + 1)
        let outer = String(repeating: "  ", count: depth)
        switch self {
        case .text(let text): return JSONText.quoted(text)
        case .word(let word): return word
        case .list(let items):
            if items.isEmpty { return "[]" }
            return "[\n" + items.map { inner + $0.written(depth + 1) }.joined(separator: ",\n") + "\n\(outer)]"
        case .object(let members):
            if members.isEmpty { return "{}" }
            let lines = members.map { "\(inner)\(JSONText.quoted($0.0)): \($0.1.written(depth + 1))" }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(outer)}"
        }
    }

    /// The text on one line.
    package var line: String {
        switch self {
        case .text(let text): JSONText.quoted(text)
        case .word(let word): word
        case .list(let items): "[" + items.map(\.line).joined(separator: ", ") + "]"
        case .object(let members):
            "{" + members.map { "\(JSONText.quoted($0.0)): \($0.1.line)" }.joined(separator: ", ") + "}"
        }
    }

    private static func quoted(_ text: String) -> String {
        let output = Output(capacity: 256)
        output.json(text)
        return String(decoding: output.bytes, as: UTF8.self)
    }
}
