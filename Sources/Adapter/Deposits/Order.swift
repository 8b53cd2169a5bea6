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
