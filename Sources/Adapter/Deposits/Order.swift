import Connectors
import Core
import Trust

/// A certified document as it was ordered: what is asked, by whom, of whom.
struct Order: Sendable {
    let wish: DocumentWish
    let asked: Asked
    let permit: Permit
    let caller: Caller
    let served: Pipeline.Served
    let connector: Connector
    let stamp: Stamp

    /// What makes two orders the same: who asks, under which reference of its own, about whom, in which form. Nil without a reference: then
    /// nothing says that two orders are one.
    func words(_ pseudonyms: PseudonymKey) -> [String]? {
        guard let reference = asked.inquiry.reference else { return nil }
        return [
            caller.name, connector.vendor, permit.tenant, reference, pseudonyms.pseudonym(of: asked.inquiry.bsn).text,
            asked.inquiry.acting.map { pseudonyms.pseudonym(of: $0).text } ?? "", asked.question, asked.version, "\(wish.way)",
            wish.language.rawValue,
        ]
    }

    /// What the reply says of a document, by the way it is wanted.
    func reply(_ contents: Deposits.Contents, bytes: [UInt8], at link: String?) -> ReplyDocument {
        if let link { return ReplyDocument(contents.number, at: link, until: contents.until, isComplete: contents.isComplete) }
        return ReplyDocument(contents.number, bytes: bytes, isComplete: contents.isComplete)
    }
}

/// What is kept of a reply for who asks the same again: the vendor's message, and the document, in one run of bytes.
struct KeptReply {
    let message: [UInt8]
    let document: [UInt8]

    init(message: [UInt8], document: [UInt8]) {
        self.message = message
        self.document = document
    }

    /// Nil for what `bytes` did not write.
    init?(_ bytes: [UInt8]) {
        guard bytes.count >= 8 else { return nil }
        let length = bytes[..<8].reduce(0) { $0 << 8 | Int($1) }
        guard length >= 0, length <= bytes.count - 8 else { return nil }
        message = Array(bytes[8..<(8 + length)])
        document = Array(bytes[(8 + length)...])
    }

    var bytes: [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: message.count >> (56 - 8 * $0)) } + message + document }
}
