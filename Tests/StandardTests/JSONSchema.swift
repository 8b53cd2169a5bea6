import Core

/// As much of JSON Schema 2020-12 as our schemas use; a word it does not know is a complaint, so that nothing goes unproved.
struct JSONSchema {
    let root: Node

    func complaints(_ node: Node, _ schema: Node, _ place: String) -> [String] {
        (schema.entries ?? []).flatMap { entry -> [String] in
            switch entry.key {
            case "$schema", "$defs", "title", "description", "format": return []
            case "$ref":
                let name = (entry.value.text ?? "").replacing("#/$defs/", with: "")
                return root["$defs"]?[name].map { complaints(node, $0, place) } ?? ["\(place): no definition \(name)"]
            case "type": return isOf(type: entry.value.text ?? "", node) ? [] : ["\(place): not \(entry.value.text ?? "")"]
            case "const": return node.text == entry.value.text ? [] : ["\(place): not the constant"]
            case "enum": return (entry.value.list ?? []).contains { $0.text == node.text } ? [] : ["\(place): not one of the words"]
            case "pattern": return matches(node.text ?? "", entry.value.text ?? "") ? [] : ["\(place): not the pattern"]
            case "minLength": return (node.text ?? "").isEmpty ? ["\(place): empty"] : []
            case "minimum": return number(node) ?? .min >= number(entry.value) ?? .max ? [] : ["\(place): too little"]
            case "required":
                return (entry.value.list ?? []).compactMap(\.text).filter { node[$0] == nil }.map { "\(place): \($0) is missing" }
            case "additionalProperties":
                let known = (schema["properties"]?.entries ?? []).map(\.key)
                return (node.entries ?? []).map(\.key).filter { !known.contains($0) }.map { "\(place): \($0) is unknown" }
            case "properties":
                return (entry.value.entries ?? []).flatMap { property in
                    node[property.key].map { complaints($0, property.value, "\(place).\(property.key)") } ?? []
                }
            case "items":
                return (node.list ?? []).enumerated().flatMap { complaints($1, entry.value, "\(place)[\($0)]") }
            case "oneOf":
                let fits = (entry.value.list ?? []).count { complaints(node, $0, place).isEmpty }
                return fits == 1 ? [] : ["\(place): fits \(fits) of the kinds"]
            default: return ["the schema says '\(entry.key)', which this test does not know"]
            }
        }
    }

    private func isOf(type: String, _ node: Node) -> Bool {
        switch (type, node.content) {
        case ("object", .map), ("array", .list), ("string", .text), ("boolean", .boolean): true
        case ("integer", .number(let digits)): Int(digits) != nil
        default: false
        }
    }

    private func number(_ node: Node) -> Int? {
        if case .number(let digits) = node.content { Int(digits) } else { nil }
    }

    private func matches(_ text: String, _ pattern: String) -> Bool {
        guard let regex = try? Regex(pattern) else { return false }
        return text.firstMatch(of: regex) != nil
    }
}
