/// An XML text as a flat list of tokens in document order: walked, not climbed.
///
/// Namespaces are resolved, entities and CDATA are plain text, comments and processing instructions are gone. Tokens of a
/// sample file know their line and column; those of a vendor's message do not, because nothing of it is ever quoted.
package struct Markup: Sendable {
    /// A name with its namespace by URI; prefixes mean nothing.
    package struct Name: Sendable, Hashable {
        /// Empty for no namespace.
        package let namespace: String
        package let local: String

        package init(_ namespace: String, _ local: String) {
            self.namespace = namespace
            self.local = local
        }
    }

    package struct Attribute: Sendable {
        /// Index in `names`.
        package let name: Int
        package let value: String

        package init(name: Int, value: String) {
            self.name = name
            self.value = value
        }
    }

    package enum Kind: Sendable {
        case element, end, text
    }

    package struct Token: Sendable {
        package let kind: Kind
        /// Index in `names` of an element (and of its end); -1 for a text.
        package let name: Int
        /// The attributes of an element, as a range of `attributes`.
        package let attributes: Range<Int>
        /// A text, whole: neighbouring runs, entities and CDATA are one token. Empty for other kinds.
        package let text: String
        /// For an element the index of its end token; for others its own index.
        package internal(set) var end: Int
        /// Counted from 1; 0 in a vendor's message.
        package let line: Int32
        /// Counted from 1, in characters; 0 in a vendor's message.
        package let column: Int32

        package init(kind: Kind, name: Int, attributes: Range<Int>, text: String, end: Int, line: Int32, column: Int32) {
            self.kind = kind
            self.name = name
            self.attributes = attributes
            self.text = text
            self.end = end
            self.line = line
            self.column = column
        }
    }

    /// Each name once.
    package let names: [Name]
    package let attributes: [Attribute]
    package let tokens: [Token]

    package init(names: [Name], attributes: [Attribute], tokens: [Token]) {
        self.names = names
        self.attributes = attributes
        self.tokens = tokens
    }
}

extension Markup: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "<markup of \(tokens.count) tokens>" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

extension Markup.Token: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "<\(kind)>" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

extension Markup.Attribute: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "<attribute>" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
