import Syntax

/// How a part of the sample is written, in the prefixes of the message at hand.
extension XMLVerdict {
    /// One element on one line; of one with children its start.
    func snippet(_ number: Int) -> String {
        let lines = lines(number)
        return lines.count > 1 ? lines[0] + "…" : lines[0]
    }

    /// An attribute as it should be.
    func written(_ attribute: Pattern.Attribute) -> String {
        "\(tree.written(pattern.names[attribute.name]))=\"\(value(attribute.leaf))\""
    }

    /// An element with all it must have.
    func lines(_ number: Int, depth: Int = 0) -> [String] {
        let element = pattern.elements[number]
        let name = pattern.names[element.name]
        let indent = String(repeating: "  ", count: depth)
        var tag = tree.written(name)
        let attributes = element.attributes.filter { !pattern.attributes[$0].isOptional }.map { " \(written(pattern.attributes[$0]))" }
        tag += attributes.joined()
        if depth == 0, !tree.hasPrefix(for: name.namespace) { tag += " xmlns:ns=\"\(name.namespace)\"" }
        guard case .inner = element.leaf else {
            return ["\(indent)<\(tag)>\(value(element.leaf))</\(tree.written(name))>"]
        }
        let inner = element.children.filter { !pattern.elements[$0].isOptional }.flatMap { lines($0, depth: depth + 1) }
        if inner.isEmpty { return ["\(indent)<\(tag)></\(tree.written(name))>"] }
        return ["\(indent)<\(tag)>"] + inner + ["\(indent)</\(tree.written(name))>"]
    }

    private func value(_ leaf: Pattern.Leaf) -> String {
        switch leaf {
        case .text(let constant, _): constant
        case .word(let word), .same(let word): "{\(words.name(of: word))}"
        case .company(let constant, _): constant ?? "…"
        default: "…"
        }
    }
}
