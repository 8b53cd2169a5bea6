import Core
import Syntax

/// The envelope of SOAP, in either version: what stands around a message.
enum SOAPEnvelope {
    /// The token of the one element in the Body.
    ///
    /// - Throws: `envelopeVersion`, `mustUnderstand`, or `malformed` for anything that is no envelope with one element in its Body.
    static func message(in markup: Markup) throws(Fault) -> (version: SOAPVersion, token: Int) {
        guard let root = markup.tokens.firstIndex(where: { $0.kind == .element }) else { throw Fault(.malformed) }
        let envelope = markup.names[markup.tokens[root].name]
        guard envelope.local == "Envelope" else { throw malformed("Envelope", "Het bericht is geen SOAP-envelop.") }
        guard let version = SOAPVersion.allCases.first(where: { $0.namespace == envelope.namespace }) else {
            throw Fault(.envelopeVersion)
        }
        let namespace = version.namespace
        var body: Int?
        for child in try elements(of: root, in: markup, "Envelope") {
            let name = markup.names[markup.tokens[child].name]
            if name == Markup.Name(namespace, "Header"), body == nil {
                try header(child, in: markup, version)
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

    /// Header blocks mean nothing to us: one that demands to be understood, by us, is refused.
    private static func header(_ header: Int, in markup: Markup, _ version: SOAPVersion) throws(Fault) {
        for block in try elements(of: header, in: markup, "Header") {
            var mustBeUnderstood = false
            var isForUs = true
            for attribute in markup.attributes[markup.tokens[block].attributes] {
                let name = markup.names[attribute.name]
                guard name.namespace == version.namespace else { continue }
                let value = attribute.value.trimmedOfSpace
                if name.local == "mustUnderstand" { mustBeUnderstood = value == "1" || value == "true" }
                if name.local == version.role { isForUs = version.isOurs(role: value) }
            }
            if mustBeUnderstood, isForUs { throw Fault(.mustUnderstand) }
            // Gateways put all kinds of things here; a second citizen or a reference date may not pass unread.
            for inner in markup.tokens[block...markup.tokens[block].end] where inner.kind == .element {
                let name = markup.names[inner.name].local
                guard AnswerChangers.contains(name) else { continue }
                var problems = Problems()
                problems.add(AnswerChangers.speakable(name), .unsupported)
                throw problems.fault
            }
        }
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
