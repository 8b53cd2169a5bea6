import Core
import Syntax

/// What stands around a message: the envelope, its headers, and where in it the message is. Reads on where the service would stop.
struct EnvelopeVerdict {
    let tree: XMLTree
    let pattern: Pattern
    let hasStUF: Bool
    let security: WSSecurity
    var draft: VerdictDraft
    /// The blocks of the Header.
    private var headers: [Int] = []

    init(tree: XMLTree, pattern: Pattern, hasStUF: Bool, security: WSSecurity, draft: VerdictDraft) {
        self.tree = tree
        self.pattern = pattern
        self.hasStUF = hasStUF
        self.security = security
        self.draft = draft
    }

    /// The element to compare with the sample; nil when there is none like it.
    mutating func message() -> Int? {
        let root = tree.elements[0]
        let place = draft.message.place(root.range)
        guard root.name.local == "Envelope" else {
            draft.flaw(
                .envelope, "the outermost element is '\(VerdictDraft.told(root.name.local))', not an Envelope of SOAP", at: place,
                fix: "put the message in an envelope",
                snippet: [
                    "<soapenv:Envelope xmlns:soapenv=\"\(SOAPVersion.v11.namespace)\">", "  <soapenv:Body>…</soapenv:Body>",
                    "</soapenv:Envelope>",
                ])
            return root.name.local == pattern.root.local ? judged(0) : nil
        }
        if let version = SOAPVersion.allCases.first(where: { $0.namespace == root.name.namespace }) {
            draft.fact("envelope", "SOAP \(version.name)", at: place)
        } else {
            draft.flaw(
                .envelope, "the Envelope is in the namespace '\(VerdictDraft.told(address: root.name.namespace))', which is of no SOAP",
                at: place, fix: "SOAP \(SOAPVersion.allCases.map { "\($0.name) has '\($0.namespace)'" }.joined(separator: ", "))")
        }
        loose(0, "Envelope")
        var body: Int?
        var hasHeader = false
        for child in root.children {
            let name = tree.elements[child].name
            switch name.local {
            case "Header" where name.namespace == root.name.namespace && body == nil && !hasHeader:
                hasHeader = true
                header(child)
            case "Body" where name.namespace == root.name.namespace && body == nil: body = child
            default:
                draft.flaw(
                    .envelope, "'\(VerdictDraft.told(name.local))' stands in the Envelope beside Header and Body",
                    at: draft.message.place(tree.elements[child].range),
                    fix: name.local == "Body" || name.local == "Header"
                        ? "it stands twice, too late or in another namespace than the Envelope" : "move it into the Body")
            }
        }
        guard let body else {
            draft.flaw(
                .envelope, "the Envelope has no Body", at: place, fix: "the message stands in it",
                snippet: [
                    "<\(tree.written(Markup.Name(root.name.namespace, "Body")))>…</\(tree.written(Markup.Name(root.name.namespace, "Body")))>"
                ])
            return root.children.first { tree.elements[$0].name == pattern.root }
        }
        loose(body, "Body")
        let messages = tree.elements[body].children
        if messages.isEmpty {
            draft.flaw(
                .envelope, "the Body is empty", at: draft.message.place(tree.elements[body].range),
                fix: "it holds one element: '\(pattern.root.local)'",
                snippet: ["<\(tree.written(pattern.root))>…</\(tree.written(pattern.root))>"])
        }
        let mine =
            messages.first { tree.elements[$0].name == pattern.root }
            ?? messages.first { tree.elements[$0].name.local == pattern.root.local }
        for other in messages where messages.count > 1 && other != mine ?? messages[0] {
            draft.flaw(
                .envelope, "the Body holds a second element, '\(VerdictDraft.told(tree.elements[other].name.local))'",
                at: draft.message.place(tree.elements[other].range), fix: "the Body holds one element")
        }
        return (mine ?? messages.first).flatMap { judged($0) }
    }

    private mutating func loose(_ at: Int, _ name: String) {
        guard let range = tree.elements[at].loose else { return }
        draft.flaw(.envelope, "text beside the elements of the \(name)", at: draft.message.place(range), fix: "take the text out")
    }

    /// Whether an element is this vendor's message, and what it is instead.
    private mutating func judged(_ at: Int) -> Int? {
        let element = tree.elements[at]
        let place = draft.message.place(element.range)
        let (written, meant) = (element.name, pattern.root)
        draft.verdict.resemblance =
            written == meant ? 100 : written.local == meant.local ? 60 : written.namespace == meant.namespace ? 30 : 10
        if written == meant {
            draft.fact("message", "'\(written.local)' of '\(written.namespace)'", at: place)
            if hasStUF { otherStUF() }
            return at
        }
        if hasStUF { otherStUF() }
        let declared = ["<\(tree.written(meant))\(tree.hasPrefix(for: meant.namespace) ? "" : " xmlns:ns=\"\(meant.namespace)\"")>"]
        if written.local == meant.local {
            let said =
                written.namespace.isEmpty ? "is in no namespace" : "is in the namespace '\(VerdictDraft.told(address: written.namespace))'"
            let kind: Verdict.Flaw.Kind = StUF.isSibling(written.namespace, meant.namespace) ? .version : .namespace
            draft.flaw(
                kind, "the message '\(written.local)' \(said)\(kind == .version ? ", another version of the sector model" : "")", at: place,
                fix: "its namespace is '\(meant.namespace)'", snippet: declared)
            return at
        }
        let isNear = Spelling.nearest(to: written.local, in: [meant.local]) != nil
        draft.flaw(
            .message, "'\(VerdictDraft.told(written.local))' is not the message of this address", at: place,
            fix: isNear ? "did you mean '\(meant.local)'?" : "this address reads '\(meant.local)' of '\(meant.namespace)'",
            snippet: declared)
        return isNear ? at : nil
    }

    /// Names of another StUF than 03.01.
    private mutating func otherStUF() {
        for element in tree.elements {
            for name in [element.name] + element.attributes.map(\.name) where StUF.isOther(name.namespace) {
                draft.flaw(
                    .version, "'\(VerdictDraft.told(name.local))' is of another StUF: '\(VerdictDraft.told(address: name.namespace))'",
                    at: draft.message.place(element.range), fix: "StUF 03.01 has the namespace '\(StUF.namespace)'")
                return
            }
        }
    }

    // MARK: - Headers

    private mutating func header(_ header: Int) {
        headers = tree.elements[header].children
        loose(header, "Header")
        let known = Set(pattern.elements.dropFirst().map { pattern.names[$0.name] })
        for block in tree.elements[header].children {
            let place = draft.message.place(tree.elements[block].range)
            let told = VerdictDraft.told(tree.elements[block].name.local)
            if let stray = tree.subtree(block).first(where: {
                known.contains(tree.elements[$0].name) || tree.elements[$0].name == pattern.root
            }) {
                draft.flaw(
                    .misplaced, "'\(VerdictDraft.told(tree.elements[stray].name.local))' stands in the Header; it belongs in the Body",
                    at: draft.message.place(tree.elements[stray].range), fix: "move it into '\(pattern.root.local)'", isWrong: false)
            } else if let changer = tree.subtree(block).first(where: { AnswerChangers.contains(tree.elements[$0].name.local) }) {
                draft.flaw(
                    .unsupported,
                    "'\(VerdictDraft.told(tree.elements[changer].name.local))' in the Header would change the answer, so it is not passed over",
                    at: draft.message.place(tree.elements[changer].range),
                    fix: "leave it out, or send it in the Body where the sample has it",
                    isWrong: false)
            } else {
                let name = tree.elements[block].name
                let why =
                    Addressing.understands(name)
                    ? "WS-Addressing is answered in kind and changes nothing else"
                    : WSSecurity.isHeader(name) ? "what stands in it is never believed" : "it is not read"
                draft.ignored("header block '\(told)'", why, at: place)
            }
        }
    }

    /// The blocks that name an action, when no header of HTTP contradicts the message.
    mutating func contradicting() {
        guard !draft.verdict.flaws.contains(where: { $0.kind == .action }) else { return }
        for element in tree.elements where element.name.local == "Action" {
            guard let parent = element.parent, tree.elements[parent].name.local == "Header" else { continue }
            draft.flaw(
                .action, "the header block 'Action' names another operation than the message", at: draft.message.place(element.textRange),
                fix: "send the action of the message, or leave the block out")
        }
    }

    /// What the service says of the blocks themselves.
    mutating func refused(_ problems: [Fault.Problem]) {
        for problem in problems {
            guard let code = Problems.Code(rawValue: problem.code) else { continue }
            let blocks = headers.filter { tree.elements[$0].name.local == problem.name }
            let (what, fix): (String, String) =
                switch code {
                case .duplicate: ("stands twice", "send it once")
                case .length: ("is too long, or holds a blank", "a MessageID is a URI, such as urn:uuid:…")
                case .required: ("is missing in the Header", "this vendor sends it with every message")
                case .unsupported where WSSecurity.local == problem.name: ("is not taken here", "leave the block out")
                case .unsupported:
                    (
                        "wants the answer sent elsewhere",
                        "the answer comes back on the connection: leave it out, or say …/addressing/anonymous"
                    )
                default: ("is not as it must be", "compare it with the page SOAP on the wire")
                }
            guard
                let block = code == .duplicate
                    ? blocks.last : blocks.first ?? (code == .required && WSSecurity.local == problem.name ? 0 : nil)
            else { continue }
            draft.flaw(.header, "the header block '\(problem.name)' \(what)", at: draft.message.place(tree.elements[block].range), fix: fix)
        }
    }

    /// The blocks that demand to be understood.
    mutating func demanding() {
        let namespace = tree.elements[0].name.namespace
        for element in tree.elements where element.parent.map({ tree.elements[$0].name == Markup.Name(namespace, "Header") }) == true {
            let demands = element.attributes.contains {
                $0.name == Markup.Name(namespace, "mustUnderstand") && ["1", "true"].contains($0.value.trimmedOfSpace)
            }
            let role = SOAPVersion.allCases.first { $0.namespace == namespace }.map { version in
                version.isOurs(
                    role: element.attributes.first { $0.name == Markup.Name(namespace, version.role) }?.value.trimmedOfSpace ?? "")
            }
            guard demands, role ?? true, !SOAPHeader.understands(element.name, security) else { continue }
            draft.flaw(
                .header, "the header block '\(VerdictDraft.told(element.name.local))' demands to be understood (mustUnderstand)",
                at: draft.message.place(element.range), fix: "leave the block out, or take mustUnderstand off it")
        }
    }
}
