import Core
import Syntax

/// WS-Addressing 1.0 (W3C, 9 May 2006; namespace 2005/08) without signatures: what a request says is mirrored in its answer, as Digikoppeling 2W-be
/// has it. The address of the answer is always the connection the question came by.
struct Addressing: Sendable {
    static let namespace = "http://www.w3.org/2005/08/addressing"
    private static let anonymous = "\(namespace)/anonymous"
    private static let none = "\(namespace)/none"
    private static let faultAction = "\(namespace)/soap/fault"
    /// The longest MessageID that is repeated, in bytes.
    private static let longest = 1_000

    /// The MessageID of the request, for RelatesTo; never logged. Nil when it has none.
    var messageID: String?
    /// What Action says of an answer.
    var replyAction = Addressing.faultAction

    /// The headers that may stand in a request once at most.
    private static let single = ["To", "Action", "MessageID", "ReplyTo", "FaultTo", "From"]

    /// Whether a header block is one that is understood here.
    static func understands(_ name: Markup.Name) -> Bool {
        name.namespace == namespace && (single.contains(name.local) || name.local == "RelatesTo")
    }

    /// What the header blocks of a request, which are all of this namespace, ask of its answer.
    init(_ blocks: [Int], in markup: Markup, _ problems: inout Problems) {
        var seen: [String] = []
        for block in blocks {
            let name = markup.names[markup.tokens[block].name].local
            if Addressing.single.contains(name) {
                if seen.contains(name) { problems.add(name, .duplicate) }
                seen.append(name)
            }
            switch name {
            case "MessageID":
                let text = markup.text(of: block)
                // It is a URI, and comes back in a header of ours.
                if text.utf8.count > Addressing.longest || text.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }) {
                    problems.add(name, .length)
                } else if !text.isEmpty {
                    messageID = text
                }
            case "ReplyTo", "FaultTo":
                let address = markup.children(of: block, called: Markup.Name(Addressing.namespace, "Address")).map { markup.text(of: $0) }
                if address.contains(where: { $0 != Addressing.anonymous && $0 != Addressing.none }) { problems.add(name, .unsupported) }
            default: break
            }
        }
    }

    /// The same for a fault: of a request that may be no more than half readable.
    ///
    /// - Parameter bytes: the request as UTF-8.
    static func mirrored(from bytes: [UInt8]) -> Addressing? {
        // The header stands in front: a large body is not searched for it.
        guard bytes.prefix(65_536).contains(namespace), let markup = try? XMLReader.read(bytes, limits: XMLLimits()),
            let version = SOAPEnvelope.version(of: markup)
        else { return nil }
        let blocks = SOAPHeader.blocks(in: markup, version).filter { understands(markup.names[markup.tokens[$0].name]) }
        guard !blocks.isEmpty else { return nil }
        var problems = Problems()
        return Addressing(blocks, in: markup, &problems)
    }

    /// The answer is a fault.
    mutating func isFault() { replyAction = Addressing.faultAction }

    /// The header of our message.
    func header(_ version: SOAPVersion, stamp: Stamp) -> String {
        let output = Output(capacity: 512)
        output.append("<\(version.prefix):Header xmlns:wsa=\"\(Addressing.namespace)\"><wsa:Action>")
        output.xml(replyAction)
        output.append("</wsa:Action><wsa:MessageID>")
        output.xml(stamp.uri)
        output.append("</wsa:MessageID>")
        if let messageID {
            output.append("<wsa:RelatesTo>")
            output.xml(messageID)
            output.append("</wsa:RelatesTo>")
        }
        output.append("</\(version.prefix):Header>")
        return output.text
    }
}

extension ArraySlice<UInt8> {
    /// Whether a text stands somewhere in these bytes.
    fileprivate func contains(_ text: String) -> Bool {
        let wanted = Array(text.utf8)
        guard count >= wanted.count else { return false }
        return (startIndex...endIndex - wanted.count).contains { self[$0] == wanted[0] && self[$0...].starts(with: wanted) }
    }
}
