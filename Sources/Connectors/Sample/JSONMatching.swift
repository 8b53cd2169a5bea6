import Core
import Syntax

/// Compares a JSON message with a request sample and reads its words. Texts are taken exactly as written.
struct JSONMatching {
    private let pattern: Pattern
    private(set) var caught: Caught

    init(_ pattern: Pattern, words: Int) {
        self.pattern = pattern
        caught = Caught(words: words)
    }

    mutating func match(_ node: Node, _ at: Int = 0) {
        let element = pattern.elements[at]
        if case .nothing = node.content {
            if !element.isOptional { caught.problems.add(element.label, .required) }
            return
        }
        switch (element.leaf, node.content) {
        case (.inner, .map(let entries)): members(entries, element)
        case (.items, .list(let items)):
            let count = element.children.count
            guard items.count == count else { return caught.problems.add(element.label, items: items.count, count...count) }
            for (item, child) in zip(items, element.children) { match(item, child) }
        case (.fields, .list(let items)): fields(items, element.label)
        case (.items, _), (.fields, _): caught.problems.add(element.label, .array)
        case (.passedOver, _): break
        case (.any, _): passOver(node)
        case (.refused(let reason), _):
            if !JSONMatching.isEmpty(node) {
                caught.problems.add(Fault.Problem(name: element.label, code: Problems.Code.unsupported.rawValue, reason: reason))
            }
        case (.text(let constant, let ignoringCase), .text(let text)):
            let same = ignoringCase ? text.equalsIgnoringASCIICase(constant) : text == constant
            if !same { caught.problems.add(element.label, .constant) }
        case (.number(let constant), .number(let digits)):
            if constant != digits { caught.problems.add(element.label, .constant) }
        case (.boolean(let constant), .boolean(let value)):
            if constant != value { caught.problems.add(element.label, .constant) }
        case (.company(nil, _), _):
            if !JSONMatching.isEmpty(node) { caught.problems.add(element.label, .company) }
        case (.company(let constant, let values), .text(let text)):
            if text.isEmpty, element.isOptional { return }
            if let code = CompanyMark.problem(text, constant, values) { caught.problems.add(element.label, code) }
        case (.word, .text("")), (.same, .text("")):
            if !element.isOptional { caught.problems.add(element.label, .required) }
        case (.word(let word), .text(let text)): caught.take(text, for: word, as: element.label)
        case (.same(let word), .text(let text)): caught.repeats.append((word, text, element.label))
        // A level may be written as the number it is; a BSN or a reference would lose its zeros.
        case (.word(RequestWords.Fixed.assurance.rawValue), .number(let digits)):
            caught.take(digits, for: RequestWords.Fixed.assurance.rawValue, as: element.label)
        default: caught.problems.add(element.label.isEmpty ? "bericht" : element.label, .type)
        }
    }

    private mutating func members(_ entries: [Node.Entry], _ element: Pattern.Element) {
        var seen: UInt64 = 0
        for entry in entries {
            if let child = element.children.first(where: { pattern.keys[pattern.elements[$0].name] == entry.key }) {
                seen |= 1 << UInt64((child - element.children.lowerBound) & 63)
                match(entry.value, child)
            } else if !element.ignoresOthers {
                let name = AnswerChangers.speakable(entry.key)
                caught.problems.add(element.label.isEmpty ? name : "\(element.label).\(name)", .unknown)
            } else {
                refuseChanger(entry)
                passOver(entry.value)
            }
        }
        for child in element.children where !pattern.elements[child].isOptional {
            if seen & (1 << UInt64((child - element.children.lowerBound) & 63)) == 0 {
                caught.problems.add(pattern.elements[child].label, .required)
            }
        }
    }

    /// Reads which parts of the answer are asked. Whether they exist is known when the answer's version is.
    private mutating func fields(_ items: [Node], _ label: String) {
        guard Recipe.fieldCount.contains(items.count) else { return caught.problems.add(label, items: items.count, Recipe.fieldCount) }
        var paths: [String] = []
        for (index, item) in items.enumerated() {
            if case .text(let path) = item.content, Recipe.isPath(path) {
                paths.append(path)
            } else {
                let reason = "Waarde voldoet niet aan patroon ^[a-zA-Z0-9\\._]{1,200}$."
                caught.problems.add(Fault.Problem(name: "\(label)[\(index)]", code: Problems.Code.pattern.rawValue, reason: reason))
            }
        }
        caught.fields = paths.count == items.count ? paths : nil
        caught.fieldsLabel = label
    }

    /// Refuses what is not read and would change the answer. Without a value it changes nothing.
    private mutating func refuseChanger(_ entry: Node.Entry) {
        guard AnswerChangers.contains(entry.key), !JSONMatching.isEmpty(entry.value) else { return }
        caught.problems.add(AnswerChangers.speakable(entry.key), .unsupported)
    }

    /// Looks into what is not read for a name that would change the answer.
    private mutating func passOver(_ node: Node) {
        switch node.content {
        case .map(let entries):
            for entry in entries {
                refuseChanger(entry)
                passOver(entry.value)
            }
        case .list(let items):
            for item in items { passOver(item) }
        default: break
        }
    }

    /// Whether a value says nothing; the verdict asks it too.
    static func isEmpty(_ node: Node) -> Bool {
        switch node.content {
        case .nothing: true
        case .text(let text): text.isEmpty
        case .list(let items): items.isEmpty
        case .map(let entries): entries.isEmpty
        case .number, .boolean: false
        }
    }
}
