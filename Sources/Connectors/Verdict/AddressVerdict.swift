import Core
import Syntax

/// What HTTP says of a message: its address and its headers. Words in headers are read here too.
struct AddressVerdict {
    let connector: Connector
    let request: Request
    var draft: VerdictDraft

    private var isXML: Bool { type(of: connector.dialect).sampleSyntax == .xml }

    /// An address that is none of this vendor's.
    mutating func refuse(_ fault: Fault) {
        let place = draft.message.firstLine
        if fault.situation == .methodNotAllowed {
            draft.flaw(
                .address, "\(request.method) is not asked here", at: place, fix: "this address takes \(fault.allow.joined(separator: ", "))"
            )
            return
        }
        let known = connector.routes.map(\.path)
        let near = Spelling.nearest(to: request.path, in: known)
        draft.flaw(
            .address, "'\(VerdictDraft.told(address: request.path))' is no address of this vendor", at: place,
            fix: near.map { "did you mean '\($0)'?" } ?? "its addresses: \(known.joined(separator: ", "))")
    }

    mutating func facts(_ ask: Ask) {
        let assumed = draft.message.hasPath ? "" : " (assumed: the file is a body alone)"
        draft.fact("address", "\(request.method) \(VerdictDraft.told(address: request.path))\(assumed)", at: draft.message.firstLine)
        if request.query != nil {
            draft.flaw(
                .address, "the address has a question mark", at: draft.message.firstLine, fix: "leave the query out: it ends up in logs")
        }
        if let type = request.values(of: "Content-Type").first, ask.pattern != nil {
            let given = draft.message.head != nil || draft.message.isGiven("Content-Type")
            draft.fact(
                "content type", "\(VerdictDraft.told(address: type.filter { $0 != " " }))\(given ? "" : " (assumed)")",
                at: draft.message.place(ofHeader: "Content-Type"))
        }
        if isXML { action(ask) }
        headers(ask)
    }

    // MARK: - Content type

    mutating func contentType() {
        if let coding = request.values(of: "Content-Encoding").first(where: { !$0.equalsIgnoringASCIICase("identity") }) {
            draft.flaw(
                .contentType, "the body is compressed (\(VerdictDraft.told(address: coding)))",
                at: draft.message.place(ofHeader: "Content-Encoding"),
                fix: "send it as it is, without Content-Encoding")
        }
        let place = draft.message.place(ofHeader: "Content-Type") ?? draft.message.firstLine
        let usual = isXML ? "text/xml; charset=utf-8" : "application/json"
        let fix = isXML ? "SOAP 1.1 has text/xml, SOAP 1.2 application/soap+xml" : "JSON has application/json"
        let snippet = ["Content-Type: \(usual)"]
        guard let type = MediaType.ofBody(request) else {
            let values = request.values(of: "Content-Type")
            let said =
                values.isEmpty ? "there is no Content-Type" : values.count > 1 ? "there are two Content-Types" : "the Content-Type is none"
            return draft.flaw(.contentType, said, at: place, fix: fix, snippet: snippet)
        }
        if !type.isUTF8 {
            return draft.flaw(
                .contentType, "the Content-Type says another character set than UTF-8", at: place, fix: "send UTF-8", snippet: snippet)
        }
        let taken = isXML ? SOAPVersion.allCases.map(\.mediaType) : ["application/json"]
        if !taken.contains(type.name) {
            draft.flaw(
                .contentType, "the Content-Type is '\(VerdictDraft.told(address: type.name))'", at: place, fix: fix, snippet: snippet)
        }
    }

    mutating func accept() {
        draft.flaw(
            .header, "the Accept header takes no \(isXML ? "XML" : "JSON")", at: draft.message.place(ofHeader: "Accept"),
            fix: "leave it out, or accept application/json")
    }

    // MARK: - SOAPAction

    /// Every action the message names, and where.
    private var actions: [(text: String, place: Verdict.Place?)] {
        var found = request.values(of: "SOAPAction").map { ($0.trimmedOfSpace, draft.message.place(ofHeader: "SOAPAction")) }
        if let parameter = MediaType.ofBody(request)?.parameter("action") {
            found.append((parameter.trimmedOfSpace, draft.message.place(ofHeader: "Content-Type")))
        }
        return found
    }

    private mutating func action(_ ask: Ask) {
        guard let named = actions.first else {
            let wanted = ask.action.map { "; a client that sends one sends \"\($0)\"" } ?? ""
            return draft.fact("SOAPAction", "none: the element in the Body decides\(wanted)")
        }
        let form = named.text.isEmpty || named.text == "\"\"" ? "empty" : named.text.hasPrefix("\"") ? "in quotes" : "without quotes"
        draft.fact(
            "SOAPAction", form == "empty" ? "empty: the element in the Body decides" : "\(VerdictDraft.told(address: named.text)), \(form)",
            at: named.place)
    }

    /// The service says that an action contradicts the message.
    mutating func wrongAction(_ ask: Ask, _ root: Markup.Name) {
        let wanted = ask.action ?? "\(root.namespace)/\(root.local)"
        for (text, place) in actions {
            let plain = text.hasPrefix("\"") && text.hasSuffix("\"") && text.utf8.count > 1 ? String(text.dropFirst().dropLast()) : text
            guard !SOAPDialect.isAction(plain, of: root, declared: ask.action) else { continue }
            draft.flaw(
                .action, "SOAPAction '\(VerdictDraft.told(address: plain))' names another operation than the message '\(root.local)'",
                at: place, fix: "send the action of the message, or none", snippet: ["SOAPAction: \"\(wanted)\""])
        }
    }

    // MARK: - Words in headers

    private mutating func headers(_ ask: Ask) {
        for header in ask.headers {
            let values = request.values(of: header.name)
            let place = draft.message.place(ofHeader: header.name)
            let value = values.first ?? ""
            switch header.use {
            case _ where values.count > 1:
                draft.flaw(.duplicate, "the header \(header.name) stands twice", at: place, fix: "send it once")
            case .word(let word) where value.isEmpty:
                guard !header.isOptional else { continue }
                let what = values.isEmpty ? "is missing" : "is empty"
                draft.flaw(
                    .header, "the header \(header.name) \(what)", at: place ?? draft.message.firstLine, fix: "add it",
                    snippet: ["\(header.name): {\(connector.words.name(of: word))}"])
            case .word(let word): take(value, for: word, header.name, at: place)
            // A company is told from the fault: it decides over all else.
            case .company: continue
            case .refused(let reason):
                if !value.isEmpty {
                    draft.flaw(
                        .unsupported, "the header \(header.name) is refused when it is filled: \(reason)", at: place, fix: "leave it out")
                }
            }
        }
        strays(ask)
    }

    private mutating func take(_ value: String, for word: Int, _ header: String, at place: Verdict.Place?) {
        let fixed = RequestWords.Fixed(rawValue: word)
        var shape = ValueShape.text(value, of: fixed)
        if fixed?.isPerson == true {
            let told = ValueShape.bsn(value, connector.quirks)
            shape = told.shape
            if let mistake = told.mistake { draft.flaw(.bsn, "the header \(header) \(mistake)", at: place, fix: told.fix) }
        }
        draft.verdict.words.append(Verdict.Word(name: connector.words.name(of: word), part: header, text: shape, place: place))
        let limit = RequestWords.limit(of: word)
        if value.unicodeScalars.count > limit {
            draft.flaw(.length, "the header \(header) is too long: at most \(limit) characters can be taken", at: place, fix: "send less")
        }
    }

    private mutating func strays(_ ask: Ask) {
        for header in request.headers where !header.value.isEmpty {
            let isStray = ask.strays.contains { $0.name.equalsIgnoringASCIICase(header.name) }
            let isOwn = ask.headers.contains { $0.name.equalsIgnoringASCIICase(header.name) }
            guard isStray || (!isOwn && AnswerChangers.contains(header: header.name)) else { continue }
            draft.flaw(
                .unsupported,
                "the header \(VerdictDraft.told(header.name)) would change the answer, and this form of asking does not read it",
                at: draft.message.place(ofHeader: header.name), fix: "leave it out, or ask in the form that reads it")
        }
    }
}
