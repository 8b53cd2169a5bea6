import Syntax

/// Every way in which one element or attribute of an XML message is wrong in practice, made of a message that is right.
struct XMLMutants {
    struct Mutant {
        let what: String
        let bytes: [UInt8]
    }

    private struct Element {
        let name: Range<Int>
        /// From `<` to behind the end tag.
        var extent: Range<Int>
        /// Where attributes end.
        var tagEnd = 0
        var endName: Range<Int>?
        let parent: Int?
        /// Name and value, from the name to behind the closing quote.
        var attributes: [(name: Range<Int>, extent: Range<Int>, value: Range<Int>)] = []
    }

    private let bytes: [UInt8]
    private var elements: [Element] = []

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var open: [Int] = []
        var name = 0..<0
        for piece in XMLPieces.of(bytes) {
            switch piece.kind {
            case .elementName:
                open.append(elements.count)
                elements.append(
                    Element(name: piece.range, extent: piece.range.lowerBound - 1..<piece.range.upperBound, parent: open.dropLast().last))
            case .attributeName: name = piece.range
            case .attributeValue:
                elements[open[open.count - 1]].attributes.append((name, name.lowerBound..<piece.range.upperBound + 1, piece.range))
            case .tagEnd: elements[open[open.count - 1]].tagEnd = piece.range.lowerBound
            case .emptyTagEnd:
                let at = open.removeLast()
                elements[at].tagEnd = piece.range.lowerBound
                elements[at].extent = elements[at].extent.lowerBound..<piece.range.upperBound
            case .endName:
                let at = open.removeLast()
                elements[at].endName = piece.range
                elements[at].extent = elements[at].extent.lowerBound..<piece.range.upperBound + 1
            default: break
            }
        }
    }

    private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    private func local(_ name: Range<Int>) -> String { String(text(name).split(separator: ":").last ?? "") }

    /// The message with some ranges replaced.
    private func replacing(_ changes: [(Range<Int>, String)]) -> [UInt8] {
        var out: [UInt8] = []
        var at = 0
        for (range, new) in changes.sorted(by: { $0.0.lowerBound < $1.0.lowerBound }) {
            out += bytes[at..<range.lowerBound] + Array(new.utf8)
            at = range.upperBound
        }
        return out + bytes[at...]
    }

    private func renamed(_ element: Element, _ name: String, _ declaration: String) -> [UInt8] {
        var changes = [(element.name, name), (element.tagEnd..<element.tagEnd, declaration)]
        if let end = element.endName { changes.append((end, name)) }
        return replacing(changes)
    }

    var all: [Mutant] {
        var found: [Mutant] = []
        for (at, element) in elements.enumerated() {
            let name = text(element.name)
            func add(_ what: String, _ bytes: [UInt8]) { found.append(Mutant(what: "\(what) \(name) (\(at))", bytes: bytes)) }
            add("rename", renamed(element, name + "x", ""))
            add("namespace", renamed(element, "q:" + local(element.name), " xmlns:q=\"urn:elders\""))
            add("bare", renamed(element, local(element.name), " xmlns=\"\""))
            if at > 0 {
                add("drop", replacing([(element.extent, "")]))
                add("twice", replacing([(element.extent.upperBound..<element.extent.upperBound, text(element.extent))]))
            }
            if let parent = element.parent, let grandparent = elements[parent].parent, let end = elements[grandparent].endName {
                let place = end.lowerBound - 2
                add("move", replacing([(element.extent, ""), (place..<place, text(element.extent))]))
            }
            if let parent = element.parent {
                let first = elements[parent].tagEnd + 1
                add("first", replacing([(first..<first, text(element.extent)), (element.extent, "")]))
            }
            if element.endName != nil, let end = element.endName {
                let inside = element.tagEnd + 1..<end.lowerBound - 2
                add("empty", replacing([(inside, "")]))
                if !text(inside).contains("<") {
                    add("value", replacing([(inside, "Jansen")]))
                } else {
                    add("text", replacing([(inside.lowerBound..<inside.lowerBound, "Jansen")]))
                }
            }
            for attribute in element.attributes {
                let key = "\(name)/@\(text(attribute.name))"
                func addKey(_ what: String, _ bytes: [UInt8]) { found.append(Mutant(what: "\(what) \(key)", bytes: bytes)) }
                addKey("drop", replacing([(attribute.extent, "")]))
                addKey("rename", replacing([(attribute.name, text(attribute.name) + "x")]))
                addKey("bare", replacing([(attribute.name, local(attribute.name))]))
                addKey(
                    "namespace",
                    replacing([
                        (attribute.name, "q:" + local(attribute.name)), (element.tagEnd..<element.tagEnd, " xmlns:q=\"urn:elders\""),
                    ]))
                addKey("value", replacing([(attribute.value, "Jansen")]))
            }
        }
        return found
    }
}
