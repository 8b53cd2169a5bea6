import Syntax

extension Markup {
    /// The elements directly in an element; with a name, those alone.
    func children(of token: Int, called name: Name? = nil) -> [Int] {
        var found: [Int] = []
        var next = token + 1
        while next < tokens[token].end {
            if tokens[next].kind == .element, name.map({ $0 == names[tokens[next].name] }) ?? true { found.append(next) }
            next = tokens[next].end + 1
        }
        return found
    }

    /// The text directly in an element, without the spaces around it.
    func text(of token: Int) -> String {
        var text = ""
        var next = token + 1
        while next < tokens[token].end {
            if tokens[next].kind == .text { text += tokens[next].text }
            next = tokens[next].end + 1
        }
        return text.trimmedOfSpace
    }
}
