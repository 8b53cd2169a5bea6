import Core

/// The files of one schema, followed from the start: nothing outside the given set is ever named to libxml2.
struct XMLSchemaSet {
    /// Bytes of one file, bytes of all, and files: the whole of StUF-BG is 2 MB in 20 files.
    private static let largest = 4 << 20
    private static let total = 24 << 20
    private static let most = 400

    private let given: [String: SourceText]
    /// The start, and what it includes and imports, by path.
    private(set) var used: [String: SourceText] = [:]
    private(set) var mistakes: [XMLSchemaMistake] = []
    private(set) var words = XMLSchemaWords()
    /// The files that are imported for one namespace: libxml2 reads the first and passes over the others.
    private(set) var imports: [String: [String]] = [:]
    private var models = XMLSchemaModels()

    init(_ given: [String: SourceText]) { self.given = given }

    /// A set that was not looked at, for tests of what holds when looking has failed.
    init(unchecked used: [String: SourceText]) {
        given = used
        self.used = used
    }

    static let namespace = "http://www.w3.org/2001/XMLSchema"

    private static let limits: XMLLimits = {
        var limits = XMLLimits()
        limits.nodes = 200_000
        limits.attributeValue = 65_536
        return limits
    }()

    /// Reads the start and everything it leads to. The start is one of the given files.
    mutating func gather(from start: String, _ diagnostics: inout Diagnostics) {
        var waiting = [start]
        var bytes = 0
        while let path = waiting.popLast() {
            guard used[path] == nil, let source = given[path] else { continue }
            used[path] = source
            bytes += source.bytes.count
            guard source.bytes.count <= XMLSchemaSet.largest, bytes <= XMLSchemaSet.total, used.count <= XMLSchemaSet.most else {
                mistakes.append(
                    XMLSchemaMistake(
                        kind: .tooLarge, span: Span(source: source, line: 1, column: 1),
                        message: "a schema has at most \(XMLSchemaSet.most) files of 4 MiB, 24 MiB together", hint: nil))
                return
            }
            guard let markup = XMLReader.read(source, limits: XMLSchemaSet.limits, into: &diagnostics) else { continue }
            look(at: markup, path, source, &waiting)
        }
        for (span, name) in models.tooLarge() {
            mistakes.append(
                XMLSchemaMistake(
                    kind: .tooLarge, span: span, message: "there is too much in the content of '\(name)'",
                    hint: "libxml2's time grows with the square of it; fewer elements, or fewer repeated groups inside repeated groups"))
        }
    }

    private mutating func look(at markup: Markup, _ path: String, _ source: SourceText, _ waiting: inout [String]) {
        guard let root = markup.tokens.firstIndex(where: { $0.kind == .element }) else { return }
        guard markup.names[markup.tokens[root].name] == Markup.Name(XMLSchemaSet.namespace, "schema") else {
            return mistake(.invalid, markup, root, source, "this is no XML schema", hint: "its outermost element is xs:schema")
        }
        for (at, token) in markup.tokens.enumerated() where token.kind == .element {
            let isSchema = markup.names[token.name].namespace == XMLSchemaSet.namespace
            let isEnumeration = isSchema && markup.names[token.name].local == "enumeration"
            for attribute in markup.attributes[token.attributes] {
                let name = markup.names[attribute.name]
                if name == Markup.Name("http://www.w3.org/XML/1998/namespace", "base") {
                    mistake(.outside, markup, at, source, "xml:base would change what a schemaLocation means", hint: nil)
                }
                guard isSchema, name.namespace.isEmpty else { continue }
                if name.local == "name" { words.names.insert(attribute.value) }
                if name.local == "fixed" || (isEnumeration && name.local == "value") { words.constants.insert(attribute.value) }
            }
        }
        models.add(markup, source)
        for at in XMLSchemaSet.children(of: root, in: markup) {
            let name = markup.names[markup.tokens[at].name]
            guard name.namespace == XMLSchemaSet.namespace, ["include", "import", "redefine"].contains(name.local) else { continue }
            follow(markup, at, isImport: name.local == "import", path, source, &waiting)
        }
    }

    private mutating func follow(
        _ markup: Markup, _ at: Int, isImport: Bool, _ path: String, _ source: SourceText, _ waiting: inout [String]
    ) {
        guard let location = XMLSchemaSet.attribute("schemaLocation", of: at, in: markup) else { return }
        switch XMLSchemaLocation(location, in: path) {
        case .refused(let reason):
            mistake(.outside, markup, at, source, "'\(location)' \(reason)", hint: "name a file of this folder, relative to this one")
        case .inside(let target):
            guard given[target] != nil else {
                let near = Spelling.nearest(to: target, in: Array(given.keys)).map { "did you mean '\($0)'?" }
                return mistake(.outside, markup, at, source, "there is no file '\(target)' in the folder", hint: near)
            }
            waiting.append(target)
            guard isImport, let namespace = XMLSchemaSet.attribute("namespace", of: at, in: markup) else { return }
            if imports[namespace]?.contains(target) != true { imports[namespace, default: []].append(target) }
        }
    }

    private mutating func mistake(
        _ kind: XMLSchemaMistake.Kind, _ markup: Markup, _ at: Int, _ source: SourceText, _ message: String, hint: String?
    ) {
        let span = XMLSchemaSet.span(markup.tokens[at], markup, source)
        mistakes.append(XMLSchemaMistake(kind: kind, span: span, message: message, hint: hint))
    }

    static func span(_ token: Markup.Token, _ markup: Markup, _ source: SourceText) -> Span {
        Span(source: source, line: Int(token.line), column: Int(token.column), length: 1 + markup.names[token.name].local.count)
    }

    static func attribute(_ local: String, of token: Int, in markup: Markup) -> String? {
        markup.attributes[markup.tokens[token].attributes].first { markup.names[$0.name] == Markup.Name("", local) }?.value
    }

    static func children(of token: Int, in markup: Markup) -> [Int] {
        var found: [Int] = []
        var next = token + 1
        while next < markup.tokens[token].end {
            if markup.tokens[next].kind == .element { found.append(next) }
            next = markup.tokens[next].end + 1
        }
        return found
    }
}
