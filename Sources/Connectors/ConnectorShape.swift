import Core
package import Standard
package import Syntax

extension ConnectorFile {
    static let shape = FormShape(
        "connector", "How a vendor speaks: its dialect, where it asks, and which sample messages say so.",
        [
            .init("vendor", .text, required: true, "The vendor: the name of the folder", examples: ["soap"]),
            .init(
                "dialect", .words(Dialects.all.map { Shape.Word($0.name, $0.summary) }), required: true, "The protocol the vendor speaks"),
            .init(
                "tenant",
                .words([
                    .init(TenantRule.caller.rawValue, "The caller's only municipality; a caller with several names it in the path"),
                    .init(TenantRule.path.rawValue, "Always named in the path"),
                    .init(
                        TenantRule.organisatie.rawValue, "Named by the message's ontvanger.organisatie, as the settings' known_as have it"),
                    .init(TenantRule.administratie.rawValue, "Named by ontvanger.administratie"),
                    .init(TenantRule.applicatie.rawValue, "Named by ontvanger.applicatie"),
                    .init(TenantRule.oin.rawValue, "The one known by the OIN in the caller's certificate"),
                ]), "How the municipality of a request is found; caller unless written"),
            .init(
                "version", .reference("version"), "The version of the standard that answers a request that names none",
                examples: ["\"4.1.0\""]),
            .init(
                "fault_style", .words(faultStyles),
                "How faults are told; the dialect's usual way unless written"),
            .init(
                "api_version", .pattern("^[0-9][0-9A-Za-z.-]*$", "a version such as 1.0.0"),
                "json: the API-Version header of answers and faults; 1.0.0 unless written", examples: ["\"1.0.0\""]),
            .init(
                "api_key", .texts,
                "The headers in which this vendor sends its API key; X-Api-Key and Authorization: ApiKey unless written",
                examples: ["[\"X-Api-Key: {key}\", \"Authorization: Bearer {key}\"]"]),
            .init(
                "idempotent_on", .word(of: IdempotentWord.self),
                "The word that names a question: asked again it is a repeat, about somebody else it is refused"),
            .init(
                "prefixes", .map(.text), "soap: the prefixes of the reply, each with its namespace",
                examples: ["{ StUF: \"http://www.egem.nl/StUF/StUF0301\" }"]),
            .init(
                "validate", .words(Validation.allCases.map { Shape.Word($0.rawValue, $0.summary) }),
                "soap: how closely a request is looked at; lenient unless written"),
            .init("wsse", .form(WSSecurity.shape), "soap: what is done with a wsse:Security header", examples: ["{ header: tolerate }"]),
            .init(
                "document", .form(DocumentTerms.shape), "How this vendor takes the certified document", examples: ["{ mtom: true }"]),
            .init("quirks", .form(Quirks.shape), "Where this vendor differs from what its dialect says"),
            .init("questions", .form(questionsShape), required: true, "What the vendor can ask"),
        ])

    /// Those of all dialects, each once.
    private static var faultStyles: [String] {
        var found: [String] = []
        for dialect in Dialects.all {
            for style in dialect.faultStyles where !found.contains(style) { found.append(style) }
        }
        return found
    }

    /// What is no question is told by a code of its own (CON401).
    private static let questionsShape = FormShape(
        "questions", "What the vendor can ask.",
        Question.allCases.map { .init($0.rawValue, .form(questionShape), "How this is asked, and how it is answered") })

    static let questionShape = FormShape(
        "question", "How one thing is asked, and how it is answered.",
        [
            .init("asks", .list(.form(askShape), least: 0), required: true, "The forms in which it is asked"),
            .init("reply", .text, required: true, "The sample of the answer, a file of this folder", examples: ["reply.xml"]),
            .init("minimum_assurance", .word(of: Assurance.self), "The lowest level of login that the vendor's contract allows"),
            .init("drops", .list(.form(dropShape), least: 0), "What the reply leaves out on purpose, each with its reason"),
        ])

    static let askShape = FormShape(
        "ask", "One form in which a question is asked.",
        [
            .init("method", .word(of: Method.self), "The HTTP method; POST unless written. A GET has headers and no sample"),
            .init(
                "paths", .texts, required: true, "Where it is asked: kebab-case, {tenant} the only variable",
                examples: ["[/v1/schuldenoverzicht, \"/{tenant}/v1/schuldenoverzicht\"]"]),
            .init("request", .text, "The sample of the request, a file of this folder", examples: ["ask.xml"]),
            .init(
                "headers", .map(.choice([.text, .form(HeaderPattern.shape)])), "Headers that are read for a word",
                examples: ["{ X-BSN: \"{bsn}\" }"]),
            .init("action", .text, "soap: the SOAPAction"),
            .init(
                "schema", .text, "soap, validate: strict: the XML schema of the request, a file of this folder",
                examples: ["schemas/fin/fin_wrap.xsd"]),
            .init(
                "reply_action", .text,
                "soap: the Action of an answer to a request with WS-Addressing; the SOAPAction with Response unless written"),
        ], rules: [.atLeastOne(["request", "headers"])])

    static let dropShape = FormShape(
        "drop", "Something a reply leaves out on purpose.",
        [
            .init("word", .text, required: true, "A kind of event, an amount, <kind>.<amount>, volledig or melding", examples: ["saldo"]),
            .init("because", .text, required: true, "The reason, in words", examples: ["het scherm toont alleen wat openstaat"]),
        ])
}

extension HeaderPattern {
    static let shape = FormShape(
        "header", "How a header is read.",
        [
            .init("value", .text, "The word it holds", examples: ["\"{referentie}\""]),
            .init("optional", .boolean, "True when it may be absent"),
            .init("refuse", .text, "Refused when it is filled, with this sentence; for what would change the answer"),
            .init("company", .boolean, "True when it names a company: refused when it is filled"),
        ], rules: [.atLeastOne(["value", "refuse", "company"])])
}

extension Connector {
    /// A `connector.yaml`.
    package static var fileShape: Shape { .form(ConnectorFile.shape) }

    /// What that shape refers to by name.
    package static func parts(_ standard: Standard) -> [String: Shape] { ["version": .words(standard.versions)] }
}
