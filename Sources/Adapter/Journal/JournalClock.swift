import CLinux
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
        var thread = pthread_t()
        let context = Unmanaged.passRetained(self)
        let failure = pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                Unmanaged<JournalClock>.fromOpaque(context).takeRetainedValue().run()
                return nil
            }, context.toOpaque())
        guard failure == 0 else {
            context.release()
            throw .system(call: "pthread_create", errno: failure)
        }
        pthread_detach(thread)
    }

    private func run() {
        clinux_name_thread("journal-clock")
        while queue.waitForWaiters() {
            usleep(JournalClock.tick)
            // Noted first, so that the log says why before it says who was refused.
            let (overdue, isFirst) = queue.giveUp(at: .now)
            if isFirst { note(.failed(.late)) }
            for waiter in overdue { waiter.tell(.late) }
        }
    }
}
