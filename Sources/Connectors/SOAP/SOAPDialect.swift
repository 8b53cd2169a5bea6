import Core
import Syntax

/// SOAP 1.1 and 1.2, document/literal over HTTP, on one address; an answer has the version of its question. With fault style `fo02` it speaks StUF inside: StUF is something a SOAP vendor has, not another
/// SOAP.
struct SOAPDialect: Dialect {
    static let name = "soap"
    static let summary = "SOAP 1.1 and 1.2 over HTTP; faults carry StUF's Fo02 unless the connector says plain"
    static let sampleSyntax = SampleSyntax.xml
    static let faultStyles = ["fo02", "plain"]

    let hasStUF: Bool
    private let faultStatus: Int
    private let legacyFaults: Bool
    let takesLatin1: Bool
    let security: WSSecurity
    private let emptyIsFault: Bool
    let packages: Bool

    init(_ file: ConnectorFile) {
        hasStUF = file.faultStyle == "fo02"
        faultStatus = file.quirks.faultHTTPStatus
        legacyFaults = file.quirks.soap12FaultStyle == .legacy11
        takesLatin1 = file.quirks.latin1
        security = file.security
        emptyIsFault = file.quirks.empty == .fo02
        packages = file.document.mtom
    }

    func read(_ request: Request, as ask: Ask, limits: Limits, words: Int) throws(Fault) -> Caught {
        let (type, bytes) = try SOAPBody.read(request, takesLatin1: takesLatin1, takesXOP: packages)
        guard let pattern = ask.pattern else { throw Fault(.unknownMessage) }
        let markup = try XMLReader.read(bytes, limits: limits.xml)
        let (version, message) = try SOAPEnvelope.message(in: markup)
        var header = try SOAPHeader(in: markup, version, security: security)
        let expected = pattern.root
        let root = markup.names[markup.tokens[message].name]
        if hasStUF { try StUF.check(markup, root: root, expected: expected) }
        guard root == expected else { throw hasStUF ? StUF.unknown(markup, message, pattern) : Fault(.unknownMessage) }
        try checkAction(request, type, header.actions, names: ask.action, of: expected)
        var matching = XMLMatching(markup, pattern, words: words)
        matching.match(message, 0)
        var caught = matching.caught
        if hasStUF { StUF.refine(&caught.problems, markup, message) }
        caught.spoken = version.rawValue
        if let schema = ask.schema { caught.problems.put(first: schema.violations(in: bytes, of: markup, at: message)) }
        if header.addressing != nil {
            header.answer(with: ask.replyAction ?? "\(ask.action ?? "\(expected.namespace)/\(expected.local)")Response")
            caught.addressing = header.addressing
        }
        return caught
    }

    static func areDistinct(_ one: Ask, _ other: Ask) -> Bool {
        guard let one = one.pattern?.root, let other = other.pattern?.root else { return false }
        return one != other
    }

    func recognises(_ request: Request, as ask: Ask, limits: Limits) -> Bool {
        guard let (_, bytes) = try? SOAPBody.read(request, takesLatin1: takesLatin1, takesXOP: packages),
            let markup = try? XMLReader.read(bytes, limits: limits.xml),
            let found = try? SOAPEnvelope.message(in: markup)
        else { return false }
        return markup.names[markup.tokens[found.token].name] == ask.pattern?.root
    }

    /// The body decides which operation it is; an action that says another contradicts it, be it in HTTP or in a header block. Absent, empty,
    /// unquoted and the bare operation occur in practice and say nothing else; `…/portType/operationRequest` is what WS-Addressing makes of a WSDL
    /// that names no action.
    private func checkAction(
        _ request: Request, _ type: MediaType, _ blocks: [String], names action: String?, of root: Markup.Name
    ) throws(Fault) {
        var written = request.values(of: "SOAPAction") + blocks
        if let parameter = type.parameter("action") { written.append(parameter) }
        for text in written {
            var text = text.trimmedOfSpace
            if text.utf8.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") { text = String(text.dropFirst().dropLast()) }
            if !SOAPDialect.isAction(text, of: root, declared: action) { throw Fault(.actionMismatch) }
        }
    }

    /// Whether an action, without quotes, names the operation of a message, or none.
    static func isAction(_ text: String, of root: Markup.Name, declared action: String?) -> Bool {
        text.isEmpty || text == action || text == root.local || text == "\(root.namespace)/\(root.local)"
            || text == "\(root.namespace)#\(root.local)"
            || (text.hasPrefix(root.namespace) && (text.hasSuffix("/\(root.local)") || text.hasSuffix("/\(root.local)Request")))
    }

    func answerHeaders(_ spoken: Int) -> [Request.Header] {
        let version = SOAPVersion(rawValue: spoken) ?? .v11
        return [Request.Header("Content-Type", "\(version.mediaType); charset=utf-8")]
    }

    func frame(_ asked: Asked, stamp: Stamp) -> (before: String, after: String) {
        let version = SOAPVersion(rawValue: asked.spoken) ?? .v11
        return (version.before(asked.addressing?.header(version, stamp: stamp) ?? ""), version.after)
    }

    func precedence(of fault: Fault) -> Int? { hasStUF ? StUF.precedence(of: fault) : nil }

    func nothingFound(_ asked: Asked, stamp: Stamp) -> Reply? {
        guard emptyIsFault else { return nil }
        let version = SOAPVersion(rawValue: asked.spoken) ?? .v11
        var addressing = asked.addressing
        addressing?.isFault()
        return reply(SOAPFault(.nietGevonden, stamp: stamp, faultStatus: faultStatus), version, addressing, stamp)
    }

    func reply(to fault: Fault, spoken: Int?, request: Request?, stamp: Stamp) -> Reply {
        // Who speaks another version than these two is told so in the older one (SOAP 1.2 part 1, appendix A).
        let version =
            fault.situation == .envelopeVersion
            ? .v11 : spoken.flatMap { SOAPVersion(rawValue: $0) } ?? SOAPVersion.probable(of: request)
        let told = SOAPFault(fault, stamp: stamp, hasStUF: hasStUF, faultStatus: faultStatus)
        var answer = reply(told, version, request.flatMap { addressing(of: $0) }, stamp)
        answer.headers += FaultWords.headers(fault)
        return answer
    }

    private func reply(_ fault: SOAPFault, _ version: SOAPVersion, _ addressing: Addressing?, _ stamp: Stamp) -> Reply {
        let header = addressing?.header(version, stamp: stamp) ?? ""
        return Reply(
            status: fault.status, headers: answerHeaders(version.rawValue), body: fault.body(version, legacy: legacyFaults, header: header))
    }

    /// What a fault must mirror of its request.
    private func addressing(of request: Request) -> Addressing? {
        guard let (_, bytes) = try? SOAPBody.read(request, takesLatin1: takesLatin1, takesXOP: packages) else { return nil }
        return Addressing.mirrored(from: bytes)
    }
}
