import Core
import Syntax

/// The values that the cases of a vendor show for its fields, by path: invented citizens only.
struct ContractExample {
    private let prefixes: [String: String]
    private(set) var texts: [String: String] = [:]

    init(_ prefixes: [String: String]) { self.prefixes = prefixes }

    /// Takes the first text of every element and attribute of a message in an envelope.
    mutating func note(xml bytes: [UInt8], _ side: ContractRow.Side) {
        guard let markup = try? XMLReader.read(bytes, limits: XMLLimits()), let found = try? SOAPEnvelope.message(in: markup) else {
            return
        }
        visit(markup, found.token, name(markup.names[markup.tokens[found.token].name]), side)
    }

    private mutating func visit(_ markup: Markup, _ at: Int, _ path: String, _ side: ContractRow.Side) {
        let token = markup.tokens[at]
        for attribute in markup.attributes[token.attributes] {
            note(attribute.value, "\(path)/@\(name(markup.names[attribute.name]))", side)
        }
        var next = at + 1
        while next < token.end {
            let inner = markup.tokens[next]
            if inner.kind == .element {
                visit(markup, next, "\(path)/\(name(markup.names[inner.name]))", side)
            } else if inner.kind == .text {
                note(inner.text.trimmedOfSpace, path, side)
            }
            next = inner.end + 1
        }
    }

    /// Takes the first text of every field of a JSON message.
    mutating func note(json bytes: [UInt8], _ part: ContractPart, _ side: ContractRow.Side) {
        guard let node = try? JSONReader.read(bytes, limits: JSONLimits()) else { return }
        visit(node, part, "", side)
    }

    private mutating func visit(_ node: Node, _ part: ContractPart, _ path: String, _ side: ContractRow.Side) {
        switch node.content {
        case .text(let text): note(text, path, side)
        case .number(let digits): note(digits, path, side)
        case .boolean(let flag): note(flag ? "true" : "false", path, side)
        case .nothing: break
        case .map:
            for child in part.children {
                if let value = node[child.name.local] {
                    visit(value, child, path.isEmpty ? child.name.local : "\(path)/\(child.name.local)", side)
                }
            }
        case .list(let items):
            for item in items {
                if let child = part.children.first(where: { ContractExample.isOne(item, $0) }) {
                    visit(item, child, "\(path)/[\(child.name.local)]", side)
                }
            }
        }
    }

    /// Whether an item has the constants of a part.
    private static func isOne(_ node: Node, _ part: ContractPart) -> Bool {
        part.children.allSatisfy { child in
            guard case .value(let value) = child.content, let words = value.forms.first?.words, let text = node[child.name.local]?.text
            else { return true }
            return words.contains(text)
        }
    }

    private mutating func note(_ text: String, _ path: String, _ side: ContractRow.Side) {
        let key = "\(side.rawValue) \(path)"
        if !text.isEmpty, texts[key] == nil { texts[key] = text }
    }

    private func name(_ name: Markup.Name) -> String {
        let prefix = prefixes[name.namespace] ?? ""
        return prefix.isEmpty ? name.local : "\(prefix):\(name.local)"
    }
}

extension Contract {
    /// Every field with a value that a case of the vendor shows for it.
    package var shownRows: [ContractRow] {
        var example = ContractExample(prefixesInUse)
        var headers: [String: String] = [:]
        for shown in cases where shown.isAnswered {
            for header in shown.request.headers where headers[header.name.lowercased()] == nil && !header.value.isEmpty {
                headers[header.name.lowercased()] = header.value
            }
            if syntax == .xml {
                example.note(xml: shown.request.body, .request)
                example.note(xml: shown.reply, .reply)
            } else if let ask = asks.first(where: { $0.method == shown.request.method && takes(shown, $0) }) {
                if let request = ask.request { example.note(json: shown.request.body, request, .request) }
                example.note(json: shown.reply, ask.reply, .reply)
            }
        }
        return rows.map { row in
            var row = row
            row.example =
                (row.side == .header
                    ? headers[row.path.lowercased()]
                    : row.content == ContractRow.value
                        ? example.texts["\(row.side.rawValue) \(row.path)"] : nil) ?? ""
            return row
        }
    }
}
