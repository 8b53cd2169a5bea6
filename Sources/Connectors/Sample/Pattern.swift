import Core
import Syntax

/// A request sample as flat tables: what a message must look like, and which of its leaves are read for which word.
struct Pattern: Sendable {
    enum Leaf: Sendable {
        /// Not a leaf: its children are compared.
        case inner
        /// JSON: a list whose items are compared one by one.
        case items
        case text(String, ignoringCase: Bool)
        case number(String)
        case boolean(Bool)
        /// Read for a word.
        case word(Int)
        /// Not read; but nothing in it may change the answer.
        case any
        /// JSON: not looked into at all, for the reason that the sample gives.
        case passedOver
        /// JSON: a list of paths of the answer, by which the request chooses what it is given.
        case fields
        /// Refused unless empty, with this reason (Dutch).
        case refused(String)
        /// A constant where some other values name a company (none given: all others do); without a constant, anything does.
        case company(constant: String?, values: [String])
        /// Must be the value that is read elsewhere for the word.
        case same(Int)
    }

    struct Element: Sendable {
        /// XML: index in `names`. JSON: index in `keys`; -1 for an item of a list.
        let name: Int
        /// What a fault calls it.
        let label: String
        let leaf: Leaf
        let isOptional: Bool
        var children: Range<Int>
        let attributes: Range<Int>
        /// JSON: whether members that the sample does not know are passed over here.
        var ignoresOthers = false
    }

    struct Attribute: Sendable {
        let name: Int
        let label: String
        let leaf: Leaf
        let isOptional: Bool
    }

    /// How many children one element may have: which were seen is kept in one machine word.
    static let widest = 64

    /// The first is the root; children stand together.
    var elements: [Element] = []
    var attributes: [Attribute] = []
    var names: [Markup.Name] = []
    var keys: [String] = []
    /// What the sample shows, as an example of a text, where anything may stand: by the index of the element.
    var examples: [Int: String] = [:]
    /// XML: what is done with what the sample does not know.
    var ignoresUnknown = false
    /// Whether an attribute without namespace counts as the sample's (PHP's SOAP client sends `entiteittype` so).
    var takesUnqualifiedAttributes = false
    /// Whether loose text and repetition of what is not read are passed over.
    var looksAtWordsOnly = false

    /// XML: the name of the message.
    var root: Markup.Name { names[elements[0].name] }

    /// XML: the text that an element of this name must have; nil when none must have one.
    func constant(of name: Markup.Name) -> String? {
        for element in elements where names[element.name] == name {
            if case .text(let constant, _) = element.leaf { return constant }
        }
        return nil
    }

    mutating func index(of name: Markup.Name) -> Int {
        if let at = names.firstIndex(of: name) { return at }
        names.append(name)
        return names.count - 1
    }

    mutating func index(of key: String) -> Int {
        if let at = keys.firstIndex(of: key) { return at }
        keys.append(key)
        return keys.count - 1
    }
}

/// What a request sample catches, noted while it is compiled.
struct Catches {
    var words: RequestWords
    /// The words this request has a hole for.
    var filled: Set<Int> = []
    /// Those that are there in every message that matches.
    var always: Set<Int> = []
    /// Words that stand once more, to be compared.
    var repeated: [(word: Int, span: Span)] = []
}
