import Core
import Syntax

/// Compares a message with a request sample, token by token, and reads its words. Order of elements is free: real vendors differ in it.
struct XMLMatching {
    private let markup: Markup
    private let pattern: Pattern
    /// For each name of the message its number in the pattern, or -1.
    private let numbers: [Int]
    private(set) var caught: Caught

    init(_ markup: Markup, _ pattern: Pattern, words: Int) {
        self.markup = markup
        self.pattern = pattern
        // The local name first: it is short, and namespaces of one message are long and mostly the same.
        numbers = markup.names.map { name in
            pattern.names.firstIndex { $0.local == name.local && $0.namespace == name.namespace } ?? -1
        }
        caught = Caught(words: words)
    }

    /// The number in the pattern of the element at a token; -1 when the sample does not know it.
    func number(at token: Int) -> Int { numbers[markup.tokens[token].name] }

    /// Compares the element at a token, which is already known to have the name, with an element of the pattern.
    mutating func match(_ token: Int, _ at: Int) {
        let element = pattern.elements[at]
        attributes(of: token, element)
        switch element.leaf {
        case .inner: children(of: token, element)
        // Its own name was judged when the sample was compiled; what a vendor puts in it was not.
        case .any: passOver(token + 1..<markup.tokens[token].end)
        case .refused(let reason):
            guard !isEmpty(token) else { return }
            caught.problems.add(Fault.Problem(name: element.label, code: Problems.Code.unsupported.rawValue, reason: reason))
        case .company(nil, _):
            if !isEmpty(token) { caught.problems.add(element.label, .company) }
        case .items, .number, .boolean, .passedOver, .fields: break
        case .text, .word, .company, .same:
            guard let text = text(of: token, element.label) else { return }
            leaf(element.leaf, text, element.label, isOptional: element.isOptional)
        }
    }

    private mutating func leaf(_ leaf: Pattern.Leaf, _ text: String, _ label: String, isOptional: Bool) {
        switch leaf {
        case .text(let constant, let ignoringCase):
            let same = ignoringCase ? text.equalsIgnoringASCIICase(constant) : text == constant
            if !same, !(isOptional && text.isEmpty) { caught.problems.add(label, .constant) }
        case .word(let word):
            if text.isEmpty {
                if !isOptional { caught.problems.add(label, .required) }
            } else {
                caught.take(text, for: word, as: label)
            }
        case .same(let word):
            if !text.isEmpty { caught.repeats.append((word, text, label)) } else if !isOptional { caught.problems.add(label, .required) }
        case .company(let constant, let values):
            if text.isEmpty, isOptional { return }
            if let code = CompanyMark.problem(text, constant, values) { caught.problems.add(label, code) }
        default: break
        }
    }

    private mutating func children(of token: Int, _ element: Pattern.Element) {
        var seen: UInt64 = 0
        var next = token + 1
        let end = markup.tokens[token].end
        while next < end {
            if markup.tokens[next].kind == .text, !pattern.looksAtWordsOnly, !markup.tokens[next].text.isOnlySpace {
                caught.problems.add(element.label, .type)
            }
            if markup.tokens[next].kind == .element {
                let number = numbers[markup.tokens[next].name]
                if number >= 0, let child = element.children.first(where: { pattern.elements[$0].name == number }) {
                    let bit: UInt64 = 1 << UInt64((child - element.children.lowerBound) & 63)
                    if seen & bit != 0, !isPassedOver(child) { caught.problems.add(pattern.elements[child].label, .duplicate) }
                    seen |= bit
                    if !(pattern.elements[child].isOptional && isNil(next)) { match(next, child) }
                } else {
                    unknown(next)
                }
            }
            next = markup.tokens[next].end + 1
        }
        for child in element.children where !pattern.elements[child].isOptional {
            if seen & (1 << UInt64((child - element.children.lowerBound) & 63)) == 0 {
                caught.problems.add(pattern.elements[child].label, .required)
            }
        }
    }

    private mutating func unknown(_ token: Int) {
        let name = AnswerChangers.speakable(markup.names[markup.tokens[token].name].local)
        if pattern.ignoresUnknown { passOver(token..<markup.tokens[token].end) } else { caught.problems.add(name, .unknown) }
    }

    /// Looks into what is not read for a name that would change the answer. One without a value, as in a StUF scope, changes nothing.
    private mutating func passOver(_ tokens: Range<Int>) {
        for token in tokens where markup.tokens[token].kind == .element {
            let name = markup.names[markup.tokens[token].name].local
            if AnswerChangers.contains(name), !isEmpty(token) { caught.problems.add(AnswerChangers.speakable(name), .unsupported) }
            for name in markup.changers(on: token) { caught.problems.add("@\(AnswerChangers.speakable(name))", .unsupported) }
        }
    }

    private mutating func attributes(of token: Int, _ element: Pattern.Element) {
        var seen: UInt64 = 0
        for attribute in markup.attributes[markup.tokens[token].attributes] {
            let name = markup.names[attribute.name]
            if name.namespace == XMLNamespace.instance || name.namespace == XMLNamespace.xml { continue }
            if let at = index(of: attribute.name, in: element) {
                seen |= 1 << UInt64((at - element.attributes.lowerBound) & 63)
                let known = pattern.attributes[at]
                leaf(known.leaf, attribute.value.trimmedOfSpace, known.label, isOptional: known.isOptional)
            } else if (isRead(element) && !pattern.ignoresUnknown) || AnswerChangers.contains(name.local) {
                caught.problems.add("\(element.label)/@\(AnswerChangers.speakable(name.local))", .unknown)
            }
        }
        for at in element.attributes where !pattern.attributes[at].isOptional {
            if seen & (1 << UInt64((at - element.attributes.lowerBound) & 63)) == 0 {
                caught.problems.add(pattern.attributes[at].label, .required)
            }
        }
    }

    private func isPassedOver(_ child: Int) -> Bool {
        if pattern.looksAtWordsOnly, case .any = pattern.elements[child].leaf { true } else { false }
    }

    private func isRead(_ element: Pattern.Element) -> Bool {
        if case .any = element.leaf { false } else { true }
    }

    private func index(of name: Int, in element: Pattern.Element) -> Int? {
        let number = numbers[name]
        if number >= 0, let at = element.attributes.first(where: { pattern.attributes[$0].name == number }) { return at }
        let written = markup.names[name]
        guard pattern.takesUnqualifiedAttributes, written.namespace.isEmpty else { return nil }
        return element.attributes.first { pattern.names[pattern.attributes[$0].name].local == written.local }
    }

    /// The trimmed text of an element that must have no elements in it; nil after reporting one that has.
    private mutating func text(of token: Int, _ label: String) -> String? {
        let end = markup.tokens[token].end
        if end == token + 1 { return "" }
        if end == token + 2, markup.tokens[token + 1].kind == .text { return markup.tokens[token + 1].text.trimmedOfSpace }
        caught.problems.add(label, .type)
        return nil
    }

    private func isEmpty(_ token: Int) -> Bool {
        isNil(token)
            || markup.tokens[(token + 1)..<markup.tokens[token].end].allSatisfy { $0.kind == .text && $0.text.isOnlySpace }
    }

    /// `xsi:nil="true"`: the vendor says that there is nothing.
    private func isNil(_ token: Int) -> Bool {
        markup.attributes[markup.tokens[token].attributes].contains {
            $0.value.trimmedOfSpace == "true" && markup.names[$0.name] == Markup.Name(XMLNamespace.instance, "nil")
        }
    }
}

extension Markup {
    /// The names of filled attributes of an element that would change the answer.
    func changers(on token: Int) -> [String] {
        attributes[tokens[token].attributes].compactMap {
            let name = names[$0.name].local
            return AnswerChangers.contains(name) && !$0.value.isOnlySpace ? name : nil
        }
    }
}
