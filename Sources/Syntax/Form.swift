package import Core

/// A map of a file as its author filled it in: the keys that may stand there, each asked for by name. What is not known is refused.
package struct Form {
    /// The map itself, for its place.
    package let node: Node
    /// What the map describes, for messages: "a mapping", "the listener".
    package let what: String
    private let entries: [Node.Entry]
    /// Nil for a map whose keys are names of the author's own, such as the columns of a row.
    private let shape: FormShape?
    /// Keys that are not there by their own name but stand there misspelt, which was told.
    private let meant: Set<String>
    /// Whether a key was told to be unknown.
    package let hasUnknownKeys: Bool

    /// Nil when the node is no map. Unknown keys are reported with the nearest known one.
    package init?(_ node: Node, _ what: String, _ shape: FormShape, _ diagnostics: inout Diagnostics) {
        self.init(node, what, keys: shape.names, shape, &diagnostics)
    }

    /// For a map whose keys another file decides.
    package init?(_ node: Node, _ what: String, keys: [String], _ diagnostics: inout Diagnostics) {
        self.init(node, what, keys: keys, nil, &diagnostics)
    }

    private init?(_ node: Node, _ what: String, keys: [String], _ shape: FormShape?, _ diagnostics: inout Diagnostics) {
        guard let entries = node.entries else {
            _ = node.needEntries(what, &diagnostics)
            return nil
        }
        self.node = node
        self.what = what
        self.entries = entries
        self.shape = shape
        let unknown = entries.lazy.map(\.key).filter { !keys.contains($0) }
        meant = Set(unknown.compactMap { Spelling.nearest(to: $0, in: keys) })
        hasUnknownKeys = !unknown.isEmpty
        for entry in entries where !keys.contains(entry.key) {
            diagnostics.error(
                .unknownKey, at: entry.keySpan, "\(what) has no key '\(entry.key)'", label: "not known here",
                hint: Spelling.hint(for: entry.key, in: keys))
        }
    }

    /// What stands behind a key, or nil.
    package subscript(_ key: String) -> Node? { entry(key)?.value }

    /// The key and what stands behind it, or nil.
    package func entry(_ key: String) -> Node.Entry? {
        assert(shape?.key(key) != nil || shape == nil, "\(what) has no key '\(key)' in its shape")
        return entries.first { $0.key == key }
    }

    /// What stands behind a key that must be there.
    package func need(_ key: String, _ diagnostics: inout Diagnostics) -> Node? {
        assert(shape?.canInsist(on: key) ?? true, "the shape of \(what) does not say that '\(key)' is needed")
        if let node = self[key] { return node }
        if meant.contains(key) { return nil }
        diagnostics.error(.missingKey, at: node.span, "\(what) needs '\(key)'", label: "'\(key)' is missing")
        return nil
    }

    /// A text that may be absent; any other shape is reported.
    package func text(_ key: String, _ diagnostics: inout Diagnostics) -> String? {
        self[key].flatMap { $0.needText("'\(key)'", &diagnostics) }
    }

    /// A text that must be there.
    package func needText(_ key: String, _ diagnostics: inout Diagnostics) -> String? {
        need(key, &diagnostics).flatMap { $0.needText("'\(key)'", &diagnostics) }
    }

    /// A whole number within the range of its shape, absent allowed.
    package func integer(_ key: String, _ diagnostics: inout Diagnostics) -> Int? {
        guard case .integer(let range)? = shape?.key(key)?.shape else {
            preconditionFailure("the shape of \(what) does not say that '\(key)' is a whole number")
        }
        return integer(key, in: range, &diagnostics)
    }

    /// A whole number within a range, absent allowed.
    package func integer(_ key: String, in range: ClosedRange<Int>, _ diagnostics: inout Diagnostics) -> Int? {
        guard let node = self[key] else { return nil }
        guard let number = node.text.flatMap({ Int($0) }), range.contains(number) else {
            diagnostics.error(
                .wrongShape, at: node.span, "'\(key)' must be a whole number from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return number
    }

    /// A number within the range of its shape, decimals allowed, absent allowed.
    package func number(_ key: String, of unit: String, _ diagnostics: inout Diagnostics) -> Double? {
        guard case .number(let range)? = shape?.key(key)?.shape else {
            preconditionFailure("the shape of \(what) does not say that '\(key)' is a number")
        }
        guard let node = self[key] else { return nil }
        guard let text = node.text, text.utf8.allSatisfy({ $0 == 0x2E || (0x30...0x39).contains($0) }), let number = Double(text),
            range.contains(number)
        else {
            diagnostics.error(
                .wrongShape, at: node.span, "'\(key)' must be a number of \(unit) from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return number
    }

    /// True or false, absent allowed.
    package func boolean(_ key: String, _ diagnostics: inout Diagnostics) -> Bool? {
        guard let node = self[key] else { return nil }
        guard case .boolean(let value) = node.content else {
            diagnostics.error(.wrongShape, at: node.span, "'\(key)' must be true or false, this is \(node.shape)")
            return nil
        }
        return value
    }

    /// One of a few words, absent allowed.
    package func word<Word: RawRepresentable & CaseIterable>(
        _ key: String, of: Word.Type, _ diagnostics: inout Diagnostics
    ) -> Word? where Word.RawValue == String {
        assert(has(Word.allCases.map(\.rawValue), key), "the shape of \(what) has other words for '\(key)'")
        guard let node = self[key], let text = node.needText("'\(key)'", &diagnostics) else { return nil }
        if let word = Word(rawValue: text) { return word }
        diagnostics.error(
            .wrongWord, at: node.span, "'\(text)' is not possible for '\(key)'",
            hint: Spelling.hint(for: text, in: Word.allCases.map(\.rawValue)))
        return nil
    }

    /// A list of texts (or one text, which counts as a list of one), absent allowed.
    package func texts(_ key: String, _ diagnostics: inout Diagnostics) -> [Node]? {
        guard let node = self[key] else { return nil }
        if node.text != nil { return [node] }
        guard let items = node.needList("'\(key)'", &diagnostics) else { return nil }
        return items.filter { $0.needText("an item of '\(key)'", &diagnostics) != nil }
    }

    /// Whether the shape, where there is one, has these words for a key.
    private func has(_ words: [String], _ key: String) -> Bool {
        guard let shape else { return true }
        guard case .words(let declared)? = shape.key(key)?.shape else { return false }
        return declared.map(\.name) == words
    }
}

extension Node {
    /// The text this must be; any other shape is reported.
    package func needText(_ what: String, _ diagnostics: inout Diagnostics) -> String? {
        if case .text(let text) = content { return text }
        let hint: String? =
            switch content {
            case .boolean: "put it between quotes when it is a text"
            case .nothing: "nothing stands behind the ':'"
            default: nil
            }
        diagnostics.error(.wrongShape, at: span, "\(what) must be a text, this is \(shape)", hint: hint)
        return nil
    }

    private var isNothing: Bool { if case .nothing = content { true } else { false } }

    /// The list this must be; any other shape is reported.
    package func needList(_ what: String, _ diagnostics: inout Diagnostics) -> [Node]? {
        if let list { return list }
        diagnostics.error(
            .wrongShape, at: span, "\(what) must be a list, this is \(shape)",
            hint: entries != nil ? "each item of a list begins with '- '" : isNothing ? "nothing stands behind the ':'" : nil)
        return nil
    }

    /// The entries of the map this must be; any other shape is reported.
    package func needEntries(_ what: String, _ diagnostics: inout Diagnostics) -> [Entry]? {
        if let entries { return entries }
        diagnostics.error(
            .wrongShape, at: span, "\(what) must be a map, this is \(shape)",
            hint: list != nil ? "a map has 'key: value' without '- ' in front" : isNothing ? "nothing stands behind the ':'" : nil)
        return nil
    }
}
