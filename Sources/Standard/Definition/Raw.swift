import Core
import Syntax

/// A field as written: its name and the marks behind it, not yet understood, so that another version can change single marks.
struct RawField {
    let name: String
    let span: Span
    var marks: [Node.Entry]

    subscript(_ key: String) -> Node? { marks.first { $0.key == key }?.value }
}

/// An object or an event kind as written.
struct RawObject {
    let name: String
    let span: Span
    var marks: [Node.Entry]
    var fields: [RawField]
    /// Names of fields of the base that this version does not have.
    let removed: [Node]

    subscript(_ key: String) -> Node? { marks.first { $0.key == key }?.value }
}

/// What one file says, alone.
struct RawVersion {
    let source: SourceText
    /// The standard's name, for the title of a schema.
    let name: String
    let version: String
    let span: Span
    let basedOn: Node?
    let isDefault: Bool
    let defaultSpan: Span
    let order: [Node.Entry]
    let missing: [Node.Entry]
    let objects: [RawObject]
    let events: [RawObject]
}

extension RawVersion {
    static let fieldMarks =
        [
            "after", "type", "format", "words", "from", "constant", "total", "list", "element", "object", "role", "grade", "need",
            "minimum",
            "refers_to", "key", "means",
        ] + Sentences.marks

    /// Reads a file; nil when it does not even say which version it is.
    init?(_ source: SourceText, _ diagnostics: inout Diagnostics) {
        guard let root = YAMLReader.read(source, into: &diagnostics),
            let form = Form(
                root, "a version of the standard",
                keys: ["standard", "version", "default", "based_on", "order", "missing", "objects", "events"], &diagnostics)
        else { return nil }
        let name = form.needText("standard", &diagnostics)
        guard let node = form.need("version", &diagnostics), let version = node.needText("'version'", &diagnostics) else { return nil }
        let parts = version.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts.allSatisfy({ UInt16($0) != nil }) else {
            diagnostics.error(.standardVersion, at: node.span, "a version is three numbers with points between them", hint: "write 3.0.0")
            return nil
        }
        self.source = source
        self.name = name ?? ""
        self.version = version
        span = node.span
        basedOn = form["based_on"]
        isDefault = form.boolean("default", &diagnostics) ?? false
        defaultSpan = form["default"]?.span ?? node.span
        order = form["order"].flatMap { Form($0, "the order", keys: ["cases", "events"], &diagnostics)?.node.entries } ?? []
        missing = form["missing"]?.needEntries("'missing'", &diagnostics) ?? []
        objects = RawVersion.objects(form["objects"], "objects", ["element", "fields", "remove"], &diagnostics)
        events = RawVersion.objects(
            form["events"], "events", ["effect", "rank", "in_words", "moment", "means", "fields", "remove"] + Sentences.marks, &diagnostics)
    }

    private static func objects(_ node: Node?, _ what: String, _ keys: [String], _ diagnostics: inout Diagnostics) -> [RawObject] {
        guard let entries = node?.needEntries("'\(what)'", &diagnostics) else { return [] }
        return entries.compactMap { entry in
            guard let form = Form(entry.value, "'\(entry.key)'", keys: keys, &diagnostics) else { return nil }
            let fields = form["fields"]?.needEntries("'fields'", &diagnostics) ?? []
            return RawObject(
                name: entry.key, span: entry.keySpan,
                marks: (form.node.entries ?? []).filter { $0.key != "fields" && $0.key != "remove" },
                fields: fields.compactMap { field(of: $0, &diagnostics) },
                removed: form.texts("remove", &diagnostics) ?? [])
        }
    }

    private static func field(of entry: Node.Entry, _ diagnostics: inout Diagnostics) -> RawField? {
        guard let form = Form(entry.value, "the field '\(entry.key)'", keys: fieldMarks, &diagnostics) else { return nil }
        return RawField(name: entry.key, span: entry.keySpan, marks: form.node.entries ?? [])
    }
}
