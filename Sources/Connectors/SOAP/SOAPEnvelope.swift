import Core
import Syntax

/// The envelope of SOAP, in either version: what stands around a message.
enum SOAPEnvelope {
    /// The version that the envelope's namespace says; nil when there is no envelope or no such version.
    static func version(of markup: Markup) -> SOAPVersion? {
        guard let root = markup.tokens.first(where: { $0.kind == .element }) else { return nil }
        let envelope = markup.names[root.name]
        return envelope.local == "Envelope" ? SOAPVersion.allCases.first { $0.namespace == envelope.namespace } : nil
    }

    /// The token of the one element in the Body. Header blocks are judged by `SOAPHeader`.
    ///
    /// - Throws: `envelopeVersion`, or `malformed` for anything that is no envelope with one element in its Body.
    static func message(in markup: Markup) throws(Fault) -> (version: SOAPVersion, token: Int) {
        guard let root = markup.tokens.firstIndex(where: { $0.kind == .element }) else { throw Fault(.malformed) }
        guard markup.names[markup.tokens[root].name].local == "Envelope" else {
            throw malformed("Envelope", "Het bericht is geen SOAP-envelop.")
        }
        guard let version = version(of: markup) else { throw Fault(.envelopeVersion) }
        let namespace = version.namespace
        var header: Int?
        var body: Int?
        for child in try elements(of: root, in: markup, "Envelope") {
            let name = markup.names[markup.tokens[child].name]
            if name == Markup.Name(namespace, "Header"), body == nil, header == nil {
                _ = try elements(of: child, in: markup, "Header")
                header = child
            } else if name == Markup.Name(namespace, "Body"), body == nil {
                body = child
            } else {
                throw malformed("Envelope", "De envelop bevat iets anders dan Header en Body.")
            }
        }
        guard let body else { throw malformed("Body", "De envelop heeft geen Body.") }
        let messages = try elements(of: body, in: markup, "Body")
        guard messages.count == 1 else { throw malformed("Body", "De Body bevat niet precies één element.") }
        return (version, messages[0])
    }

    /// The elements in an element that holds nothing but elements.
    private static func elements(of token: Int, in markup: Markup, _ name: String) throws(Fault) -> [Int] {
        var found: [Int] = []
        var next = token + 1
        while next < markup.tokens[token].end {
            if markup.tokens[next].kind == .element { found.append(next) }
            if markup.tokens[next].kind == .text, !markup.tokens[next].text.isOnlySpace { throw malformed(name, "Hier staat losse tekst.") }
            next = markup.tokens[next].end + 1
        }
        return found
    }

    private static func malformed(_ name: String, _ reason: String) -> Fault {
        Fault(.malformed, problems: [Fault.Problem(name: name, code: "type", reason: reason)])
    }
}
