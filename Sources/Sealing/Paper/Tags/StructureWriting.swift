extension StructureTree {
    /// Writes the tree and what leads back into it from the pages (14.7.4.4).
    ///
    /// - Parameters:
    ///   - marks: per page, the element of every marked-content sequence.
    ///   - annotations: the elements of the annotations, by their `/StructParent` counted from the number of pages.
    /// - Returns: the object of the tree's root, and the objects of the elements by element.
    func write(
        into file: inout PDFFile, pages: [Int], marks: [[Element]], annotations: [Element]
    ) -> (root: Int, elements: [Int]) {
        let root = file.reserve()
        let objects = nodes.map { $0.isAttached ? file.reserve() : 0 }
        for (element, node) in nodes.enumerated() where node.isAttached {
            file.add(
                written(node, parent: element == 0 ? root : objects[node.parent], pages: pages, objects: objects), as: objects[element])
        }
        var tree = PDFBytes("<</Nums[")
        for (page, elements) in marks.enumerated() {
            tree.write(page)
            tree.write("[")
            for (index, element) in elements.enumerated() {
                if index > 0 { tree.write(" ") }
                tree.write(reference: objects[element])
            }
            tree.write("]")
        }
        for (index, element) in annotations.enumerated() {
            tree.write(" ")
            tree.write(marks.count + index)
            tree.write(" ")
            tree.write(reference: objects[element])
        }
        tree.write("]>>")
        let parents = file.add(tree)
        var head = PDFBytes("<</Type/StructTreeRoot/K[")
        head.write(reference: objects[0])
        head.write("]/ParentTree ")
        head.write(reference: parents)
        head.write("/ParentTreeNextKey ")
        head.write(marks.count + annotations.count)
        head.write(">>")
        file.add(head, as: root)
        return (root, objects)
    }

    private func written(_ node: Node, parent: Int, pages: [Int], objects: [Int]) -> PDFBytes {
        var out = PDFBytes("<</Type/StructElem/S/")
        out.write(node.role)
        out.write("/P ")
        out.write(reference: parent)
        let home = home(of: node)
        if let home {
            out.write("/Pg ")
            out.write(reference: pages[home])
        }
        write(node.kids, home: home, pages: pages, objects: objects, into: &out)
        if let alternative = node.alternative {
            out.write("/Alt")
            out.write(text: alternative)
        }
        if let attributes = node.attributes {
            out.write("/A<<")
            out.write(attributes)
            out.write(">>")
        } else if let box = node.box {
            out.write("/A<</O/Layout/Placement/Block/BBox[")
            out.write(box)
            out.write("]>>")
        }
        out.write(">>")
        return out
    }

    /// The page of its first content, on which the rest of its contents are too unless they say otherwise.
    private func home(of node: Node) -> Int? {
        for kid in node.kids {
            switch kid {
            case .content(let page, _), .annotation(let page, _): return page
            case .element: continue
            }
        }
        return nil
    }

    private func write(_ kids: [Kid], home: Int?, pages: [Int], objects: [Int], into out: inout PDFBytes) {
        guard !kids.isEmpty else { return }
        out.write("/K")
        // A single mark needs no brackets, but a delimiter.
        out.write(kids.count == 1 ? " " : "[")
        for (index, kid) in kids.enumerated() {
            if index > 0 { out.write(" ") }
            switch kid {
            case .element(let element): out.write(reference: objects[element])
            case .content(let page, let mark) where page == home: out.write(mark)
            case .content(let page, let mark):
                out.write("<</Type/MCR/Pg ")
                out.write(reference: pages[page])
                out.write("/MCID ")
                out.write(mark)
                out.write(">>")
            case .annotation(let page, let object):
                out.write("<</Type/OBJR/Obj ")
                out.write(reference: object)
                if page != home {
                    out.write("/Pg ")
                    out.write(reference: pages[page])
                }
                out.write(">>")
            }
        }
        if kids.count > 1 { out.write("]") }
    }
}
