import Synchronization

/// Who waits for a record to be durable: told once, by the writer or by the clock, whichever comes first.
final class JournalWaiter: Sendable {
    private let isTold = Atomic(false)
    private let continuation: UnsafeContinuation<JournalError?, Never>?
    /// When the clock gives up; nil waits for the writer however long it takes.
    let limit: ContinuousClock.Instant?

    /// Somebody who waits.
    init(_ continuation: UnsafeContinuation<JournalError?, Never>, until limit: ContinuousClock.Instant?) {
        self.continuation = continuation
        self.limit = limit
    }

    /// Nobody: the record is written when it can be.
    init() {
        continuation = nil
        limit = nil
    }

    var isDone: Bool { isTold.load(ordering: .acquiring) }

    /// Says that the record is durable (nil), or why it is not; whether nobody had said so before.
    @discardableResult func tell(_ error: JournalError?) -> Bool {
        guard !isTold.exchange(true, ordering: .acquiringAndReleasing) else { return false }
        continuation?.resume(returning: error)
        return true
    }
}
