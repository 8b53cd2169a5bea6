import Core
import Syntax

extension Connector {
    /// What becomes of a message, and why.
    ///
    /// - Parameter tenant: stands in the address where the file names none and the vendor's names the municipality.
    package func verdict(on message: VerdictMessage, tenant: String) -> Verdict {
        VerdictMaking(self, message, tenant: tenant)?.draft.verdict ?? Verdict(vendor: vendor, name: message.source.name)
    }
}

extension Connector {
    /// Whether StUF is spoken inside its SOAP.
    fileprivate var speaksStUF: Bool { (dialect as? SOAPDialect)?.hasStUF ?? false }

    /// What it does with a Security header.
    fileprivate var security: WSSecurity { (dialect as? SOAPDialect)?.security ?? .pass }

    /// The body as the service reads it, when that is not as it came.
    fileprivate func transcoded(_ request: Request) -> [UInt8]? {
        guard let soap = dialect as? SOAPDialect, soap.takesLatin1 || soap.packages else { return nil }
        return (try? SOAPBody.read(request, takesLatin1: soap.takesLatin1, takesXOP: soap.packages))?.bytes
    }
}

/// Asks the connector first, and then looks for the reasons of what it said.
private struct VerdictMaking {
    let connector: Connector
    let message: VerdictMessage
    let request: Request
    let pieces: [SourcePiece]
    private let route: Route
    private let isXML: Bool
    private(set) var draft: VerdictDraft

    init?(_ connector: Connector, _ message: VerdictMessage, tenant: String) {
        guard let usual = connector.routes.first(where: { $0.method == "POST" }) ?? connector.routes.first else { return nil }
        self.connector = connector
        isXML = type(of: connector.dialect).sampleSyntax == .xml
        let came = message
        let message = connector.transcoded(came.request(route: usual, isXML: isXML, tenant: tenant)).map { came.read(as: $0) } ?? came
        self.message = message
        let first = message.body.bytes.first { $0 > 0x20 }
        // Also what is sent to the wrong vendor is quoted without its values.
        pieces = first == UInt8(ascii: "<") ? XMLPieces.of(message.body.bytes) : JSONPieces.of(message.body.bytes)
        draft = VerdictDraft(connector, message)
        draft.fact("dialect", type(of: connector.dialect).name)
        var request = message.request(route: usual, isXML: isXML, tenant: tenant)
        let found = VerdictMaking.routes(of: connector, request)
        var route = found.first { connector.recognises(request, route: $0.0) } ?? found.first
        if !message.hasPath,
            let own = connector.routes.first(where: { $0.method == usual.method && connector.recognises(request, route: $0) })
        {
            request = message.request(route: own, isXML: isXML, tenant: tenant)
            route = own.match(request.path).map { (own, $0) }
        }
        self.request = request
        self.route = route?.0 ?? usual
        if let route {
            judge(route.0, tenant: route.1.tenant)
        } else {
            lost()
        }
        finish()
    }

    private static func routes(of connector: Connector, _ request: Request) -> [(Route, PathMatch)] {
        connector.routes.compactMap { route in
            route.method == request.method ? route.match(request.path).map { (route, $0) } : nil
        }
    }

    /// No address: what the pipeline would say.
    private mutating func lost() {
        var allowed: [String] = []
        for route in connector.routes where route.match(request.path) != nil && !allowed.contains(route.method) {
            allowed.append(route.method)
        }
        let fault = allowed.isEmpty ? Fault(.notFound) : Fault(.methodNotAllowed, allow: allowed)
        refuse(fault, allowed.isEmpty ? PlainFaults.reply(to: fault, stamp: ConnectorCase.stamp) : nil)
        var address = AddressVerdict(connector: connector, request: request, draft: draft)
        address.refuse(fault)
        draft = address.draft
        explain(connector.asks[route.ask], fault)
    }

    private mutating func judge(_ route: Route, tenant: String?) {
        draft.fact("question", route.question)
        do throws(Fault) {
            if request.body.count > connector.limits.body { throw Fault(.tooLarge) }
            let asked = try connector.asked(in: request, route: route, tenant: tenant)
            draft.verdict.resemblance = 1_000
            draft.fact("answered in", "version \(asked.version) of the standard")
            if let document = asked.document { draft.fact("certified document", document.words) }
            explain(connector.asks[route.ask], nil)
        } catch {
            refuse(error, nil)
            explain(connector.asks[route.ask], error)
        }
    }

    private mutating func refuse(_ fault: Fault, _ told: Reply?) {
        let reply = told ?? connector.reply(with: fault, asked: nil, request: request, stamp: ConnectorCase.stamp)
        let said = RefusalCode(reply)
        draft.verdict.refusal = Verdict.Refusal(
            fault: fault, status: reply.status, code: said.code, title: said.title ?? FaultWords.title(fault.situation))
    }

    private mutating func explain(_ ask: Ask, _ fault: Fault?) {
        var address = AddressVerdict(connector: connector, request: request, draft: draft)
        address.facts(ask)
        if fault?.situation == .unsupportedMediaType { address.contentType() }
        if fault?.situation == .notAcceptable { address.accept() }
        if fault?.situation == .actionMismatch, let pattern = ask.pattern { address.wrongAction(ask, pattern.root) }
        draft = address.draft
        if message.hasMark { draft.ignored("byte order mark", isXML ? "it is no part of the text" : "it is in the way", at: nil) }
        if fault?.situation == .tooLarge {
            let first = message.place(0..<1)
            draft.flaw(.size, "the body has \(request.body.count) bytes; at most \(connector.limits.body) are taken", at: first)
        } else if let pattern = ask.pattern {
            // Whoever went to another address sent no message here.
            if request.body.isEmpty, fault?.situation == .methodNotAllowed || fault?.situation == .notFound { return }
            if isXML { xml(ask, pattern, fault) } else { json(pattern) }
        } else if !request.body.isEmpty {
            draft.flaw(.shape, "a \(request.method) has no body", at: message.place(0..<1), fix: "leave the body out")
        }
        if let fault { afterwards(fault) }
    }

    /// What the connector finds when the sample has been compared: at the words it is about.
    private mutating func afterwards(_ fault: Fault) {
        for problem in fault.problems {
            guard let told = LateProblem(problem, fault.situation, versions: connector.versions) else { continue }
            let word = draft.verdict.words.first { $0.part == problem.name }
            draft.flaw(
                told.kind, "'\(problem.name)' \(told.what)",
                at: word?.place ?? message.place(ofHeader: problem.name) ?? place(of: problem.name),
                fix: told.fix)
        }
    }

    private mutating func xml(_ ask: Ask, _ pattern: Pattern, _ fault: Fault?) {
        var mistakes = Diagnostics()
        guard let markup = XMLReader.read(message.body, into: &mistakes), let tree = XMLTree(markup, pieces, message.body.bytes) else {
            return syntax(mistakes)
        }
        var envelope = EnvelopeVerdict(
            tree: tree, pattern: pattern, hasStUF: connector.speaksStUF, security: connector.security, draft: draft)
        let found = envelope.message()
        if fault?.situation == .mustUnderstand { envelope.demanding() }
        if fault?.situation == .actionMismatch { envelope.contradicting() }
        if let fault, fault.situation != .mustUnderstand { envelope.refused(fault.problems) }
        draft = envelope.draft
        for (kind, range) in tree.comments {
            draft.ignored(kind == .comment ? "comment" : "processing instruction", "it says nothing to a machine", at: message.place(range))
        }
        guard let found else { return }
        var walk = XMLVerdict(tree, pattern, connector, draft)
        walk.run(found)
        draft = walk.draft
    }

    private mutating func json(_ pattern: Pattern) {
        var mistakes = Diagnostics()
        if message.hasMark {
            return draft.flaw(
                .encoding, "the body begins with a byte order mark", at: message.place(0..<1), fix: "send UTF-8 without it (RFC 8259)")
        }
        guard let node = JSONReader.read(message.body, into: &mistakes) else { return syntax(mistakes) }
        guard node.entries != nil else {
            return draft.flaw(.shape, "the message is \(node.shape); agreed is an object", at: message.place(node.span), fix: "send { … }")
        }
        var walk = JSONVerdict(pattern, connector, draft)
        walk.match(node)
        draft = walk.draft
        draft.verdict.resemblance = max(draft.verdict.resemblance, 10 + walk.met.count * 10)
    }

    /// What the reader could not read.
    private mutating func syntax(_ mistakes: Diagnostics) {
        let first = message.body.bytes.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
        guard first != UInt8(ascii: isXML ? "{" : "<") else {
            let (own, other) = isXML ? ("XML", "JSON") : ("JSON", "XML")
            return draft.flaw(
                .syntax, "the body is \(other); this vendor sends \(own)", at: message.place(0..<1), fix: "is it another vendor's?")
        }
        for mistake in mistakes.all {
            draft.flaw(
                SyntaxWords.kind(mistake), SyntaxWords.message(mistake), at: message.place(mistake.span),
                fix: SyntaxWords.fix(mistake, isXML: isXML))
        }
    }

    /// The verdict is the service's. What the second walk calls wrong in a message that is accepted is not wrong; and what is refused has at
    /// least what the service itself says of it.
    private mutating func finish() {
        if draft.verdict.isAccepted {
            draft.verdict.overruled = draft.verdict.wrong.count
            for at in draft.verdict.flaws.indices { draft.verdict.flaws[at].isWrong = false }
        } else if draft.verdict.wrong.isEmpty {
            promote()
        }
        for (at, flaw) in draft.verdict.flaws.enumerated() {
            guard let place = flaw.place else { continue }
            draft.verdict.flaws[at].excerpt = message.excerpt(place, isXML: isXML, pieces: pieces, keeping: draft.kept)
        }
        draft.verdict.flaws.sort { ($0.place?.line ?? 0, $0.place?.column ?? 0) < ($1.place?.line ?? 0, $1.place?.column ?? 0) }
    }

    private mutating func promote() {
        guard let fault = draft.verdict.refusal?.fault else { return }
        let telling = draft.verdict.flaws.indices.filter { draft.verdict.flaws[$0].kind != .order }
        if !telling.isEmpty, fault.situation == .unsupported || fault.situation == .invalid {
            for at in telling { draft.verdict.flaws[at].isWrong = true }
            return
        }
        let problems =
            fault.problems.isEmpty ? [Fault.Problem(name: "", code: "", reason: FaultWords.title(fault.situation))] : fault.problems
        for problem in problems {
            draft.flaw(.other, problem.name.isEmpty ? problem.reason : "\(problem.name): \(problem.reason)", at: place(of: problem.name))
            draft.verdict.flaws[draft.verdict.flaws.count - 1].isBare = true
        }
    }

    /// The first place in the body where a name of a problem stands; else where the body begins.
    private func place(of name: String) -> Verdict.Place {
        let local = name.split(whereSeparator: { "/@.".contains($0) }).last.map { String($0.prefix { $0 != "[" }) } ?? name
        let names = pieces.filter { [.elementName, .attributeName, .key].contains($0.kind) }
        let found = names.first { piece in
            let text = String(decoding: message.body.bytes[piece.range], as: UTF8.self)
            return !local.isEmpty && (text == name || text == local || text.hasSuffix(":\(local)"))
        }
        return message.place((found ?? names.first)?.range ?? 0..<1)
    }
}
