import Glibc
import Trust

/// Records that wait for the journal's thread, in the order in which they will stand.
final class JournalQueue: @unchecked Sendable {
    struct Item {
        let entry: JournalEntry
        let waiter: JournalWaiter
    }

    enum State {
        case open, unwritable, closing, closed
    }

    private let limit: Int
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let condition: UnsafeMutablePointer<pthread_cond_t>
    /// What the clock sleeps on.
    private let alarm: UnsafeMutablePointer<pthread_cond_t>
    // Guarded by `mutex`.
    private var items: [Item] = []
    private var state = State.open
    private var closers: [UnsafeContinuation<Void, Never>] = []
    private var isIdle = false
    /// Who has a limit, in the order of their coming; those who were told meanwhile leave at the clock's next look.
    private var watched: [JournalWaiter] = []
    /// Somebody waited in vain, and the writer has not come back from the disk since.
    private var isStuck = false

    init(limit: Int) {
        self.limit = limit
        mutex = .allocate(capacity: 1)
        condition = .allocate(capacity: 1)
        alarm = .allocate(capacity: 1)
        pthread_mutex_init(mutex, nil)
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        // A time-out must not depend on somebody setting the clock.
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(condition, &attributes)
        pthread_condattr_destroy(&attributes)
        pthread_cond_init(alarm, nil)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_cond_destroy(alarm)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        alarm.deallocate()
        mutex.deallocate()
    }

    private func locked<T>(_ body: () -> T) -> T {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body()
    }

    /// Nil when the item waits now, else why it may not.
    func add(_ item: Item) -> JournalError? {
        locked {
            switch state {
            case .unwritable: return .unwritable
            case .closing, .closed: return .closed
            case .open: break
            }
            // Behind a disk that hangs nobody need wait as long as the first did.
            if isStuck { return .unwritable }
            guard items.count < limit else { return .full }
            items.append(item)
            if item.waiter.limit != nil {
                if watched.isEmpty { pthread_cond_signal(alarm) }
                watched.append(item.waiter)
            }
            if isIdle { pthread_cond_signal(condition) }
            return nil
        }
    }

    /// Adds a record for which nobody waits, also behind a disk that hangs: there is at most one for each that waited in vain.
    func follow(with item: Item) -> Bool {
        locked {
            guard state == .open else { return false }
            items.append(item)
            if isIdle { pthread_cond_signal(condition) }
            return true
        }
    }

    /// Sleeps until somebody with a limit waits; false when the queue is closed.
    func waitForWaiters() -> Bool {
        locked {
            while watched.isEmpty, state != .closed { pthread_cond_wait(alarm, mutex) }
            return state != .closed
        }
    }

    /// Those whose limit has passed, and whether they are the first since the disk last answered. From now on records are refused until it does.
    func giveUp(at now: ContinuousClock.Instant) -> (overdue: [JournalWaiter], isFirst: Bool) {
        locked {
            var overdue: [JournalWaiter] = []
            watched.removeAll { waiter in
                if waiter.isDone { return true }
                guard let limit = waiter.limit, limit <= now else { return false }
                overdue.append(waiter)
                return true
            }
            guard !overdue.isEmpty else { return ([], false) }
            defer { isStuck = true }
            return (overdue, !isStuck && state == .open)
        }
    }

    /// The disk has answered; whether somebody had waited in vain for it.
    func unstick() -> Bool {
        locked {
            defer { isStuck = false }
            return isStuck
        }
    }

    /// Waits for records and takes all; nil when the queue is closed and empty. The memory of `taken` is used again.
    func take(into taken: inout [Item]) -> Bool {
        locked {
            while items.isEmpty {
                if state == .closing { return false }
                isIdle = true
                pthread_cond_wait(condition, mutex)
                isIdle = false
            }
            swap(&items, &taken)
            return true
        }
    }

    /// From now on records are refused; those that wait are handed over to be refused too.
    func refuse() -> [Item] {
        locked {
            if state == .open { state = .unwritable }
            defer { items = [] }
            return items
        }
    }

    func reopen() {
        locked { if state == .unwritable { state = .open } }
    }

    /// Waits, at most some seconds, for the queue to be closed; whether it is.
    func waitForClose(seconds: Double) -> Bool {
        locked {
            var until = timespec()
            clock_gettime(CLOCK_MONOTONIC, &until)
            let nanoseconds = until.tv_nsec + Int(seconds * 1e9)
            until.tv_sec += nanoseconds / 1_000_000_000
            until.tv_nsec = nanoseconds % 1_000_000_000
            while state != .closing {
                if pthread_cond_timedwait(condition, mutex, &until) != 0 { break }
            }
            return state == .closing
        }
    }

    var isWritable: Bool { locked { state == .open && !isStuck } }

    /// False when it is closed already; else the waiter is resumed once it is.
    func close(_ waiter: UnsafeContinuation<Void, Never>) -> Bool {
        locked {
            guard state != .closed else { return false }
            state = .closing
            closers.append(waiter)
            pthread_cond_signal(condition)
            return true
        }
    }

    /// The thread is done: whoever waits for that goes on.
    func finish() {
        let waiters = locked {
            state = .closed
            pthread_cond_signal(alarm)
            defer { closers = [] }
            return closers
        }
        for waiter in waiters { waiter.resume() }
    }
}
