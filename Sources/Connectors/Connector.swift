package import Core
package import Standard
import Syntax

/// A vendor, compiled: where it asks, how its requests are read, how it is answered. Immutable, and walks tables only.
package struct Connector: Sendable {
    package let vendor: String
    /// Over `connector.yaml` and the samples it names.
    package let hash: Digest
    /// Every address at which this vendor asks, longest-lived decisions made: no two overlap.
    package let routes: [Route]
    /// How large and deep a message may be.
    package var limits = Limits()
    /// Where the key of a caller stands in its requests.
    let keyPlaces: [KeyPlace]
    /// Whether a vendor's reference names one question: asked again about somebody else under the same one, it is refused (`conflict`).
    package let isIdempotent: Bool
    /// The lowest level of login that this vendor's contract allows, by question; a question that is not here leaves it to the tenant.
    package let minimumAssurance: [String: Assurance]
    /// What the vendor is promised. Not looked at when it asks.
    package let contract: Contract
    let dialect: any Dialect
    let quirks: Quirks
    /// What of a request names the municipality; nil leaves it to the path and the caller.
    let tenantPart: Parties.TenantPart?
    /// How it takes the certified document.
    let document: DocumentTerms
    let version: String
    let words: RequestWords
    let asks: [Ask]
    /// By question: a recipe per version that the sample can say.
    let replies: [[(version: String, recipe: Recipe)]]

    /// What it speaks, as `connector.yaml` says it: `soap` or `json`.
    package var speaks: String { type(of: dialect).name }

    /// The versions of the standard in which this vendor is answered, its own first, then the others in the standard's order. One that a
    /// reply sample does not say all of, such as an event kind it does not name, is not among them: who asks for it is refused
    /// (`unknownVersion`).
    package var versions: [String] {
        guard let first = replies.first else { return [] }
        return first.map(\.version).filter { version in replies.allSatisfy { $0.contains { $0.version == version } } }
    }

    /// Whether one of its requests has a place for the level of the login.
    package var carriesAssurance: Bool { asks.contains(where: \.carriesAssurance) }

    /// Whether a request at one of its addresses is a message this vendor sends, as far as the outermost element says. What cannot be read is
    /// nobody's.
    package func recognises(_ request: Request, route: Route) -> Bool { dialect.recognises(request, as: asks[route.ask], limits: limits) }

    /// Whether both vendors may ask at one address: when it is the same, and their messages can be told apart there.
    package func canShare(_ route: Route, with other: Connector, _ twin: Route) -> Bool {
        type(of: dialect) == type(of: other.dialect) && type(of: dialect).areDistinct(asks[route.ask], other.asks[twin.ask])
    }

    /// Reads a vendor's request: their words → ours. Whether the question is allowed is Trust's to say.
    ///
    /// - Parameter tenant: the municipality named in the path, when the route has one.
    /// - Throws: a fault of the message, never of the caller or of us.
    package func asked(in request: Request, route: Route, tenant: String?) throws(Fault) -> Asked {
        let ask = asks[route.ask]
        var caught = try dialect.read(request, as: ask, limits: limits, words: words.count)
        // A query is refused unread: whatever a vendor would put there ends up in the logs of proxies (API Design Rules).
        if request.query != nil {
            caught.problems.add(Fault.Problem(name: "query", code: "unknown", reason: "Het adres mag geen vraagteken bevatten."))
        }
        HeaderPattern.read(ask.headers, of: request, into: &caught)
        HeaderPattern.refuseStrays(of: ask, in: request, into: &caught)
        let version = caught[.version] ?? self.version
        let recipe = replies[ask.reply].first { $0.version == version }?.recipe
        var fields: [Bool]?
        if let paths = caught.fields, let recipe { fields = recipe.choice(of: paths, label: caught.fieldsLabel, &caught.problems) }
        let identity = try Identity(&caught, quirks, dialect)
        var inquiry = Inquiry(bsn: identity.subject)
        inquiry.acting = identity.acting
        inquiry.assurance = identity.assurance
        inquiry.tenant = tenant
        inquiry.reference = caught[.reference]
        inquiry.version = caught[.version]
        inquiry.representation = caught[.representation]
        inquiry.language = try Connector.language(caught)
        inquiry.parties = caught.parties(tenantPart)
        guard let recipe else {
            throw Fault(
                .unknownVersion,
                problems: [Fault.Problem(name: caught.label(.version), code: "version", reason: "Deze versie wordt hier niet geleverd.")])
        }
        let way = Connector.way(recipe, inquiry.representation, caught)
        guard way.isOffered,
            let form = way.way != nil
                ? .json : Connector.form(recipe, inquiry.representation, isXML: type(of: dialect).sampleSyntax == .xml)
        else {
            throw Fault(
                .unsupported,
                problems: [
                    Fault.Problem(name: caught.label(.representation), code: "unsupported", reason: "Deze vorm wordt hier niet geleverd.")
                ])
        }
        let wish = way.way.map { way in
            DocumentWish(
                way: way, language: inquiry.language ?? Language.preferred(by: request),
                isLater: caught.prefersLater || (way == .link && document.later))
        }
        return Asked(
            inquiry: inquiry, question: ask.question, version: version, form: form, document: wish, assurance: caught[.assurance],
            spoken: caught.spoken,
            fields: fields, addressing: caught.addressing, echo: Array(caught.values[RequestWords.Fixed.allCases.count...]))
    }

    /// How the certified document is wanted; no way when it is not.
    private static func way(_ recipe: Recipe, _ representation: String?, _ caught: Caught) -> (way: DocumentWish.Way?, isOffered: Bool) {
        switch representation {
        case "pdf" where caught.wantsPDF: (.body, true)
        case "pdf": (.part, recipe.pdfForm)
        // Who takes nothing but the PDF cannot read where it is.
        case "link": (.link, recipe.linkForm && !caught.wantsPDF)
        case nil where caught.wantsPDF: (.body, true)
        case nil where recipe.isDocumentOnly: (recipe.pdfForm ? .part : .link, true)
        case nil: (nil, true)
        default: (nil, !caught.wantsPDF && !recipe.isDocumentOnly)
        }
    }

    /// The language that a message names.
    private static func language(_ caught: Caught) throws(Fault) -> Language? {
        guard let tag = caught[.language] else { return nil }
        if let language = Language(tag: tag) { return language }
        throw Fault(
            .unsupported,
            problems: [Fault.Problem(name: caught.label(.language), code: "unsupported", reason: "Deze taal wordt hier niet geleverd.")])
    }

    /// The form in which the documents are written; nil when the sample cannot give what is asked.
    private static func form(_ recipe: Recipe, _ representation: String?, isXML: Bool) -> Rendition.Form? {
        switch representation {
        case nil: recipe.xmlForm.map { .xml(namespace: $0) } ?? (recipe.jsonForm ? .json : .values)
        case "xml": recipe.xmlForm.map { .xml(namespace: $0) } ?? (isXML && !recipe.jsonForm ? .values : nil)
        case "json": recipe.jsonForm ? .json : (isXML ? nil : .values)
        default: nil
        }
    }

    /// Fills the vendor's reply: ours → their words.
    ///
    /// - Parameter document: what is asked in `Asked.document`, certified; nil when that is nil.
    /// - Throws: a violation when the sample needs a value that the rendition does not have.
    package func reply(
        with rendition: Rendition, and document: ReplyDocument? = nil, to asked: Asked, stamp: Stamp
    ) throws(Violation) -> Reply {
        if document?.isAwaited != true, let reply = nothing(in: rendition, to: asked, stamp: stamp) { return reply }
        let message = try message(with: rendition, and: document, to: asked, stamp: stamp)
        return try reply(framing: message, and: document, to: asked, stamp: stamp)
    }

    /// The vendor's message by itself, without what the protocol writes around it; empty where the reply is the document alone.
    package func message(
        with rendition: Rendition, and document: ReplyDocument?, to asked: Asked, stamp: Stamp
    ) throws(Violation) -> [UInt8] {
        if asked.document != nil, document == nil { throw Violation(place: "document", rule: "required") }
        if asked.document?.way == .body { return [] }
        guard let ask = asks.first(where: { $0.question == asked.question }),
            let recipe = replies[ask.reply].first(where: { $0.version == asked.version })?.recipe
        else { throw Violation(place: asked.question, rule: "version \(asked.version) has no reply") }
        let size = rendition.documents.reduce(4_096) { $0 + $1.bytes.count } + (document?.bytes.count ?? 0) * 3 / 2
        let output = Output(capacity: size + recipe.bytes.count)
        var filling = Filling(recipe, rendition, document, asked, stamp, isPackaged: isPackaged(asked), into: output)
        try filling.run()
        return output.bytes
    }

    /// A message as a reply: framed by the protocol, its document beside it where it travels so.
    ///
    /// - Parameter message: of `message(with:and:to:stamp:)`, perhaps of an earlier exchange.
    package func reply(framing message: [UInt8], and document: ReplyDocument?, to asked: Asked, stamp: Stamp) throws(Violation) -> Reply {
        if asked.document?.way == .body {
            guard let reply = document.flatMap({ dialect.reply(with: $0) }) else {
                throw Violation(place: "document", rule: "no such reply")
            }
            return reply
        }
        let frame = dialect.frame(asked, stamp: stamp)
        let output = Output(capacity: message.count + frame.before.utf8.count + frame.after.utf8.count)
        output.append(frame.before)
        output.append(message)
        output.append(frame.after)
        if let document, isPackaged(asked) {
            return XOPReply.packaged(
                output.bytes, document.bytes, SOAPVersion(rawValue: asked.spoken) ?? .v11, reference: stamp.reference)
        }
        return Reply(status: 200, headers: dialect.answerHeaders(asked.spoken), body: output.bytes)
    }

    /// Whether the document travels beside the message.
    private func isPackaged(_ asked: Asked) -> Bool { dialect.packages && asked.document?.way == .part }

    /// The reply that says that there is nothing, when that is no answer to this vendor; no document is made for it.
    package func nothing(in rendition: Rendition, to asked: Asked, stamp: Stamp) -> Reply? {
        guard rendition.saysNothing, asked.document?.way != .body else { return nil }
        return dialect.nothingFound(asked, stamp: stamp)
    }

    /// The reply that names where the document will be, while it is being made and nobody knows yet what is in it.
    ///
    /// - Throws: a violation when the vendor's sample needs more than that.
    package func reply(awaiting document: ReplyDocument, to asked: Asked, stamp: Stamp) throws(Violation) -> Reply {
        if let reply = dialect.reply(awaiting: document) { return reply }
        let nothing = Rendition(version: asked.version, moment: stamp.now, documents: [], completeness: Completeness())
        return try reply(with: nothing, and: document, to: asked, stamp: stamp)
    }

    /// Between whom a message says it goes when something else in it is wrong: who asks and whom is judged before the rest. Nil when that is
    /// not to be known, or when the dialect has no such order.
    ///
    /// - Parameter fault: what is wrong with the message. What could not be read at all is not read twice.
    package func parties(in request: Request, route: Route, after fault: Fault) -> Parties? {
        guard !fault.problems.isEmpty, fault.situation != .malformed, dialect.precedence(of: fault) != nil, request.query == nil else {
            return nil
        }
        return (try? dialect.read(request, as: asks[route.ask], limits: limits, words: words.count))?.parties(tenantPart)
    }

    /// Which of two faults is told when both apply.
    package func first(of one: Fault, _ other: Fault) -> Fault {
        guard let rank = dialect.precedence(of: one), let second = dialect.precedence(of: other) else { return one }
        return second < rank ? other : one
    }

    /// A fault in the vendor's own dialect. Never fails; `asked` is nil when the message was not understood.
    package func reply(with fault: Fault, asked: Asked?, request: Request, stamp: Stamp) -> Reply {
        dialect.reply(to: fault, spoken: asked?.spoken, request: request, stamp: stamp)
    }
}
