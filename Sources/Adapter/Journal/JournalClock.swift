import Backends
import Glibc

/// Tells those who wait for a disk that hangs that they wait in vain: the journal's own thread cannot, because it hangs with the disk.
final class JournalClock: Sendable {
    /// How much later than its limit a waiter is told, at most, in microseconds.
    private static let tick: UInt32 = 100_000

    private let queue: JournalQueue
    private let note: @Sendable (JournalEvent) -> Void

    init(_ queue: JournalQueue, note: @escaping @Sendable (JournalEvent) -> Void) {
        self.queue = queue
        self.note = note
    }

    /// Starts the thread, which ends with the queue. It sleeps while nobody waits.
    func begin() throws(JournalError) {
        guard Thread.start("journal-clock", { [self] in run() }) else { throw .system(call: "pthread_create", errno: EAGAIN) }
    }

    private func run() {
        while queue.waitForWaiters() {
            usleep(JournalClock.tick)
            // Noted first, so that the log says why before it says who was refused.
            let (overdue, isFirst) = queue.giveUp(at: .now)
            if isFirst { note(.failed(.late)) }
            for waiter in overdue { waiter.tell(.late) }
        }
    }
}
