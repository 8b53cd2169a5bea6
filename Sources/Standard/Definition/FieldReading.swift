import Core
import Syntax

/// The kind of object a field stands in: what may stand there differs.
enum Place {
    /// The document, or an object in it.
    case document
    case zaak
    /// What all events have, or one kind.
    case event
}

/// Understands the marks of one field.
struct FieldReading {
    let raw: RawField
    let place: Place

    init(_ raw: RawField, in place: Place) {
        self.raw = raw
        self.place = place
    }

    func definition(_ diagnostics: inout Diagnostics) -> FieldDefinition? {
        let before = diagnostics.errorCount
        let need = need(&diagnostics)
        let content = content(&diagnostics)
        let kind = kind(of: content, &diagnostics)
        let origin = origin(of: content, &diagnostics)
        let format: Format? = word("format", &diagnostics)
        let role: Role? = word("role", &diagnostics)
        let words = raw["words"]?.needList("'words'", &diagnostics)?.compactMap { $0.needText("a word", &diagnostics) }
        let minimum = minimum(&diagnostics)
        let refersTo = raw["refers_to"].map { $0.text == nil ? $0.list ?? [] : [$0] } ?? []
        let key = raw["key"]?.needText("'key'", &diagnostics) ?? raw.name
        let element = raw["element"]?.needText("'element'", &diagnostics) ?? ""
        let summary = raw["means"]?.needText("'means'", &diagnostics)
        if summary == nil, raw["means"] == nil {
            diagnostics.error(.missingKey, at: raw.span, "the field '\(raw.name)' needs 'means': what it is, in a sentence")
        }
        checkWireName(key, at: raw["key"]?.span ?? raw.span, &diagnostics)
        if let node = raw["element"] { checkWireName(element, at: node.span, &diagnostics) }
        if case .list = content, raw["element"] == nil {
            diagnostics.error(.standardMarks, at: raw.span, "the list '\(raw.name)' needs 'element', the name of one item in XML")
        }
        let sentences = Sentences({ raw[$0] }, &diagnostics)
        let english = Sentences({ raw[$0] }, in: .english, &diagnostics)
        let told = WordTelling({ raw[$0] }, of: words ?? [], &diagnostics)
        checkMarks(content, kind, format, words, &diagnostics)
        guard diagnostics.errorCount == before, let kind, let origin, let need else { return nil }
        return FieldDefinition(
            name: raw.name, span: raw.span, raw: raw, key: key, content: content, kind: kind, format: format, words: words,
            minimum: minimum,
            origin: origin, role: role, need: need, refersTo: refersTo, element: element, summary: summary ?? "",
            sentences: sentences, englishSentences: english, told: told)
    }

    private func word<Word: RawRepresentable & CaseIterable>(_ mark: String, _ diagnostics: inout Diagnostics) -> Word?
    where Word.RawValue == String {
        guard let node = raw[mark], let text = node.needText("'\(mark)'", &diagnostics) else { return nil }
        if let word = Word(rawValue: text) { return word }
        diagnostics.error(
            .wrongWord, at: node.span, "'\(text)' is not possible for '\(mark)'",
            hint: Spelling.hint(for: text, in: Word.allCases.map(\.rawValue)))
        return nil
    }

    private func need(_ diagnostics: inout Diagnostics) -> Field.Need? {
        let grade: Grade? = word("grade", &diagnostics)
        if raw["grade"] == nil {
            diagnostics.error(.missingKey, at: raw.span, "the field '\(raw.name)' needs 'grade': how sure we are of it")
        }
        guard raw["need"] != nil else { return .expected }
        let need: Field.Need? = word("need", &diagnostics)
        if need == .required, let grade, !grade.isCertain {
            diagnostics.error(
                .standardGrade, at: raw["need"]?.span ?? raw.span, "'\(raw.name)' is graded \(grade.rawValue) and cannot be required",
                label: "only A and A' can", hint: "write 'expected': an answer may then lack it, and check warns")
        }
        return need
    }

    private func content(_ diagnostics: inout Diagnostics) -> FieldDefinition.Content {
        let given = ["constant", "total", "list", "object"].filter { raw[$0] != nil }
        if given.count > 1 {
            diagnostics.error(.standardMarks, at: raw.span, "'\(raw.name)' is both '\(given[0])' and '\(given[1])'")
        }
        if let node = raw["constant"] { return .constant(node.needText("'constant'", &diagnostics) ?? "") }
        if let node = raw["total"] { return Formula(node, &diagnostics).map { .total($0) } ?? .value }
        if raw["list"] != nil {
            let list: ListContent? = word("list", &diagnostics)
            return list.map { .list($0) } ?? .value
        }
        if let node = raw["object"] { return .object(node.needText("'object'", &diagnostics) ?? "") }
        return raw["from"]?.text == "kind" ? .kindName : .value
    }

    private func kind(of content: FieldDefinition.Content, _ diagnostics: inout Diagnostics) -> ValueKind? {
        switch content {
        case .constant, .kindName: return .text
        case .list: return .list
        case .object: return .record
        case .value, .total:
            guard let node = raw["type"] else {
                diagnostics.error(.missingKey, at: raw.span, "the field '\(raw.name)' needs 'type'")
                return nil
            }
            let kind: ValueKind? = word("type", &diagnostics)
            if kind == .list || kind == .record {
                diagnostics.error(.standardMarks, at: node.span, "a \(node.text ?? "") is declared by 'list' or 'object', not by 'type'")
            }
            if case .total = content, kind != .money {
                diagnostics.error(.standardTotal, at: node.span, "a total is money")
            }
            return kind
        }
    }

    private func origin(of content: FieldDefinition.Content, _ diagnostics: inout Diagnostics) -> Field.Origin? {
        switch content {
        case .constant, .kindName, .object: return .constant
        case .total, .list: return .computed
        case .value: break
        }
        guard let node = raw["from"] else {
            // A financial case is its events and its kenmerk: there is nothing else a mapping could fill.
            let canBeMapped = place == .event || (place == .zaak && raw["role"]?.text == Role.kenmerk.rawValue)
            if !canBeMapped {
                diagnostics.error(.standardMarks, at: raw.span, "nothing gives '\(raw.name)'", hint: "say where it comes from: 'from'")
            }
            return .mapped
        }
        let origin: Field.Origin? = word("from", &diagnostics)
        let possible: [Field.Origin] =
            switch place {
            case .document: [.subject, .organisation, .now]
            case .zaak: [.subject, .organisation, .now]
            case .event: [.mapped, .subject, .organisation, .case, .now]
            }
        if let origin, !possible.contains(origin) {
            diagnostics.error(.standardMarks, at: node.span, "'\(raw.name)' cannot come from '\(origin.rawValue)' here")
        }
        return origin
    }

    private func minimum(_ diagnostics: inout Diagnostics) -> Int? {
        guard let node = raw["minimum"] else { return nil }
        if let cents = node.text.flatMap({ Int($0) }), raw["type"]?.text == ValueKind.money.rawValue { return cents }
        diagnostics.error(.standardMarks, at: node.span, "'minimum' is a whole number of cents, on money")
        return nil
    }

    private func checkWireName(_ name: String, at span: Span, _ diagnostics: inout Diagnostics) {
        let bytes = Array(name.utf8)
        let isLetter = { (byte: UInt8) in (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "_") }
        let isName = bytes.first.map(isLetter) == true && bytes.allSatisfy { isLetter($0) || $0 &- 0x30 <= 9 || $0 == 0x2D || $0 == 0x2E }
        if !isName {
            diagnostics.error(
                .standardWireName, at: span, "'\(name)' is no name of JSON and XML",
                hint: "letters, digits, '_', '-' and '.', a letter or '_' first")
        }
    }

    private func checkMarks(
        _ content: FieldDefinition.Content, _ kind: ValueKind?, _ format: Format?, _ words: [String]?, _ diagnostics: inout Diagnostics
    ) {
        if format != nil || words != nil || raw["refers_to"] != nil, let kind, kind != .text {
            let mark = ["format", "words", "refers_to"].first { raw[$0] != nil } ?? ""
            diagnostics.error(.standardMarks, at: raw[mark]?.span ?? raw.span, "'\(mark)' is for texts, '\(raw.name)' is \(kind.rawValue)")
        }
        if let words, words.isEmpty || Set(words).count != words.count {
            diagnostics.error(.standardConstant, at: raw["words"]?.span ?? raw.span, "'words' names one or more words, each once")
        }
        guard let format else { return }
        for word in words ?? [] where !format.accepts(word) {
            diagnostics.error(.standardConstant, at: raw["words"]?.span ?? raw.span, "the word '\(word)' is no \(format.rawValue)")
        }
        if case .constant(let text) = content, !format.accepts(text) {
            diagnostics.error(.standardConstant, at: raw["constant"]?.span ?? raw.span, "the constant is no \(format.rawValue)")
        }
    }
}
