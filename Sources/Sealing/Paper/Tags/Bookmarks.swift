/// The bookmarks of a document: its headings, each below the heading it belongs to (ISO 32000-1, 12.3.3).
struct Bookmarks {
    struct Entry {
        let title: String
        /// From 1; never more than one deeper than the entry before it.
        let level: Int
        let page: Int
        /// From the foot of the page, in points.
        let top: Double
        let element: Int
    }

    private var entries: [Entry] = []

    mutating func add(_ entry: Entry) { entries.append(entry) }

    /// Nil without headings.
    func write(into file: inout PDFFile, pages: [Int]) -> Int? {
        guard !entries.isEmpty else { return nil }
        let root = file.reserve()
        let objects = entries.map { _ in file.reserve() }
        var children: [[Int]] = Array(repeating: [], count: entries.count + 1)
        var open: [Int] = []
        for (index, entry) in entries.enumerated() {
            while let last = open.last, entries[last].level >= entry.level { open.removeLast() }
            children[open.last.map { $0 + 1 } ?? 0].append(index)
            open.append(index)
        }
        for parent in children.indices {
            for (position, index) in children[parent].enumerated() {
                let entry = entries[index]
                var out = PDFBytes("<</Title")
                out.write(text: entry.title)
                out.write("/Parent ")
                out.write(reference: parent == 0 ? root : objects[parent - 1])
                out.write("/Dest[")
                out.write(reference: pages[entry.page])
                out.write("/XYZ 0 ")
                out.write(entry.top)
                out.write(" null]")
                if position > 0 {
                    out.write("/Prev ")
                    out.write(reference: objects[children[parent][position - 1]])
                }
                if position + 1 < children[parent].count {
                    out.write("/Next ")
                    out.write(reference: objects[children[parent][position + 1]])
                }
                Bookmarks.write(children[index + 1], objects, isClosed: entry.level > 1, into: &out)
                out.write(">>")
                file.add(out, as: objects[index])
            }
        }
        var out = PDFBytes("<</Type/Outlines")
        Bookmarks.write(children[0], objects, isClosed: false, into: &out)
        out.write(">>")
        file.add(out, as: root)
        return root
    }

    private static func write(_ children: [Int], _ objects: [Int], isClosed: Bool, into out: inout PDFBytes) {
        guard let first = children.first, let last = children.last else { return }
        out.write("/First ")
        out.write(reference: objects[first])
        out.write("/Last ")
        out.write(reference: objects[last])
        out.write("/Count ")
        out.write(isClosed ? -children.count : children.count)
    }
}
