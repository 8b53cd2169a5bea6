import Core
import Syntax

/// One form in which a vendor asks a question, compiled: a request sample, headers, or both.
struct Ask: Sendable {
    let question: String
    /// The index of the question's reply.
    let reply: Int
    /// What the body must look like; nil when the question has none.
    let pattern: Pattern?
    let headers: [HeaderPattern]
    /// What other requests of the connector read from headers and this one does not: refused when filled.
    var strays: [HeaderPattern] = []
    /// Whether it has a place for the level of the login.
    var carriesAssurance = false
    /// The SOAPAction that names this operation; nil where there is no such thing.
    let action: String?
    /// What a message must hold against before its sample is asked; nil unless the connector is strict.
    var schema: XMLSchema?
    /// What WS-Addressing's Action says of the answer; nil leaves it to the dialect.
    var replyAction: String?
}

/// A header that is read for a word.
struct HeaderPattern: Sendable {
    enum Use: Sendable {
        case word(Int)
        /// Would change the answer and is not honoured; an empty one says nothing.
        case refused(String)
        /// Names a company when it is filled.
        case company
    }

    let name: String
    let use: Use
    let isOptional: Bool

    /// Compiles the `headers:` of a request.
    static func compile(_ node: Node, _ catches: inout Catches, _ diagnostics: inout Diagnostics) -> [HeaderPattern] {
        guard let entries = node.needEntries("'headers'", &diagnostics) else { return [] }
        return entries.compactMap { entry in
            guard isReadable(entry.key) else {
                diagnostics.error(.badHeader, at: entry.keySpan, "'\(entry.key)' is not a header that a word can be read from")
                return nil
            }
            var value = entry.value
            var isOptional = false
            if value.entries != nil {
                guard let form = Form(value, "a header", HeaderPattern.shape, &diagnostics) else { return nil }
                isOptional = form.boolean("optional", &diagnostics) ?? false
                if let reason = form.text("refuse", &diagnostics) {
                    return HeaderPattern(name: entry.key, use: .refused(reason), isOptional: true)
                }
                if form.boolean("company", &diagnostics) == true {
                    return HeaderPattern(name: entry.key, use: .company, isOptional: true)
                }
                guard let inner = form.need("value", &diagnostics) else { return nil }
                value = inner
            }
            guard let text = value.needText("a header", &diagnostics) else { return nil }
            let leaf = RequestLeaf.compile(
                text, ignoringCase: false, isCertain: !isOptional, SamplePlace(value.span), &catches, &diagnostics)
            guard case .word(let word)? = leaf else {
                if leaf != nil { diagnostics.error(.badHeader, at: value.span, "a header is read for one word", hint: "write \"{bsn}\"") }
                return nil
            }
            return HeaderPattern(name: entry.key, use: .word(word), isOptional: isOptional)
        }
    }

    /// Reads the headers of a request into its words.
    static func read(_ patterns: [HeaderPattern], of request: Request, into caught: inout Caught) {
        for pattern in patterns {
            let values = request.values(of: pattern.name)
            let value = values.first ?? ""
            switch pattern.use {
            case _ where values.count > 1:
                caught.problems.add(pattern.name, .duplicate)
            case .word where value.isEmpty:
                if !pattern.isOptional { caught.problems.add(pattern.name, .required) }
            case .word(let word):
                caught.take(value, for: word, as: pattern.name)
            case .refused(let reason):
                guard !value.isEmpty else { continue }
                caught.problems.add(Fault.Problem(name: pattern.name, code: Problems.Code.unsupported.rawValue, reason: reason))
            case .company:
                if !value.isEmpty { caught.problems.add(pattern.name, .company) }
            }
        }
    }

    /// Refuses a filled header that the request does not declare and that would change the answer, or whose answer it is: one that another
    /// request of the connector reads, or one with such a name. Any other header is the business of HTTP.
    static func refuseStrays(of ask: Ask, in request: Request, into caught: inout Caught) {
        for header in request.headers where !header.value.isEmpty {
            if let stray = ask.strays.first(where: { $0.name.equalsIgnoringASCIICase(header.name) }) {
                switch stray.use {
                case .refused(let reason):
                    caught.problems.add(Fault.Problem(name: stray.name, code: Problems.Code.unsupported.rawValue, reason: reason))
                case .word: caught.problems.add(stray.name, .unsupported)
                case .company: caught.problems.add(stray.name, .company)
                }
            } else if AnswerChangers.contains(header: header.name),
                !ask.headers.contains(where: { $0.name.equalsIgnoringASCIICase(header.name) })
            {
                caught.problems.add(AnswerChangers.speakable(header.name), .unsupported)
            }
        }
    }

    /// A header's name (RFC 9110 token), and none that carries credentials or frames the message.
    private static func isReadable(_ name: String) -> Bool {
        let forbidden = [
            "authorization", "cookie", "host", "content-length", "content-type", "transfer-encoding", "connection", "proxy-authorization",
        ]
        return !forbidden.contains(name.lowercased()) && isName(name)
    }

    /// Letters, digits and hyphens.
    static func isName(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy {
                (0x61...0x7A).contains($0) || (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-")
            }
    }
}
