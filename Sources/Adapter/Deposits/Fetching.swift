import Connectors
import Core
import Trust

extension Pipeline {
    /// What a citizen gets who follows a link. Whoever sends it says with `finish` whether all of it left.
    enum Fetched: Sendable {
        /// The PDF, recorded in the journal: its first byte may leave.
        case document(Reply)
        /// It is being made, or another download of it is under way.
        case pending
        /// It could not be made.
        case failed(Fault.Situation)
        /// Never given out, over, or used.
        case unknown
        /// It may not leave now, because that could not be recorded. The link still works.
        case unrecorded
    }

    /// The document of a link, once the journal holds that it is fetched: by a link, from which address, which document.
    func fetch(token: String, from peer: Peer) async -> Fetched {
        let milliseconds = Clock.milliseconds
        switch delivery.deposits.take(token: token) {
        case .pending: return .pending
        case .failed(let situation): return .failed(situation)
        case .unknown: return .unknown
        case .document(let bytes, let contents):
            let reference = Reference.next(at: milliseconds)
            var reply = Reply(
                status: 200, headers: ReplyDocument.headers(contents.number, isComplete: contents.isComplete), body: bytes)
            reply.headers.append(Request.Header("X-Request-Id", reference))
            let record = JournalRecord(
                time: milliseconds, reference: reference, actor: JournalRecord.Actor(unproven: nil),
                action: JournalRecord.Action(vendor: nil, question: "document"), object: JournalRecord.Object(tenant: contents.tenant),
                result: JournalRecord.Result(
                    .fetched, status: 200, complete: contents.isComplete, answer: pseudonyms.mark(of: bytes), document: contents.number),
                origin: JournalRecord.Origin(listener: peer.listener, address: peer.address), config: catalogue.hash)
            do throws(JournalError) {
                try await journal.append(record, until: ContinuousClock.now + .seconds(limits.deadline))
                return .document(reply)
            } catch {
                Event.unrecorded(reference: reference, error: "\(error)").log(to: logger)
                delivery.deposits.finish(token: token, isComplete: false)
                return .unrecorded
            }
        }
    }

    /// How a download ended.
    func finish(token: String, isComplete: Bool) { delivery.deposits.finish(token: token, isComplete: isComplete) }
}
