import Core
import Syntax

/// A well-formed message with what every name and value of it means, and where it stands: what the reader knows and what the pieces know,
/// put together.
struct XMLTree {
    struct Attribute {
        let name: Markup.Name
        let value: String
        let nameRange: Range<Int>
        let valueRange: Range<Int>
    }

    struct Element {
        let name: Markup.Name
        /// The name in the start tag, with its prefix.
        let range: Range<Int>
        var attributes: [Attribute] = []
        let parent: Int?
        var children: [Int] = []
        /// Behind its last descendant.
        var end = 0
        /// The text of an element without elements, without the space around it.
        var text = ""
        var textRange: Range<Int>
        /// Text beside elements.
        var loose: Range<Int>?

        var isLeaf: Bool { children.isEmpty }
        /// Filled attributes whose names would change the answer.
        var changers: [Attribute] { attributes.filter { AnswerChangers.contains($0.name.local) && !$0.value.isOnlySpace } }
        /// `xsi:nil="true"`.
        var isNil: Bool {
            attributes.contains { $0.value.trimmedOfSpace == "true" && $0.name == Markup.Name(XMLNamespace.instance, "nil") }
        }
    }

    /// In document order; the first is the root.
    private(set) var elements: [Element] = []
    /// The first prefix that stands for each namespace; empty for a default one.
    private(set) var prefixes: [(namespace: String, prefix: String)] = []
    private(set) var comments: [(kind: SourcePiece.Kind, range: Range<Int>)] = []

    init?(_ markup: Markup, _ pieces: [SourcePiece], _ bytes: [UInt8]) {
        let tokens = markup.tokens.indices.filter { markup.tokens[$0].kind == .element }
        var open: [Int] = []
        var attribute = 0
        var name = 0..<0
        var isNamespace = false
        func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
        for piece in pieces {
            switch piece.kind {
            case .elementName:
                guard elements.count < tokens.count else { return nil }
                let token = markup.tokens[tokens[elements.count]]
                attribute = token.attributes.lowerBound
                if let parent = open.last { elements[parent].children.append(elements.count) }
                open.append(elements.count)
                elements.append(
                    Element(
                        name: markup.names[token.name], range: piece.range, parent: open.dropLast().last,
                        textRange: piece.range.upperBound..<piece.range.upperBound))
            case .attributeName:
                name = piece.range
                isNamespace = text(name) == "xmlns" || text(name).hasPrefix("xmlns:")
                // An empty value has no piece.
                if !isNamespace { take(name, valueRange: nil, markup, &attribute, open.last) }
            case .namespace:
                let prefix = String(text(name).dropFirst(6))
                let namespace = text(piece.range)
                if !prefixes.contains(where: { $0.namespace == namespace }) { prefixes.append((namespace, prefix)) }
            case .attributeValue: take(name, valueRange: piece.range, markup, &attribute, open.last)
            case .emptyTagEnd: close(&open)
            case .endName: close(&open)
            case .text, .characterData: add(piece.range, text(piece.range), open.last)
            case .comment, .instruction: comments.append((piece.kind, piece.range))
            default: break
            }
        }
        guard open.isEmpty, elements.count == tokens.count, !elements.isEmpty else { return nil }
        // What the reader read of a leaf is its text: references and CDATA are resolved.
        for (at, token) in tokens.enumerated() where elements[at].isLeaf {
            let inner = markup.tokens[(token + 1)..<markup.tokens[token].end]
            elements[at].text = inner.map(\.text).joined().trimmedOfSpace
        }
    }

    private mutating func take(
        _ name: Range<Int>, valueRange: Range<Int>?, _ markup: Markup, _ next: inout Int, _ element: Int?
    ) {
        guard let element else { return }
        if let valueRange {
            // Its name came first, and took its place.
            guard let last = elements[element].attributes.last, last.nameRange == name else { return }
            elements[element].attributes[elements[element].attributes.count - 1] = Attribute(
                name: last.name, value: last.value, nameRange: name, valueRange: valueRange)
            return
        }
        guard markup.attributes.indices.contains(next) else { return }
        let read = markup.attributes[next]
        next += 1
        elements[element].attributes.append(
            Attribute(name: markup.names[read.name], value: read.value, nameRange: name, valueRange: name))
    }

    private mutating func close(_ open: inout [Int]) {
        guard let last = open.popLast() else { return }
        elements[last].end = elements.count
    }

    private mutating func add(_ range: Range<Int>, _ text: String, _ element: Int?) {
        guard let element, !text.isOnlySpace else { return }
        let first = text.utf8.prefix { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }.count
        let trimmed = range.lowerBound + first..<range.lowerBound + first + text.trimmedOfSpace.utf8.count
        if elements[element].loose == nil {
            elements[element].loose = trimmed
            elements[element].textRange = trimmed
        } else {
            elements[element].textRange = elements[element].textRange.lowerBound..<trimmed.upperBound
        }
    }

    /// An element and all in it.
    func subtree(_ at: Int) -> Range<Int> { at..<elements[at].end }

    func isEmpty(_ at: Int) -> Bool { elements[at].isNil || (elements[at].isLeaf && elements[at].loose == nil) }

    /// How the message itself would write a name: with the prefix it has for the namespace.
    func written(_ name: Markup.Name) -> String {
        if name.namespace.isEmpty { return name.local }
        guard let known = prefixes.first(where: { $0.namespace == name.namespace }) else { return "ns:\(name.local)" }
        return known.prefix.isEmpty ? name.local : "\(known.prefix):\(name.local)"
    }

    func hasPrefix(for namespace: String) -> Bool { namespace.isEmpty || prefixes.contains { $0.namespace == namespace } }
}
