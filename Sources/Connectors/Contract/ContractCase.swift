import Core
import Syntax

/// A case of a vendor that shows a message and what came of it: the examples of its contract.
struct ContractCase: Sendable {
    let name: String
    let request: Request
    /// The status of the reply.
    let status: Int
    let reply: [UInt8]

    /// The cases of a folder that have a reply, by name.
    static func all(in folder: VendorFolder, path: String, isXML: Bool) -> [ContractCase] {
        folder.files.keys.filter { $0.hasPrefix(ConnectorCase.folder) && $0.hasSuffix("/reply.http") }.sorted().compactMap { file in
            let base = file.dropLast("reply.http".count)
            guard let written = folder.files[file], let reply = HTTPText.reply(written) else { return nil }
            var request = folder.files[base + "request.http"].flatMap { HTTPText.request($0) }
            if request == nil, let body = folder.files[base + (isXML ? "request.xml" : "request.json")] {
                request = Request(method: "POST", path: path, body: body.bytes)
            }
            guard let request else { return nil }
            let name = base.dropFirst(ConnectorCase.folder.count).dropLast()
            return ContractCase(name: String(name), request: request, status: reply.status, reply: reply.body)
        }
    }

    /// Whether the question was answered.
    var isAnswered: Bool { status == 200 }
}

extension JSONText {
    /// A JSON text for people, as it was written; nil when it is none.
    init?(_ bytes: [UInt8]) {
        guard let node = try? JSONReader.read(bytes, limits: JSONLimits()) else { return nil }
        self.init(node)
    }

    private init(_ node: Node) {
        switch node.content {
        case .text(let text): self = .text(text)
        case .number(let digits): self = .word(digits)
        case .boolean(let flag): self = .word(flag ? "true" : "false")
        case .nothing: self = .word("null")
        case .list(let items): self = .list(items.map { JSONText($0) })
        case .map(let entries): self = .object(entries.map { ($0.key, JSONText($0.value)) })
        }
    }
}
