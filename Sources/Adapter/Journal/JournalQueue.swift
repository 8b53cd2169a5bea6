import Glibc
import Trust

/// Records that wait for the journal's thread, in the order in which they will stand.
final class JournalQueue: @unchecked Sendable {
    struct Item {
        let entry: JournalEntry
        /// Resumed with nil once durable, else with why not.
        let waiter: UnsafeContinuation<JournalError?, Never>
    }

    enum State {
        case open, unwritable, closing, closed
    }

    private let limit: Int
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let condition: UnsafeMutablePointer<pthread_cond_t>
    // Guarded by `mutex`.
    private var items: [Item] = []
    private var state = State.open
    private var closers: [UnsafeContinuation<Void, Never>] = []
    private var isIdle = false

    init(limit: Int) {
        self.limit = limit
        mutex = .allocate(capacity: 1)
        condition = .allocate(capacity: 1)
        pthread_mutex_init(mutex, nil)
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        // A time-out must not depend on somebody setting the clock.
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(condition, &attributes)
        pthread_condattr_destroy(&attributes)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
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
            guard items.count < limit else { return .full }
            items.append(item)
            if isIdle { pthread_cond_signal(condition) }
            return nil
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

    var isWritable: Bool { locked { state == .open } }

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
            defer { closers = [] }
            return closers
        }
        for waiter in waiters { waiter.resume() }
    }
}
