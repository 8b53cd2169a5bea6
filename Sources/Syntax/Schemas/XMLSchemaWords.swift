/// What a schema itself says and a violation may therefore repeat: its names, and the values it fixes.
struct XMLSchemaWords {
    /// Of elements and attributes.
    var names: Set<String> = []
    /// Of enumerations, and fixed values.
    var constants: Set<String> = []

    /// More than these say nothing to a reader.
    private static let most = 8

    /// The names that libxml2 expected: `… Expected is one of ( {urn:x}a, {urn:x}b ).`; only those the schema has.
    func expected(in message: String) -> [String] {
        guard let from = message.ranges(of: "Expected is ").last?.upperBound, let open = message[from...].firstIndex(of: "(") else {
            return []
        }
        var found: [String] = []
        for part in message[message.index(after: open)...].prefix(while: { $0 != ")" }).split(separator: ",") {
            let text = part.drop { $0 == " " }.prefix { $0 != " " }
            let local = String(text[(text.lastIndex(of: "}").map { text.index(after: $0) } ?? text.startIndex)...])
            if names.contains(local), !found.contains(local) { found.append(local) }
        }
        return found.count > XMLSchemaWords.most ? [] : found
    }

    /// The values of `'J', 'N'`; none when one of them is not the schema's, or there are many.
    func allowed(in list: String?) -> [String] {
        guard let list else { return [] }
        if constants.contains(list) { return [list] }
        let found = list.split(separator: ",").map { String($0.drop { $0 == " " }.dropFirst().dropLast()) }
        return found.count <= XMLSchemaWords.most && found.allSatisfy { constants.contains($0) } ? found : []
    }

    func name(_ text: String) -> String? {
        let local = text.lastIndex(of: "}").map { String(text[text.index(after: $0)...]) } ?? text
        return names.contains(local) ? local : nil
    }
}
