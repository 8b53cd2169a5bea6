import Connectors
import Core
import Mappings
import Trust

/// What is known of one request so far: gathered on the way, so that whatever stops it, the journal and the log can tell how far it came.
struct Proceeding {
    let started: Int
    let stamp: Stamp
    let peer: Peer
    let config: Digest
    var connector: Connector?
    var question: String?
    var credentials: Credentials?
    var caller: Caller?
    var asked: Asked?
    var tenant: String?
    var permit: Permit?
    /// The vendor's reference, held for this question.
    var claim: Repeats.Claim?
    var mappings: [JournalRecord.Mapping] = []
    var sources: [JournalRecord.SourceResult] = []
    var complete: Bool?
    /// Rows that a rule of a mapping left out.
    var leftOut = 0
    var outcome: JournalRecord.Result.Outcome = .refused
    /// The certified document that the answer holds or leads to.
    var document: DocumentNumber?
    /// Whether the document was made for an earlier question that was the same.
    var isDocumentRepeated = false
    /// What goes on after the reply is recorded: a document that was promised.
    var afterwards: Promised?
    private var situation: Fault.Situation?

    init(started: Int, stamp: Stamp, peer: Peer, config: Digest) {
        self.started = started
        self.stamp = stamp
        self.peer = peer
        self.config = config
    }

    /// Whether the vendor gets an answer.
    var isAnswered: Bool { outcome == .answered || outcome == .repeated || outcome == .promised }

    /// What each plan's source did: rows or a class of failure, also when the mapping could not read the rows.
    mutating func note(_ outcomes: [Outcome], of plans: [Plan], failures: [(plan: String, Failure)]) {
        sources = zip(plans, outcomes).map { plan, outcome in
            var rows = 0
            if case .rows(let sets) = outcome { rows = sets.reduce(0) { $0 + $1.count } }
            return JournalRecord.SourceResult(
                source: plan.source, failure: failures.first { $0.plan == plan.name }?.1.kind, rows: rows)
        }
    }

    /// The fault in the dialect of the vendor whose path it is, or plainly.
    mutating func reply(to request: Request, with fault: Fault) -> Reply {
        situation = fault.situation
        complete = nil
        document = nil
        afterwards?.withdraw()
        afterwards = nil
        outcome = fault.situation.isOurs ? .faulted : .refused
        guard let connector else { return PlainFaults.reply(to: fault, stamp: stamp) }
        return connector.reply(with: fault, asked: asked, request: request, stamp: stamp)
    }

    func record(of reply: Reply, pseudonyms: PseudonymKey) -> JournalRecord {
        JournalRecord(
            time: started, reference: stamp.reference,
            vendorReference: asked?.inquiry.reference.map { pseudonyms.keeping(reference: $0) },
            actor: caller.map { JournalRecord.Actor($0) } ?? JournalRecord.Actor(unproven: credentials),
            action: JournalRecord.Action(vendor: connector?.vendor, question: question),
            object: JournalRecord.Object(
                tenant: tenant, subject: asked.map { pseudonyms.pseudonym(of: $0.inquiry.bsn) },
                acting: asked?.inquiry.acting.map { pseudonyms.pseudonym(of: $0) }, sources: permit?.sources.sorted() ?? []),
            assurance: permit?.assurance ?? asked?.inquiry.assurance.map { StatedAssurance($0, by: .message) },
            purposes: permit?.purposes ?? [], mappings: mappings,
            result: JournalRecord.Result(
                outcome, situation: situation, status: outcome == .aborted ? nil : reply.status, sources: sources, complete: complete,
                answer: isAnswered ? pseudonyms.mark(of: reply.body) : nil, document: document),
            origin: JournalRecord.Origin(listener: peer.listener, address: peer.address), config: config)
    }

    func event(for reply: Reply, took: Duration) -> Event.Exchange {
        Event.Exchange(
            reference: stamp.reference, listener: peer.listener, caller: caller?.name, vendor: connector?.vendor, tenant: tenant,
            status: reply.status, situation: situation?.rawValue, complete: complete, leftOut: leftOut,
            microseconds: Int(took.components.seconds) * 1_000_000 + Int(took.components.attoseconds / 1_000_000_000_000),
            bytes: reply.body.count)
    }
}

extension Fault.Situation {
    /// Whether we or a source failed, rather than the request being wrong or not allowed.
    fileprivate var isOurs: Bool {
        switch self {
        case .sourceFailed, .answerTooLarge, .notCertified, .deadline, .overload, .journal, .internal: true
        default: false
        }
    }
}
