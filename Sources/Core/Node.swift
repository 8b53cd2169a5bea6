/// What was written, and where: the tree of a YAML or JSON text. What it *means* is a `Value`, and no node is both.
package struct Node: Sendable {
    package enum Content: Sendable {
        /// A text as written. In YAML every scalar is one (`N`, `on`, `01-02`, `1.50`) but plain `true`, `false` and nothing at all.
        case text(String)
        /// A JSON number, as its digits were written; never converted to floating point.
        case number(String)
        case boolean(Bool)
        /// JSON `null`, or a YAML key with nothing behind it.
        case nothing
        case list([Node])
        case map([Entry])
    }

    /// A key and what stands behind it.
    package struct Entry: Sendable {
        package let key: String
        package let keySpan: Span
        package let value: Node

        package init(key: String, keySpan: Span, value: Node) {
            self.key = key
            self.keySpan = keySpan
            self.value = value
        }
    }

    package let content: Content
    package let span: Span

    package init(_ content: Content, _ span: Span) {
        self.content = content
        self.span = span
    }

    /// What stands behind a key of a map; nil when this is no map or has no such key.
    package subscript(key: String) -> Node? {
        guard case .map(let entries) = content else { return nil }
        return entries.first { $0.key == key }?.value
    }

    package var text: String? {
        if case .text(let text) = content { text } else { nil }
    }

    package var list: [Node]? {
        if case .list(let items) = content { items } else { nil }
    }

    package var entries: [Entry]? {
        if case .map(let entries) = content { entries } else { nil }
    }

    /// What kind of thing it is, for a message: "a text", "a list", …
    package var shape: String {
        switch content {
        case .text: "a text"
        case .number: "a number"
        case .boolean: "true or false"
        case .nothing: "nothing"
        case .list: "a list"
        case .map: "a map"
        }
    }
}

/// Prints its shape only: the nodes of a request hold a citizen's data.
extension Node: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "<\(shape)>" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

extension Node.Content: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "<content>" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

extension Node.Entry: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "<entry>" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
