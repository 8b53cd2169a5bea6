import Core
import Synchronization

/// What one inquiry wants of one source: the requests that share a snapshot and a round trip.
final class Job: @unchecked Sendable {
    enum Work: Equatable {
        /// The rows.
        case rows
        /// Only what the statements' columns are.
        case columns
        /// Only whether somebody answers.
        case ping
        /// Statements of our own, about the source itself.
        case looks([Look])
    }

    let work: Work
    let requests: [SourceRequest]
    /// The citizen asked about; nil when no rows are read, or rows about no citizen in particular.
    let subject: BSN?
    /// What a run over all citizens may take; nil for the source's own limits.
    let limits: SourceLimits?
    let deadline: ContinuousClock.Instant
    private let cancelled = Atomic<Bool>(false)
    private let done: @Sendable (Job) -> Void

    // What follows is touched only by whoever holds the job: first the queue, then one connection.

    /// One per request; nil while it is not known.
    var outcomes: [Outcome?]
    /// What `columns` found.
    var drifts: [ColumnDrift] = []
    /// What `columns` found, by row set.
    var described: [String: DescribedStatement] = [:]
    /// Where in a row set's statement, in the driver's notation, the database saw a mistake: characters from 0, by row set.
    var mistakes: [String: Int] = [:]
    /// What came of each of `looks`; nil while it is not known.
    var seen: [Seen?] = []
    /// Whether the job went to a second connection because the first was broken.
    var retried = false
    /// Whether the question was asked a second time because the database had changed under it.
    var repeated = false
    private(set) var isFinished = false

    init(
        _ work: Work, _ requests: [SourceRequest], about subject: BSN?, within limits: SourceLimits? = nil,
        until deadline: ContinuousClock.Instant, done: @escaping @Sendable (Job) -> Void
    ) {
        self.work = work
        self.requests = requests
        self.subject = subject
        self.limits = limits
        self.deadline = deadline
        self.done = done
        outcomes = Array(repeating: nil, count: requests.count)
    }

    var isCancelled: Bool { cancelled.load(ordering: .relaxed) }

    func markCancelled() { cancelled.store(true, ordering: .relaxed) }

    /// What went wrong with the job as a whole; for a job that reads no rows.
    private(set) var failure: Failure?

    /// Ends the job; requests without an outcome fail with `failure`.
    func finish(_ failure: Failure? = nil) {
        guard !isFinished else { return }
        isFinished = true
        let rest = failure ?? Failure(.unreachable, "the source gave no answer")
        self.failure = failure
        for index in outcomes.indices where outcomes[index] == nil { outcomes[index] = .failed(rest) }
        done(self)
    }

    /// Why a job ends early: its deadline passed, or nobody waits for it any more.
    var expiry: Failure { isCancelled ? .cancelled : .deadline }
}

extension Failure {
    static let deadline = Failure(.timeout, "the deadline passed")
    static let cancelled = Failure(.timeout, "nobody waits for the answer any more")
    static let queueFull = Failure(.busy, "every connection is in use and the queue is full")
    static let closed = Failure(.unreachable, "the source was closed")
}
