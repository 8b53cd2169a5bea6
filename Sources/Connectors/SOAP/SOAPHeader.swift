import Core
import Syntax

/// The header blocks of an envelope. What names an answer is refused, what demands to be understood is understood or refused, the rest is passed over.
struct SOAPHeader {
    /// What the blocks of WS-Addressing ask of the answer; nil without them.
    private(set) var addressing: Addressing?
    /// The operations that blocks name, beside SOAPAction.
    private(set) var actions: [String] = []

    /// WCF writes the action in a block of its own when a binding has no addressing; it says no more than SOAPAction.
    static let withoutAddressing = Markup.Name("http://schemas.microsoft.com/ws/2005/05/addressing/none", "Action")

    /// - Throws: `mustUnderstand`, or what the problems of the blocks make together.
    init(in markup: Markup, _ version: SOAPVersion, security: WSSecurity) throws(Fault) {
        var problems = Problems()
        var addressed: [Int] = []
        var hasSecurity = false
        for block in SOAPHeader.blocks(in: markup, version) {
            let name = markup.names[markup.tokens[block].name]
            let (isDemanded, isForUs) = SOAPHeader.demand(of: block, in: markup, version)
            guard isForUs else { continue }
            if Addressing.understands(name) {
                addressed.append(block)
                if name.local == "Action" { actions.append(markup.text(of: block)) }
            } else if name == SOAPHeader.withoutAddressing {
                actions.append(markup.text(of: block))
            } else if WSSecurity.isHeader(name) {
                if hasSecurity { problems.add(name.local, .duplicate) }
                hasSecurity = true
                if security == .forbid { problems.add(name.local, .unsupported) }
            }
            if isDemanded, !SOAPHeader.understands(name, security) {
                throw Fault(
                    .mustUnderstand,
                    problems: [
                        Fault.Problem(
                            name: AnswerChangers.speakable(name.local), code: "unsupported",
                            reason: "Dit blok moet begrepen worden.")
                    ])
            }
            // Gateways put all kinds of things here; a second citizen or a reference date may not pass unread.
            for inner in block...markup.tokens[block].end where markup.tokens[inner].kind == .element {
                let name = markup.names[markup.tokens[inner].name].local
                if AnswerChangers.contains(name) { problems.add(AnswerChangers.speakable(name), .unsupported) }
                for name in markup.changers(on: inner) { problems.add("@\(AnswerChangers.speakable(name))", .unsupported) }
            }
        }
        if security == .require, !hasSecurity { problems.add(WSSecurity.local, .required) }
        if !addressed.isEmpty { addressing = Addressing(addressed, in: markup, &problems) }
        guard problems.isEmpty else { throw problems.fault }
    }

    /// Whether a block that demands to be understood is.
    static func understands(_ name: Markup.Name, _ security: WSSecurity) -> Bool {
        Addressing.understands(name) || name == withoutAddressing || (WSSecurity.isHeader(name) && security != .pass)
    }

    /// The answer's Action, once it is known.
    mutating func answer(with action: String) { addressing?.replyAction = action }

    /// The tokens of the header's blocks.
    static func blocks(in markup: Markup, _ version: SOAPVersion) -> [Int] {
        guard let root = markup.tokens.firstIndex(where: { $0.kind == .element }) else { return [] }
        return markup.children(of: root, called: Markup.Name(version.namespace, "Header")).first.map { markup.children(of: $0) } ?? []
    }

    /// Whether a block demands to be understood, and whether it is for us.
    private static func demand(of block: Int, in markup: Markup, _ version: SOAPVersion) -> (isDemanded: Bool, isForUs: Bool) {
        var isDemanded = false
        var isForUs = true
        for attribute in markup.attributes[markup.tokens[block].attributes] {
            let name = markup.names[attribute.name]
            guard name.namespace == version.namespace else { continue }
            let value = attribute.value.trimmedOfSpace
            // What is no boolean at all is a demand that somebody misspelt.
            if name.local == "mustUnderstand" { isDemanded = value != "0" && value != "false" }
            if name.local == version.role { isForUs = version.isOurs(role: value) }
        }
        return (isDemanded, isForUs)
    }
}
