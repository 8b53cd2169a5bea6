/// What a screen reader reads, in its order: the tags of a document (ISO 32000-1, 14.7 and 14.8).
struct StructureTree {
    /// Place in the tree, 0 is the document itself.
    typealias Element = Int

    enum Kid {
        case element(Element)
        /// A marked-content sequence on a page.
        case content(page: Int, mark: Int)
        /// An annotation: its object.
        case annotation(page: Int, object: Int)
    }

    struct Node {
        let role: StaticString
        let parent: Element
        var kids: [Kid] = []
        /// `/O/Table/Scope/Row`: one attribute object without its brackets.
        var attributes: PDFBytes?
        /// Said instead of what is drawn.
        var alternative: String?
        /// Left, bottom, right, top on its page, for a figure.
        var box: [Double]?
        /// Whether it stands among its parent's kids already.
        var isAttached: Bool
    }

    private(set) var nodes: [Node] = [Node(role: "Document", parent: -1, isAttached: true)]

    /// - Parameter waits: whether it only gets its place among its parent's kids with its first content, as words within a text do.
    mutating func add(
        _ role: StaticString, in parent: Element, _ attributes: PDFBytes? = nil, alternative: String? = nil, waits: Bool = false
    ) -> Element {
        nodes.append(Node(role: role, parent: parent, attributes: attributes, alternative: alternative, isAttached: !waits))
        if !waits { nodes[parent].kids.append(.element(nodes.count - 1)) }
        return nodes.count - 1
    }

    mutating func add(_ kid: Kid, to element: Element) {
        if !nodes[element].isAttached {
            nodes[element].isAttached = true
            nodes[nodes[element].parent].kids.append(.element(element))
        }
        nodes[element].kids.append(kid)
    }

    /// Makes a figure's box hold another part of it.
    mutating func place(_ element: Element, covering part: [Double]) {
        guard let box = nodes[element].box else {
            nodes[element].box = part
            return
        }
        nodes[element].box = [min(box[0], part[0]), min(box[1], part[1]), max(box[2], part[2]), max(box[3], part[3])]
    }
}
