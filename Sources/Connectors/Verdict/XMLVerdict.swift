import Core
import Syntax

/// Compares a message with a request sample a second time, with places, and says of everything that differs how it should be. Its
/// counterpart on the road is `XMLMatching`.
struct XMLVerdict {
    let tree: XMLTree
    let pattern: Pattern
    let quirks: Quirks
    let words: RequestWords
    var draft: VerdictDraft
    /// Elements of the pattern that were found somewhere.
    private(set) var met: Set<Int> = []
    private var filled: Set<Int> = []
    /// Required elements that are not where they belong, with the element in which they belong.
    private var missing: [(child: Int, parent: Int)] = []
    /// Elements found in the wrong place, by their number in the pattern.
    private var misplaced: Set<Int> = []
    /// Namespaces that were taken for another, and at which flaw that was told.
    private var mistaken: [(written: String, meant: String, flaw: Int, count: Int)] = []

    init(_ tree: XMLTree, _ pattern: Pattern, _ connector: Connector, _ draft: VerdictDraft) {
        self.tree = tree
        self.pattern = pattern
        quirks = connector.quirks
        words = connector.words
        self.draft = draft
    }

    /// Compares the message element, whatever it is called, with the sample's.
    mutating func run(_ message: Int) {
        match(message, 0)
        for (child, parent) in missing where !misplaced.contains(child) { tellMissing(child, in: parent) }
        for (_, meant, flaw, count) in mistaken where count > 1 {
            let old = draft.verdict.flaws[flaw]
            draft.verdict.flaws[flaw] = Verdict.Flaw(
                kind: old.kind, message: "\(old.message), and so \(count == 2 ? "is 1 more" : "are \(count - 1) more") below",
                place: old.place,
                excerpt: nil, fix: old.fix ?? meant, snippet: old.snippet, isWrong: old.isWrong)
        }
    }

    func place(_ range: Range<Int>) -> Verdict.Place { draft.message.place(range) }
    private func place(_ at: Int) -> Verdict.Place { place(tree.elements[at].range) }

    // MARK: - Elements

    private mutating func match(_ at: Int, _ number: Int) {
        let element = pattern.elements[number]
        met.insert(number)
        attributes(of: at, element)
        switch element.leaf {
        case .inner: children(of: at, number)
        case .any:
            draft.ignored(element.label, "the sample says that it is not read (a:any)", at: place(at))
            passOver(tree.subtree(at).dropFirst())
        case .refused(let reason):
            guard !tree.isEmpty(at) else { return }
            draft.flaw(
                .unsupported, "'\(element.label)' is refused when it is filled: \(reason)", at: place(at), fix: "leave it out or empty")
        case .text, .word, .company, .same:
            if case .company(nil, _) = element.leaf { return }
            guard tree.elements[at].isLeaf else {
                draft.flaw(
                    .shape, "'\(element.label)' holds a text, and here it holds elements", at: place(at), fix: "write the text itself",
                    snippet: [snippet(number)])
                return
            }
            leaf(
                element.leaf, tree.elements[at].text, element.label, at: tree.elements[at].textRange, name: tree.elements[at].range,
                isOptional: element.isOptional, fix: snippet(number))
        // A sample in XML has none of these.
        case .items, .passedOver, .fields, .number, .boolean: break
        }
    }

    private mutating func leaf(
        _ leaf: Pattern.Leaf, _ text: String, _ label: String, at range: Range<Int>, name: Range<Int>, isOptional: Bool, fix: String
    ) {
        switch leaf {
        case .text(let constant, let ignoringCase):
            if ignoringCase ? text.equalsIgnoringASCIICase(constant) : text == constant {
                draft.kept.append(range)
            } else if !(isOptional && text.isEmpty) {
                tellConstant(text, constant, label, at: text.isEmpty ? name : range, fix: fix)
            }
        case .word(let word):
            if text.isEmpty {
                guard !isOptional else { return }
                draft.flaw(.empty, "'\(label)' is empty", at: place(name), fix: "it is read for \(words.name(of: word))", snippet: [fix])
            } else {
                take(text, for: word, as: label, at: range)
            }
        case .company(let constant?, let values) where !text.isEmpty:
            switch CompanyMark.problem(text, constant, values) {
            case nil: draft.kept.append(range)
            case .constant: tellConstant(text, constant, label, at: range, fix: fix)
            default: break
            }
        case .same where text.isEmpty && !isOptional, .company where text.isEmpty && !isOptional:
            draft.flaw(.empty, "'\(label)' is empty", at: place(name), fix: "it must be there", snippet: [fix])
        default: break
        }
    }

    private mutating func tellConstant(_ text: String, _ constant: String, _ label: String, at range: Range<Int>, fix: String) {
        let isCode = StUFWords.isKnown(text)
        if isCode { draft.kept.append(range) }
        let said = text.isEmpty ? "is empty" : isCode ? "says '\(text)'" : "has another value (\(ValueShape.text(text)))"
        draft.flaw(
            .constant, "'\(label)' \(said); agreed is '\(constant)'\(StUFWords.meaning(text).map { ". \($0)" } ?? "")", at: place(range),
            fix: "write it to the letter", snippet: [fix])
    }

    private mutating func take(_ text: String, for word: Int, as label: String, at range: Range<Int>) {
        let fixed = RequestWords.Fixed(rawValue: word)
        var shape = ValueShape.text(text, of: fixed)
        if shape == text { draft.kept.append(range) }
        if fixed?.isPerson == true {
            let told = ValueShape.bsn(text, quirks)
            shape = told.shape
            if let mistake = told.mistake { draft.flaw(.bsn, "'\(label)' \(mistake)", at: place(range), fix: told.fix) }
        }
        draft.verdict.words.append(Verdict.Word(name: words.name(of: word), part: label, text: shape, place: place(range)))
        if !filled.insert(word).inserted {
            draft.flaw(.duplicate, "'\(label)' gives \(words.name(of: word)) a second time", at: place(range), fix: "send it once")
        }
        let limit = RequestWords.limit(of: word)
        if text.unicodeScalars.count > limit || text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
            draft.flaw(
                .length, "'\(label)' is too long or holds a control character: \(ValueShape.text(text)), at most \(limit) can be taken",
                at: place(range), fix: "send at most \(limit) characters on one line")
        }
    }

    private mutating func children(of at: Int, _ number: Int) {
        let element = pattern.elements[number]
        if let loose = tree.elements[at].loose {
            draft.flaw(.shape, "text beside the elements of '\(element.label)'", at: place(loose), fix: "take the text out")
        }
        var seen: Set<Int> = []
        var strangers: [Int] = []
        var furthest: Int?
        for child in tree.elements[at].children {
            let name = tree.elements[child].name
            guard let known = element.children.first(where: { pattern.names[pattern.elements[$0].name] == name }) else {
                strangers.append(child)
                continue
            }
            if !seen.insert(known).inserted {
                draft.flaw(
                    .duplicate, "'\(pattern.elements[known].label)' stands here for the second time", at: place(child), fix: "send it once")
            }
            if let last = furthest, known < last { tellOrder(child, known, after: last, in: element) }
            furthest = max(furthest ?? known, known)
            if pattern.elements[known].isOptional, tree.elements[child].isNil {
                met.insert(known)
                draft.ignored(pattern.elements[known].label, "xsi:nil=\"true\" says that there is nothing", at: place(child))
            } else {
                match(child, known)
            }
        }
        for stranger in strangers { self.stranger(stranger, element, &seen) }
        for child in element.children where !pattern.elements[child].isOptional && !seen.contains(child) {
            missing.append((child, at))
        }
    }

    private mutating func tellOrder(_ at: Int, _ known: Int, after last: Int, in element: Pattern.Element) {
        let isTold = draft.verdict.flaws.contains { $0.kind == .order && $0.message.contains("'\(element.label)'") }
        guard !isTold else { return }
        let order = element.children.map { pattern.elements[$0].label }.joined(separator: ", ")
        draft.flaw(
            .order,
            "'\(pattern.elements[known].label)' stands behind '\(pattern.elements[last].label)' in '\(element.label)'; the sample has it before",
            at: place(at), fix: "the order is: \(order)", isWrong: false)
    }

    /// An element the sample does not have here: what it probably is.
    private mutating func stranger(_ at: Int, _ parent: Pattern.Element, _ seen: inout Set<Int>) {
        let name = tree.elements[at].name
        let told = VerdictDraft.told(name.local)
        let isIgnored = pattern.ignoresUnknown && !(AnswerChangers.contains(name.local) && !tree.isEmpty(at))
        let free = parent.children.filter { !seen.contains($0) }
        func local(_ child: Int) -> String { pattern.names[pattern.elements[child].name].local }
        if let meant = free.first(where: { local($0) == name.local }) {
            seen.insert(meant)
            let isNeeded = !pattern.elements[meant].isOptional
            tellNamespace(tree.elements[at].range, name, pattern.names[pattern.elements[meant].name], isWrong: isNeeded || !isIgnored)
            return match(at, meant)
        }
        let near = Spelling.nearest(to: name.local, in: free.map { local($0) })
        if let near, let meant = free.first(where: { local($0) == near }) {
            seen.insert(meant)
            let isNeeded = !pattern.elements[meant].isOptional
            draft.flaw(
                .spelling, "'\(told)' is not known in '\(parent.label)'", at: place(at), fix: "did you mean '\(near)'?",
                snippet: [snippet(meant)], isWrong: isNeeded || !isIgnored)
            return match(at, meant)
        }
        let elsewhere = pattern.elements.indices.first { pattern.names[pattern.elements[$0].name] == name && !parent.children.contains($0) }
        if let elsewhere, let home = pattern.elements.first(where: { $0.children.contains(elsewhere) }) {
            misplaced.insert(elsewhere)
            draft.flaw(
                .misplaced, "'\(told)' stands in '\(parent.label)'; it belongs in '\(home.label)'", at: place(at),
                fix: "move it into '\(home.label)'")
            return
        }
        if isIgnored {
            draft.ignored(told, "the sample does not know it, and this connector says 'unknown: ignore'", at: place(at))
            return passOver(tree.subtree(at))
        }
        let known = parent.children.map { pattern.elements[$0].label }
        draft.flaw(
            .unknown, "'\(told)' is not known in '\(parent.label)'", at: place(at),
            fix: AnswerChangers.contains(name.local)
                ? "leave it out: it would change the answer, so it is never passed over"
                : "leave it out; known here: \(known.joined(separator: ", "))")
    }

    /// Whether the version that a namespace stands for is told already: that its names are of it too is no news.
    private func isToldVersion(_ namespace: String) -> Bool {
        draft.verdict.flaws.contains { $0.kind == .version && $0.message.contains("'\(VerdictDraft.told(address: namespace))'") }
    }

    /// Told once per pair of namespaces: one wrong declaration makes many wrong names.
    mutating func tellNamespace(_ range: Range<Int>, _ name: Markup.Name, _ meant: Markup.Name, isWrong: Bool) {
        if isToldVersion(name.namespace) { return }
        if let known = mistaken.firstIndex(where: { $0.written == name.namespace && $0.meant == meant.namespace }) {
            mistaken[known].count += 1
            return
        }
        let said =
            name.namespace.isEmpty ? "is in no namespace" : "is in the namespace '\(VerdictDraft.told(address: name.namespace))'"
        let declared = tree.hasPrefix(for: meant.namespace) ? "" : " xmlns:ns=\"\(meant.namespace)\""
        let fix = meant.namespace.isEmpty ? "write it without a prefix" : "its namespace is '\(meant.namespace)'"
        draft.flaw(
            .namespace, "'\(VerdictDraft.told(name.local))' \(said)", at: place(range), fix: fix,
            snippet: ["<\(tree.written(meant))\(declared)>"], isWrong: isWrong)
        mistaken.append((name.namespace, meant.namespace, draft.verdict.flaws.count - 1, 1))
    }

    private mutating func tellMissing(_ child: Int, in parent: Int) {
        let element = tree.elements[parent]
        let number = pattern.elements.firstIndex { $0.children.contains(child) } ?? 0
        let brothers = pattern.elements[number].children
        let before = brothers.filter { $0 < child && met.contains($0) }.last.map { "after '\(pattern.elements[$0].label)'" }
        let behind = brothers.filter { $0 > child && met.contains($0) }.first.map { "before '\(pattern.elements[$0].label)'" }
        let at = before ?? behind ?? "in it"
        draft.flaw(
            .missing, "'\(pattern.elements[child].label)' is missing in '\(pattern.elements[number].label)'", at: place(element.range),
            fix: "add it \(at)", snippet: lines(child))
    }

    /// Looks into what is not read for a name that would change the answer.
    private mutating func passOver(_ range: Range<Int>) {
        for at in range where AnswerChangers.contains(tree.elements[at].name.local) && !tree.isEmpty(at) {
            draft.flaw(
                .unsupported, "'\(VerdictDraft.told(tree.elements[at].name.local))' would change the answer, so it is refused even here",
                at: place(at), fix: "leave it out or empty")
        }
        for at in range {
            for attribute in tree.elements[at].changers {
                draft.flaw(
                    .unsupported,
                    "the attribute '\(VerdictDraft.told(attribute.name.local))' would change the answer, so it is refused even here",
                    at: place(attribute.nameRange), fix: "leave it out or empty")
            }
        }
    }

    // MARK: - Attributes

    private mutating func attributes(of at: Int, _ element: Pattern.Element) {
        var seen: Set<Int> = []
        var isRead = true
        if case .any = element.leaf { isRead = false }
        for attribute in tree.elements[at].attributes {
            let name = attribute.name
            if name.namespace == XMLNamespace.instance || name.namespace == XMLNamespace.xml { continue }
            let exact = element.attributes.first { pattern.names[pattern.attributes[$0].name] == name }
            let bare =
                pattern.takesUnqualifiedAttributes && name.namespace.isEmpty
                ? element.attributes.first { pattern.names[pattern.attributes[$0].name].local == name.local } : nil
            if let known = exact ?? bare {
                seen.insert(known)
                let own = pattern.attributes[known]
                leaf(
                    own.leaf, attribute.value.trimmedOfSpace, own.label, at: attribute.valueRange, name: attribute.nameRange,
                    isOptional: own.isOptional, fix: written(own))
                continue
            }
            let isIgnored = (!isRead || pattern.ignoresUnknown) && !AnswerChangers.contains(name.local)
            unknown(attribute, element, isWrong: !isIgnored, &seen)
        }
        for known in element.attributes where !pattern.attributes[known].isOptional && !seen.contains(known) {
            draft.flaw(
                .missing, "'\(pattern.attributes[known].label)' is missing", at: place(at), fix: "add it",
                snippet: [written(pattern.attributes[known])])
        }
    }

    private mutating func unknown(
        _ attribute: XMLTree.Attribute, _ element: Pattern.Element, isWrong: Bool, _ seen: inout Set<Int>
    ) {
        let name = attribute.name
        let free = element.attributes.filter { !seen.contains($0) }
        func local(_ at: Int) -> String { pattern.names[pattern.attributes[at].name].local }
        let same = free.first { local($0) == name.local }
        let near = same ?? Spelling.nearest(to: name.local, in: free.map { local($0) }).flatMap { near in free.first { local($0) == near } }
        if let near {
            seen.insert(near)
            if same != nil, isToldVersion(name.namespace) { return }
            let meant = pattern.attributes[near]
            let said = same == nil ? "is not known" : name.namespace.isEmpty ? "has no namespace" : "is in another namespace"
            draft.flaw(
                same == nil ? .spelling : .namespace, "the attribute '\(VerdictDraft.told(name.local))' of '\(element.label)' \(said)",
                at: place(attribute.nameRange),
                fix: "write it as the sample has it", snippet: [written(meant)], isWrong: isWrong || !meant.isOptional)
        } else if isWrong {
            draft.flaw(
                .unknown, "the attribute '\(VerdictDraft.told(name.local))' is not known on '\(element.label)'",
                at: place(attribute.nameRange), fix: "leave it out")
        } else {
            draft.ignored("\(element.label)/@\(VerdictDraft.told(name.local))", "it is not read", at: place(attribute.nameRange))
        }
    }
}
