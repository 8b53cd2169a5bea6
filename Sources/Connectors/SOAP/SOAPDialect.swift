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

    init(_ file: ConnectorFile) {
        hasStUF = file.faultStyle == "fo02"
        faultStatus = file.quirks.faultHTTPStatus
        legacyFaults = file.quirks.soap12FaultStyle == .legacy11
    }

    func read(_ request: Request, as ask: Ask, limits: Limits, words: Int) throws(Fault) -> Caught {
        let type = try MediaType.check(request, oneOf: SOAPVersion.allCases.map(\.mediaType))
        guard let pattern = ask.pattern else { throw Fault(.unknownMessage) }
        let markup = try XMLReader.read(request.body, limits: limits.xml)
        let (version, message) = try SOAPEnvelope.message(in: markup)
        let expected = pattern.root
        let root = markup.names[markup.tokens[message].name]
        if hasStUF { try StUF.check(markup, root: root, expected: expected) }
        guard root == expected else { throw Fault(.unknownMessage) }
        try checkAction(request, type, names: ask.action, of: expected)
        var matching = XMLMatching(markup, pattern, words: words)
        matching.match(message, 0)
        var caught = matching.caught
        caught.spoken = version.rawValue
        if let schema = ask.schema {
            caught.problems.put(first: schema.violations(in: request.body, of: markup, at: message))
        }
        return caught
    }

    static func areDistinct(_ one: Ask, _ other: Ask) -> Bool {
        guard let one = one.pattern?.root, let other = other.pattern?.root else { return false }
        return one != other
    }

    func recognises(_ request: Request, as ask: Ask, limits: Limits) -> Bool {
        guard let markup = try? XMLReader.read(request.body, limits: limits.xml), let found = try? SOAPEnvelope.message(in: markup) else {
            return false
        }
        return markup.names[markup.tokens[found.token].name] == ask.pattern?.root
    }

    /// The body decides which operation it is; an action that says another contradicts it. Absent, empty, unquoted and the bare
    /// operation occur in practice and say nothing else.
    private func checkAction(_ request: Request, _ type: MediaType, names action: String?, of root: Markup.Name) throws(Fault) {
        var written = request.values(of: "SOAPAction")
        if let parameter = type.parameter("action") { written.append(parameter) }
        for text in written {
            var text = text.trimmedOfSpace
            if text.utf8.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") { text = String(text.dropFirst().dropLast()) }
            let isSame =
                text.isEmpty || text == action || text == root.local || text == "\(root.namespace)/\(root.local)"
                || text == "\(root.namespace)#\(root.local)"
            if !isSame { throw Fault(.actionMismatch) }
        }
    }

    func answerHeaders(_ spoken: Int) -> [Request.Header] {
        let version = SOAPVersion(rawValue: spoken) ?? .v11
        return [Request.Header("Content-Type", "\(version.mediaType); charset=utf-8")]
    }

    func frame(_ spoken: Int) -> (before: String, after: String) {
        let version = SOAPVersion(rawValue: spoken) ?? .v11
        return (version.before, version.after)
    }

    func reply(to fault: Fault, spoken: Int?, request: Request?, stamp: Stamp) -> Reply {
        let version = spoken.flatMap { SOAPVersion(rawValue: $0) } ?? SOAPVersion.probable(of: request)
        let told = SOAPFault(fault, stamp: stamp, hasStUF: hasStUF, faultStatus: faultStatus)
        let body = told.body(version, legacy: legacyFaults)
        return Reply(status: told.status, headers: answerHeaders(version.rawValue) + FaultWords.headers(fault), body: body)
    }
}
