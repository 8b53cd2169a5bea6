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

    private let version: Request.Header
    /// Whether faults are told as the Haal Centraal APIs tell them.
    private let isHaalCentraal: Bool

    init(_ file: ConnectorFile) {
        version = Request.Header("API-Version", file.apiVersion)
        isHaalCentraal = file.faultStyle == JSONDialect.haalCentraal
    }

    func read(_ request: Request, as ask: Ask, limits: Limits, words: Int) throws(Fault) -> Caught {
        // Content-Type first: a body that is not read as JSON says nothing about the rest.
        guard let pattern = ask.pattern else {
            guard request.body.isEmpty else {
                throw Fault(.invalid, problems: [Fault.Problem(name: "body", code: "unknown", reason: "Deze vraag heeft geen inhoud.")])
            }
            try checkAccept(request)
            return Caught(words: words)
        }
        // Haal Centraal takes a request that says nothing of its type for JSON.
        if !isHaalCentraal || !request.values(of: "Content-Type").allSatisfy(\.isOnlySpace) {
            _ = try MediaType.check(request, oneOf: [JSONDialect.mediaType])
        }
        try checkAccept(request)
        let node = try JSONReader.read(request.body, limits: limits.json)
        guard node.entries != nil else { throw Fault(.malformed) }
        var matching = JSONMatching(pattern, words: words)
        matching.match(node)
        return matching.caught
    }

    /// One JSON object looks like another: an address is one question.
    static func areDistinct(_ one: Ask, _ other: Ask) -> Bool { false }

    func recognises(_ request: Request, as ask: Ask, limits: Limits) -> Bool { true }

    private func checkAccept(_ request: Request) throws(Fault) {
        guard MediaType.accepts(request, JSONDialect.mediaType) else { throw Fault(.notAcceptable) }
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
