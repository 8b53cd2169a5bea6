import Core
import Syntax

/// SOAP 1.1 document/literal over HTTP. With fault style `fo02` it speaks StUF inside: StUF is something a SOAP vendor has, not another
/// SOAP.
struct SOAPDialect: Dialect {
    static let name = "soap"
    static let summary = "SOAP 1.1 over HTTP; faults carry StUF's Fo02 unless the connector says plain"
    static let sampleSyntax = SampleSyntax.xml
    static let faultStyles = ["fo02", "plain"]

    private let hasStUF: Bool
    private let faultStatus: Int

    init(_ file: ConnectorFile) {
        hasStUF = file.faultStyle == "fo02"
        faultStatus = file.quirks.faultHTTPStatus
    }

    func read(_ request: Request, as ask: Ask, limits: Limits, words: Int) throws(Fault) -> Caught {
        let type = try MediaType.check(request, oneOf: [SOAPEnvelope.mediaType, "application/soap+xml"])
        guard let pattern = ask.pattern else { throw Fault(.unknownMessage) }
        let markup = try XMLReader.read(request.body, limits: limits.xml)
        let message = try SOAPEnvelope.message(in: markup)
        let expected = pattern.names[pattern.elements[0].name]
        let root = markup.names[markup.tokens[message].name]
        if hasStUF { try StUF.check(markup, root: root, expected: expected) }
        guard root == expected else { throw Fault(.unknownMessage) }
        try checkAction(request, type, names: ask.action, of: expected)
        var matching = XMLMatching(markup, pattern, words: words)
        matching.match(message, 0)
        return matching.caught
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

    var answerHeaders: [Request.Header] { [Request.Header("Content-Type", "text/xml; charset=utf-8")] }

    func reply(to fault: Fault, request: Request?, stamp: Stamp) -> Reply {
        let told = SOAPFault(fault, stamp: stamp, hasStUF: hasStUF, faultStatus: faultStatus)
        return Reply(status: told.status, headers: answerHeaders + FaultWords.headers(fault), body: told.body)
    }
}
