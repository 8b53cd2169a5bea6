import Core
import Syntax

/// Compiles a JSON request sample into a `Pattern`.
struct JSONRequestSample {
    private var pattern = Pattern()
    private var catches: Catches

    private init(_ catches: Catches) { self.catches = catches }

    static func compile(
        _ source: SourceText, quirks: Quirks, _ catches: inout Catches, _ diagnostics: inout Diagnostics
    ) -> Pattern? {
        guard let root = JSONReader.read(source, into: &diagnostics) else { return nil }
        guard root.entries != nil else {
            diagnostics.error(.sampleShape, at: root.span, "a JSON message is an object, this is \(root.shape)")
            return nil
        }
        var compiler = JSONRequestSample(catches)
        let part = SampleMember(root, &diagnostics)
        compiler.pattern.elements = [compiler.shell(part, key: -1, label: "", optional: false, certain: true, &diagnostics)]
        compiler.fill(0, part, Around(ignoresOthers: quirks.unknown == .ignore), &diagnostics)
        catches = compiler.catches
        return compiler.pattern
    }

    private mutating func shell(
        _ part: SampleMember, key: Int, label: String, optional: Bool, certain: Bool, _ diagnostics: inout Diagnostics
    ) -> Pattern.Element {
        if let mark = part.marks[.any], mark.isBare, key >= 0, AnswerChangers.contains(pattern.keys[key]) {
            diagnostics.error(
                .sampleShape, at: mark.span, "'\(label)' can change the answer and may not be ignored without a reason",
                hint: "read it with a hole, refuse it with a:refuse, or say why it may be passed over: \"a:any\": \"…\"")
        }
        if let mark = part.marks[.others], Quirks.Unknown(rawValue: mark.value) == nil {
            diagnostics.error(.unknownMark, at: mark.span, "'a:others' is 'ignore' or 'refuse'")
        } else if let mark = part.marks[.others] {
            guard case .members = part.content else {
                diagnostics.error(.unknownMark, at: mark.span, "'a:others' means nothing on what has no members")
                return Pattern.Element(name: key, label: label, leaf: .any, isOptional: optional, children: 0..<0, attributes: 0..<0)
            }
        }
        part.marks.allow(Marks.ofRequest, "in a request", &diagnostics)
        let leaf = leaf(part, certain: certain && !optional, &diagnostics)
        return Pattern.Element(name: key, label: label, leaf: leaf, isOptional: optional, children: 0..<0, attributes: 0..<0)
    }

    private mutating func leaf(_ part: SampleMember, certain: Bool, _ diagnostics: inout Diagnostics) -> Pattern.Leaf {
        if let reason = part.marks[.refuse] {
            if reason.value.isEmpty {
                diagnostics.error(.nothingReason, at: reason.span, "'a:refuse' needs the sentence a vendor will read (in Dutch)")
            }
            return .refused(reason.value)
        }
        if let mark = part.marks[.any] { return mark.isBare ? .any : .passedOver }
        if let mark = part.marks[.company] {
            switch part.content {
            case .text: break
            case .members, .nothing: return CompanyMark.leaf(mark, constant: nil, &diagnostics)
            default: CompanyMark.refuse(mark, "it stands on a text, or on an object of marks alone", &diagnostics)
            }
        }
        switch part.content {
        case .members: return .inner
        case .items: return .items
        case .number(let digits): return .number(digits)
        case .boolean(let value): return .boolean(value)
        case .nothing:
            diagnostics.error(.sampleShape, at: part.span, "null says nothing about what must stand here", hint: "use a:any")
            return .any
        case .text(JSONRequestSample.fieldsHole): return fields(part.span, &diagnostics)
        case .text(let text):
            let ignoringCase = part.marks[.case]?.value == "ignore"
            return RequestLeaf.compile(
                text, ignoringCase: ignoringCase, isCertain: certain, same: part.marks[.same], company: part.marks[.company],
                SamplePlace(part.span), &catches, &diagnostics) ?? .any
        }
    }

    /// The hole for a list of paths; there is one such list in a request.
    private static let fieldsHole = "{fields}"

    private mutating func fields(_ span: Span, _ diagnostics: inout Diagnostics) -> Pattern.Leaf {
        let isTwice = pattern.elements.contains { if case .fields = $0.leaf { true } else { false } }
        if isTwice { diagnostics.error(.holeTwice, at: span, "'fields' is already read elsewhere in this request") }
        return .fields
    }

    /// What the marks around a part say of it.
    private struct Around {
        var allAreOptional = false
        var ignoresOthers: Bool
        var isCertain = true
    }

    private mutating func fill(_ at: Int, _ part: SampleMember, _ around: Around, _ diagnostics: inout Diagnostics) {
        var around = around
        if part.marks.optional(&diagnostics) == .all { around.allAreOptional = true }
        if let unknown = part.marks[.others].flatMap({ Quirks.Unknown(rawValue: $0.value) }) { around.ignoresOthers = unknown == .ignore }
        pattern.elements[at].ignoresOthers = around.ignoresOthers
        let label = pattern.elements[at].label
        var parts: [(key: Int, label: String, part: SampleMember)] = []
        switch (pattern.elements[at].leaf, part.content) {
        case (.inner, .members(let members)):
            for member in members {
                if let hole = HoleText.hole(in: member.key) {
                    diagnostics.error(.holePlace, at: member.keySpan, "'\(hole)' cannot stand in a key", hint: "holes stand in texts")
                }
                let name = label.isEmpty ? member.key : "\(label).\(member.key)"
                parts.append((pattern.index(of: member.key), name, SampleMember(member.value, &diagnostics)))
            }
        case (.items, .items(let items)):
            for (index, item) in items.enumerated() { parts.append((-1, "\(label)[\(index)]", SampleMember(item, &diagnostics))) }
        default: return
        }
        let first = pattern.elements.count
        if parts.count > Pattern.widest { diagnostics.error(.sampleShape, at: part.span, "more than \(Pattern.widest) members in one") }
        for (key, label, part) in parts {
            let optional =
                around.allAreOptional || part.marks.optional(&diagnostics) != .no || part.marks[.refuse] != nil || part.isCompanyWhenFilled
            if optional, key < 0 {
                diagnostics.error(.sampleShape, at: part.span, "an item of a request's list cannot be optional")
            }
            pattern.elements.append(shell(part, key: key, label: label, optional: optional, certain: around.isCertain, &diagnostics))
        }
        pattern.elements[at].children = first..<pattern.elements.count
        for (offset, entry) in parts.enumerated() {
            var inner = around
            inner.isCertain = around.isCertain && !pattern.elements[first + offset].isOptional
            fill(first + offset, entry.part, inner, &diagnostics)
        }
    }
}

/// A value of a JSON sample with its marks taken apart.
struct SampleMember {
    enum Content {
        case members([Node.Entry])
        case items([Node])
        case text(String)
        case number(String)
        case boolean(Bool)
        case nothing
    }

    let content: Content
    let marks: Marks
    let span: Span
    /// The items that differ by kind.
    let kinds: [Node]

    /// Marked `a:company` without a constant: anything in it names a company.
    var isCompanyWhenFilled: Bool {
        guard marks[.company] != nil else { return false }
        if case .text = content { return false }
        return true
    }

    init(_ node: Node, _ diagnostics: inout Diagnostics) {
        var marks = Marks()
        var plain: [Node.Entry] = []
        var value: Node?
        var kinds: [Node] = []
        for entry in node.entries ?? [] {
            guard entry.key.hasPrefix(Marks.jsonPrefix) else {
                plain.append(entry)
                continue
            }
            let mark = String(entry.key.dropFirst(Marks.jsonPrefix.utf8.count))
            var text = ""
            switch entry.value.content {
            case .text(let written): text = written
            case .boolean(true): text = "true"
            case .list(let items) where mark == Marks.Name.kinds.rawValue: kinds = items
            case _ where mark == Marks.Name.value.rawValue: break
            default: diagnostics.error(.wrongShape, at: entry.value.span, "'\(entry.key)' cannot be \(entry.value.shape)")
            }
            if mark == Marks.Name.value.rawValue { value = entry.value }
            marks.add(mark, text, at: mark == Marks.Name.value.rawValue ? entry.value.span : entry.keySpan, &diagnostics)
        }
        if value != nil, let other = plain.first {
            diagnostics.error(.sampleShape, at: other.keySpan, "beside 'a:value' stand marks only")
        }
        let bare = value ?? node
        self.marks = marks
        self.kinds = kinds
        span = bare.span
        content =
            switch bare.content {
            case .map: .members(value == nil ? plain : bare.entries ?? [])
            case .list(let items): .items(items)
            case .text(let text): .text(text)
            case .number(let digits): .number(digits)
            case .boolean(let value): .boolean(value)
            case .nothing: .nothing
            }
    }
}
