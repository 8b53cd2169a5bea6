import Core
import Syntax

/// A change to a case's expectation, in terms of what stands in the file.
enum CaseEdit {
    /// Another text for a value that stands there.
    case set(Node, String)
    /// A new key of a map, behind an entry of it that stays.
    case add(key: String, text: String, after: Node.Entry, map: Node)
    /// A key of a map that goes, with its value.
    case remove(Node.Entry, map: Node)
    /// An item of a list that goes.
    case removeItem(Node, list: Node)
    /// New lines behind an item of a list, indented as it is.
    case addItem([String], after: Node)
    /// Something that only writing the whole expectation anew can do.
    case whole
}

extension CaseEdit {
    /// The text with every edit made; nil when one of them is not simple enough to be made in place.
    static func apply(_ edits: [CaseEdit], to file: SourceText) -> String? {
        var text = FileText(file)
        for edit in edits {
            let isMade =
                switch edit {
                case .set(let node, let value): text.replace(node, with: value)
                case .add(let key, let value, let entry, let map): text.add("\(key): \(value)", after: entry, in: map)
                case .remove(let entry, let map): text.remove(entry, in: map)
                case .removeItem(let item, let list): text.removeItem(item, in: list)
                case .addItem(let lines, let item): text.addItem(lines, after: item)
                case .whole: false
                }
            guard isMade else { return nil }
        }
        return text.result
    }
}
