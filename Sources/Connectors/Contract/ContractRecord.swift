package import Core
import Syntax

/// A contract as a file that another version is compared with: every address and every field, on one line each.
package struct ContractRecord: Sendable, Equatable {
    /// Where it is asked; the action is empty where there is none.
    package struct Address: Sendable, Equatable {
        package let method: String
        package let path: String
        package let action: String
    }

    package let vendor: String
    /// How mistakes are told: `fo02`, `plain`, or the media type of problems.
    package let faults: String
    package let versions: [String]
    /// Prefix by prefix, with its namespace.
    let namespaces: [(prefix: String, namespace: String)]
    package let addresses: [Address]
    package let rows: [ContractRow]

    /// What the file is called.
    package static let file = "contract.json"

    package init(_ contract: Contract) {
        vendor = contract.vendor
        faults = contract.syntax == .json ? ProblemDetails.mediaType : contract.hasFo02 ? "fo02" : "plain"
        versions = contract.versions
        namespaces = contract.prefixesInUse.filter { !$0.key.isEmpty }.map { ($0.value, $0.key) }.sorted { $0.prefix < $1.prefix }
        addresses = contract.asks.flatMap { ask in
            ask.paths.map { Address(method: ask.method, path: $0, action: ask.action ?? "") }
        }
        rows = contract.rows
    }

    package static func == (one: Self, other: Self) -> Bool { one.text == other.text }

    /// Its text: JSON, one field a line.
    package var text: String {
        let head = JSONText.object([
            ("vendor", .text(vendor)), ("faults", .text(faults)), ("versions", .list(versions.map { .text($0) })),
            ("namespaces", .object(namespaces.map { ($0.prefix, .text($0.namespace)) })),
            (
                "addresses",
                .list(addresses.map { .object([("method", .text($0.method)), ("path", .text($0.path)), ("action", .text($0.action))]) })
            ),
        ]).written(0)
        return head.dropLast(2) + ",\n  \"fields\": [\n" + rows.map { "    " + $0.json.line }.joined(separator: ",\n") + "\n  ]\n}\n"
    }

    /// Nil when the text is no such file: a field that was passed over would be a promise that nobody misses.
    package init?(_ source: SourceText) {
        var ignored = Diagnostics()
        guard let node = JSONReader.read(source, into: &ignored), let vendor = node["vendor"]?.text, let faults = node["faults"]?.text,
            let versions = ContractRecord.all(node["versions"]?.list, \.text),
            let namespaces = ContractRecord.all(node["namespaces"]?.entries, { entry in entry.value.text.map { (entry.key, $0) } }),
            let addresses = ContractRecord.all(node["addresses"]?.list, { Address($0) }),
            let rows = ContractRecord.all(node["fields"]?.list, { ContractRow($0) })
        else { return nil }
        self.vendor = vendor
        self.faults = faults
        self.versions = versions
        self.namespaces = namespaces.map { (prefix: $0.0, namespace: $0.1) }
        self.addresses = addresses
        self.rows = rows
    }

    /// Every part of a list read; nil when there is no list, or when one of its parts cannot be read.
    private static func all<Part, Read>(_ parts: [Part]?, _ read: (Part) -> Read?) -> [Read]? {
        guard let parts else { return nil }
        let found = parts.compactMap(read)
        return found.count == parts.count ? found : nil
    }

    /// What a field is called whatever the prefixes are.
    func key(_ row: ContractRow) -> String { key(row, row.path) }

    /// What the field around a field is called; nil for a message itself.
    func parent(_ row: ContractRow) -> String? {
        row.path.lastIndex(of: "/").map { key(row, String(row.path[..<$0])) }
    }

    private func key(_ row: ContractRow, _ path: String) -> String { "\(full(row.ask, " ")) \(row.side.rawValue) \(full(path, "/"))" }

    private func full(_ text: String, _ separator: Character) -> String {
        text.split(separator: separator, omittingEmptySubsequences: false).map { part in
            let isAttribute = part.first == "@"
            let name = isAttribute ? part.dropFirst() : part
            guard let colon = name.firstIndex(of: ":"), let found = namespaces.first(where: { $0.prefix == name[..<colon] }) else {
                return String(part)
            }
            return "\(isAttribute ? "@" : ""){\(found.namespace)}\(name[name.index(after: colon)...])"
        }.joined(separator: String(separator))
    }
}

extension ContractRecord.Address {
    fileprivate init?(_ node: Node) {
        guard let method = node["method"]?.text, let path = node["path"]?.text, let action = node["action"]?.text else { return nil }
        self.init(method: method, path: path, action: action)
    }
}

extension ContractRow {
    var json: JSONText {
        var members: [(String, JSONText)] = [
            ("ask", .text(ask)), ("side", .text(side.rawValue)), ("path", .text(path)), ("required", .word(isRequired ? "true" : "false")),
            ("repeated", .word(isRepeated ? "true" : "false")), ("content", .text(content)),
        ]
        if !forms.isEmpty { members.append(("forms", .list(forms.map(\.json)))) }
        if !unit.isEmpty { members.append(("unit", .text(unit))) }
        return .object(members)
    }

    init?(_ node: Node) {
        guard let ask = node["ask"]?.text, let side = node["side"]?.text.flatMap({ Side(rawValue: $0) }), let path = node["path"]?.text,
            let isRequired = node["required"]?.flag, let isRepeated = node["repeated"]?.flag, let content = node["content"]?.text
        else { return nil }
        let written = node["forms"]?.list ?? []
        let forms = written.compactMap { ContractValue.Form($0) }
        guard forms.count == written.count else { return nil }
        self.ask = ask
        self.side = side
        self.path = path
        self.isRequired = isRequired
        self.isRepeated = isRepeated
        self.content = content
        self.forms = forms
        unit = node["unit"]?.text ?? ""
        means = ""
    }
}

extension ContractValue.Form {
    var json: JSONText {
        var members: [(String, JSONText)] = [("base", .text(base.rawValue))]
        if let pattern { members.append(("pattern", .text(pattern))) }
        if least > 0 { members.append(("least", .word(String(least)))) }
        if let most { members.append(("most", .word(String(most)))) }
        if let words { members.append(("words", .list(words.map { .text($0) }))) }
        if let minimum { members.append(("minimum", .word(String(minimum)))) }
        if ignoresCase { members.append(("ignores_case", .word("true"))) }
        return .object(members)
    }

    init?(_ node: Node) {
        guard let base = node["base"]?.text.flatMap({ ContractValue.Base(rawValue: $0) }) else { return nil }
        self.init(
            base: base, pattern: node["pattern"]?.text, least: node["least"]?.integer ?? 0, most: node["most"]?.integer,
            words: node["words"]?.list?.compactMap(\.text), minimum: node["minimum"]?.integer,
            ignoresCase: node["ignores_case"]?.flag ?? false)
    }
}

extension Node {
    fileprivate var flag: Bool? { if case .boolean(let flag) = content { flag } else { nil } }
    fileprivate var integer: Int? { if case .number(let digits) = content { Int(digits) } else { nil } }
}
