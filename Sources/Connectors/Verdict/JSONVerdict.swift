import Core
import Syntax

/// Compares a JSON message with a request sample a second time, with places. Its counterpart on the road is `JSONMatching`.
struct JSONVerdict {
    let pattern: Pattern
    let quirks: Quirks
    let words: RequestWords
    var draft: VerdictDraft
    private(set) var met: Set<Int> = []

    init(_ pattern: Pattern, _ connector: Connector, _ draft: VerdictDraft) {
        self.pattern = pattern
        quirks = connector.quirks
        words = connector.words
        self.draft = draft
    }

    /// - Parameters:
    ///   - key: where the key stands; nil for the message itself and for items.
    mutating func match(_ node: Node, _ number: Int = 0, key: Span? = nil) {
        let element = pattern.elements[number]
        let label = element.label.isEmpty ? "the message" : "'\(element.label)'"
        let place = draft.message.place(node.span)
        met.insert(number)
        if case .nothing = node.content {
            guard !element.isOptional else { return draft.ignored(element.label, "null says that there is nothing", at: place) }
            return draft.flaw(.empty, "\(label) is null", at: place, fix: "it must be there", snippet: [snippet(number)])
        }
        switch (element.leaf, node.content) {
        case (.inner, .map(let entries)): members(entries, number, at: place)
        case (.items, .list(let items)):
            guard items.count == element.children.count else {
                return draft.flaw(.shape, "\(label) has \(items.count) items, agreed are \(element.children.count)", at: place)
            }
            for (item, child) in zip(items, element.children) { match(item, child) }
        case (.passedOver, _): draft.ignored(element.label, "the sample says why it is not read (a:any)", at: place)
        case (.company(let constant?, let values), .text(let text)):
            if text.isEmpty, element.isOptional { return }
            switch CompanyMark.problem(text, constant, values) {
            case nil: keep(node)
            case .required: emptyFlaw(element, place, number)
            case .constant: constantFlaw(label, "\"\(constant)\"", text, place, number)
            default: break
            }
        case (.same, .text(let text)):
            if text.isEmpty, !element.isOptional { emptyFlaw(element, place, number) }
        case (.company(nil, _), _): break
        case (.fields, .list(let items)): fields(items, element.label, at: place)
        case (.word(RequestWords.Fixed.assurance.rawValue), .number(let digits)):
            take(digits, for: RequestWords.Fixed.assurance.rawValue, element, at: place, node, number)
        case (.any, _):
            draft.ignored(element.label, "the sample says that it is not read (a:any)", at: place)
            passOver(node)
        case (.refused(let reason), _):
            guard !JSONMatching.isEmpty(node) else { return }
            draft.flaw(.unsupported, "\(label) is refused when it is filled: \(reason)", at: place, fix: "leave it out or empty")
        case (.text(let constant, let ignoringCase), .text(let text)):
            if ignoringCase ? text.equalsIgnoringASCIICase(constant) : text == constant { return keep(node) }
            constantFlaw(label, "\"\(constant)\"", text, place, number)
        case (.number(let constant), .number(let digits)):
            if constant == digits { return keep(node) }
            constantFlaw(label, constant, digits, place, number)
        case (.boolean(let constant), .boolean(let value)):
            if constant != value { constantFlaw(label, "\(constant)", "\(value)", place, number) }
        case (.word(let word), .text(let text)): take(text, for: word, element, at: place, node, number)
        case (.word(let word), .number(let digits)) where isPerson(word):
            let told = digits.utf8.count == 9 ? "" : "; it has \(digits.utf8.count) digits, so its leading zeros are lost too"
            draft.flaw(
                .shape, "\(label) is a number; a BSN is a text, because it may begin with 0\(told)", at: place, fix: "put it in quotes",
                snippet: [snippet(number)])
        default:
            draft.flaw(
                .shape, "\(label) is \(JSONVerdict.shape(node)); agreed is \(shape(element.leaf))", at: place, fix: "write it as agreed",
                snippet: [snippet(number)])
        }
    }

    private mutating func constantFlaw(_ label: String, _ constant: String, _ text: String, _ place: Verdict.Place, _ number: Int) {
        draft.flaw(
            .constant, "\(label) has another value (\(ValueShape.text(text))); agreed is \(constant)", at: place,
            fix: "write it to the letter", snippet: [snippet(number)])
    }

    private mutating func emptyFlaw(_ element: Pattern.Element, _ place: Verdict.Place, _ number: Int) {
        draft.flaw(.empty, "'\(element.label)' is empty", at: place, fix: "it must be there", snippet: [snippet(number)])
    }

    /// The list of parts of the answer that are asked; whether they exist is known when the answer's version is.
    private mutating func fields(_ items: [Node], _ label: String, at place: Verdict.Place) {
        let allowed = Recipe.fieldCount
        if !allowed.contains(items.count) {
            draft.flaw(
                .shape, "'\(label)' has \(items.count) items", at: place,
                fix: "send \(allowed.lowerBound) to \(allowed.upperBound), or leave it out")
        }
        for item in items {
            if case .text(let path) = item.content, Recipe.isPath(path) { continue }
            draft.flaw(
                .shape, "'\(label)' holds something that is no path", at: draft.message.place(item.span),
                fix: "a path is a text of letters, digits, '.' and '_', such as \"saldo\"")
        }
    }

    private mutating func take(
        _ text: String, for word: Int, _ element: Pattern.Element, at place: Verdict.Place, _ node: Node, _ number: Int
    ) {
        if text.isEmpty {
            guard !element.isOptional else { return }
            return emptyFlaw(element, place, number)
        }
        let fixed = RequestWords.Fixed(rawValue: word)
        var shape = ValueShape.text(text, of: fixed)
        if shape == text { keep(node) }
        if isPerson(word) {
            let told = ValueShape.bsn(text, quirks)
            shape = told.shape
            if let mistake = told.mistake { draft.flaw(.bsn, "'\(element.label)' \(mistake)", at: place, fix: told.fix) }
        }
        draft.verdict.words.append(Verdict.Word(name: words.name(of: word), part: element.label, text: shape, place: place))
        let limit = RequestWords.limit(of: word)
        if text.unicodeScalars.count > limit || text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
            draft.flaw(
                .length,
                "'\(element.label)' is too long or holds a control character: \(ValueShape.text(text)), at most \(limit) can be taken",
                at: place, fix: "send at most \(limit) characters on one line")
        }
    }

    /// Whether a word is a BSN.
    private func isPerson(_ word: Int) -> Bool {
        RequestWords.Fixed(rawValue: word)?.isPerson == true
    }

    private mutating func members(_ entries: [Node.Entry], _ number: Int, at place: Verdict.Place) {
        let element = pattern.elements[number]
        var seen: Set<Int> = []
        var strangers: [Node.Entry] = []
        for entry in entries {
            if let child = element.children.first(where: { key($0) == entry.key }) {
                seen.insert(child)
                match(entry.value, child, key: entry.keySpan)
            } else {
                strangers.append(entry)
            }
        }
        for entry in strangers { stranger(entry, element, &seen) }
        for child in element.children where !pattern.elements[child].isOptional && !seen.contains(child) {
            let inside = element.label.isEmpty ? "" : " in '\(element.label)'"
            draft.flaw(
                .missing, "'\(pattern.elements[child].label)' is missing\(inside)", at: place, fix: "add it", snippet: [snippet(child)])
        }
    }

    private mutating func stranger(_ entry: Node.Entry, _ element: Pattern.Element, _ seen: inout Set<Int>) {
        let told = VerdictDraft.told(entry.key)
        let place = draft.message.place(entry.keySpan)
        let isIgnored = element.ignoresOthers && !(AnswerChangers.contains(entry.key) && !JSONMatching.isEmpty(entry.value))
        let free = element.children.filter { !seen.contains($0) && pattern.elements[$0].name >= 0 }
        if let near = Spelling.nearest(to: entry.key, in: free.map { key($0) }), let meant = free.first(where: { key($0) == near }) {
            seen.insert(meant)
            let isNeeded = !pattern.elements[meant].isOptional
            draft.flaw(
                .spelling, "the key '\(told)' is not known here", at: place, fix: "did you mean '\(near)'?", snippet: [snippet(meant)],
                isWrong: isNeeded || !isIgnored)
            return match(entry.value, meant, key: entry.keySpan)
        }
        if isIgnored {
            draft.ignored(told, "the sample does not know it, and this connector says 'unknown: ignore'", at: place)
            return passOver(entry.value)
        }
        draft.flaw(
            .unknown, "the key '\(told)' is not known here", at: place,
            fix: AnswerChangers.contains(entry.key)
                ? "leave it out: it would change the answer, so it is never passed over"
                : "leave it out; known here: \(element.children.map { key($0) }.joined(separator: ", "))")
    }

    private mutating func passOver(_ node: Node) {
        for entry in node.entries ?? [] {
            if AnswerChangers.contains(entry.key), !JSONMatching.isEmpty(entry.value) {
                draft.flaw(
                    .unsupported, "'\(VerdictDraft.told(entry.key))' would change the answer, so it is refused even here",
                    at: draft.message.place(entry.keySpan), fix: "leave it out")
            }
            passOver(entry.value)
        }
        for item in node.list ?? [] { passOver(item) }
    }

    /// The value is what the sample says: it may be shown.
    private mutating func keep(_ node: Node) {
        let body = draft.message.body
        let line = body.lineStart(node.span.line)
        let start = line + body.line(node.span.line).prefix(node.span.column - 1).utf8.count
        let inQuotes = node.text == nil ? 0 : 1
        draft.kept.append(start + inQuotes..<max(start + inQuotes, start + node.span.length - inQuotes))
    }

    private func key(_ number: Int) -> String {
        pattern.elements[number].name >= 0 ? pattern.keys[pattern.elements[number].name] : ""
    }

    private func snippet(_ number: Int) -> String {
        let key = key(number)
        let value = value(number)
        return key.isEmpty ? value : "\"\(key)\": \(value)"
    }

    private func value(_ number: Int) -> String {
        let element = pattern.elements[number]
        switch element.leaf {
        case .text(let constant, _): return JSONText.text(constant).written()
        case .number(let digits): return digits
        case .boolean(let value): return "\(value)"
        case .word(let word), .same(let word): return "\"{\(words.name(of: word))}\""
        case .company(let constant, _): return JSONText.text(constant ?? "…").written()
        case .fields: return "[ … ]"
        case .inner:
            let needed = element.children.filter { !pattern.elements[$0].isOptional }
            return "{ \(needed.map { snippet($0) }.joined(separator: ", ")) }"
        case .items: return "[ \(element.children.map { value($0) }.joined(separator: ", ")) ]"
        case .any, .passedOver, .refused: return "…"
        }
    }

    private func shape(_ leaf: Pattern.Leaf) -> String {
        switch leaf {
        case .inner: "an object"
        case .items, .fields: "a list"
        case .number: "a number"
        case .boolean: "true or false"
        default: "a text"
        }
    }

    /// In the words of JSON.
    static func shape(_ node: Node) -> String { node.entries == nil ? node.shape : "an object" }
}
