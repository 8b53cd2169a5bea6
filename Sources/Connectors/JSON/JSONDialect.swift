import Core
import Syntax

/// JSON over HTTP by the API Design Rules: one object in, one object out, faults as problem details, `API-Version` on everything.
struct JSONDialect: Dialect {
    static let name = "json"
    static let summary = "JSON over HTTP by the Dutch API Design Rules, faults as application/problem+json"
    static let sampleSyntax = SampleSyntax.json
    static let faultStyles = [problem, haalCentraal]
    private static let problem = "problem"
    private static let haalCentraal = "haal-centraal"
    private static let mediaType = "application/json"
    private static let documentType = "application/pdf"

    private let version: Request.Header
    /// Whether faults are told as the Haal Centraal APIs tell them.
    private let isHaalCentraal: Bool
    /// Whether the PDF itself can be the reply.
    private let givesPDF: Bool

    init(_ file: ConnectorFile) {
        version = Request.Header("API-Version", file.apiVersion)
        isHaalCentraal = file.faultStyle == JSONDialect.haalCentraal
        givesPDF = file.document.accept
    }

    func read(_ request: Request, as ask: Ask, limits: Limits, words: Int) throws(Fault) -> Caught {
        // Content-Type first: a body that is not read as JSON says nothing about the rest.
        guard let pattern = ask.pattern else {
            guard request.body.isEmpty else {
                throw Fault(.invalid, problems: [Fault.Problem(name: "body", code: "unknown", reason: "Deze vraag heeft geen inhoud.")])
            }
            var caught = Caught(words: words)
            try preferences(of: request, into: &caught)
            return caught
        }
        // Haal Centraal takes a request that says nothing of its type for JSON.
        if !isHaalCentraal || !request.values(of: "Content-Type").allSatisfy(\.isOnlySpace) {
            _ = try MediaType.check(request, oneOf: [JSONDialect.mediaType])
        }
        var preferred = Caught(words: 0)
        try preferences(of: request, into: &preferred)
        let node = try JSONReader.read(request.body, limits: limits.json)
        guard node.entries != nil else { throw Fault(.malformed) }
        var matching = JSONMatching(pattern, words: words)
        matching.match(node)
        var caught = matching.caught
        (caught.wantsPDF, caught.prefersLater) = (preferred.wantsPDF, preferred.prefersLater)
        return caught
    }

    /// One JSON object looks like another: an address is one question.
    static func areDistinct(_ one: Ask, _ other: Ask) -> Bool { false }

    func recognises(_ request: Request, as ask: Ask, limits: Limits) -> Bool { true }

    /// What the headers say of the form of the reply: JSON, or the PDF where that is liked better and given; at once or later.
    private func preferences(of request: Request, into caught: inout Caught) throws(Fault) {
        let json = MediaType.weight(of: JSONDialect.mediaType, in: request)
        // A certified document is an act that is recorded: who does not name it did not ask for it, so `*/*` never means it.
        let pdf = givesPDF ? MediaType.weight(of: JSONDialect.documentType, in: request, byName: true) : 0
        guard json > 0 || pdf > 0 else { throw Fault(.notAcceptable) }
        caught.wantsPDF = pdf > json
        // RFC 7240 section 2: a list of preferences, each with parameters; the first of a name counts, and here it has no value.
        caught.prefersLater = request.values(of: "Prefer").flatMap { $0.split(separator: ",") }.contains { preference in
            String(preference.prefix { $0 != ";" }).trimmedOfSpace.equalsIgnoringASCIICase("respond-async")
        }
    }

    func reply(with document: ReplyDocument) -> Reply? {
        guard let number = document.number else { return nil }
        return Reply(
            status: 200, headers: ReplyDocument.headers(number, isComplete: document.isComplete) + [version], body: document.bytes)
    }

    func reply(awaiting document: ReplyDocument) -> Reply? {
        guard let link = document.link, let until = document.validUntil else { return nil }
        let output = Output(capacity: 256)
        output.append("{\"link\":" as StaticString)
        output.json(link)
        output.append(",\"geldig_tot\":\"" as StaticString)
        output.append(until)
        output.append("\"}" as StaticString)
        let headers = [Request.Header("Location", link), Request.Header("Preference-Applied", "respond-async")]
        return Reply(status: 202, headers: answerHeaders(0) + headers, body: output.bytes)
    }

    func answerHeaders(_ spoken: Int) -> [Request.Header] { [Request.Header("Content-Type", "application/json; charset=utf-8"), version] }

    func frame(_ asked: Asked, stamp: Stamp) -> (before: String, after: String) { ("", "") }

    func problem(ofBSN text: String, named label: String) -> Fault.Problem {
        let isShaped = text.utf8.count == 9 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
        let code = Problems.Code.pattern
        return Fault.Problem(name: label, code: code.rawValue, reason: isHaalCentraal && !isShaped ? HaalCentraal.pattern : code.reason)
    }

    func reply(to fault: Fault, spoken: Int?, request: Request?, stamp: Stamp) -> Reply {
        isHaalCentraal
            ? HaalCentraal.reply(to: fault, request: request, stamp: stamp, headers: [version])
            : ProblemDetails.reply(to: fault, stamp: stamp, headers: [version])
    }
}
