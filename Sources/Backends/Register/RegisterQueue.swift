import Core
import Glibc

/// What waits for the register's thread.
final class RegisterQueue: @unchecked Sendable {
    struct Entry {
        let document: IssuedDocument
        let continuation: UnsafeContinuation<RegisterFailure?, Never>
    }

    struct Question {
        let key: RegisterFile.Key
        let continuation: UnsafeContinuation<Result<IssuedDocument?, RegisterFailure>, Never>
    }

    /// What is to be done next.
    enum Turn {
        /// Documents that become durable together.
        case write([Entry])
        case answer(Question)
        case end
    }

    /// Documents in one transaction, at most.
    private static let group = 256

    private let limit: Int
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let condition: UnsafeMutablePointer<pthread_cond_t>
    // Guarded by `mutex`.
    private var entries: [Entry] = []
    private var questions: [Question] = []
    private var isClosing = false
    private var hasEnded = false
    private var hasFailed = false
    private var closers: [UnsafeContinuation<Void, Never>] = []

    init(limit: Int) {
        self.limit = limit
        mutex = .allocate(capacity: 1)
        condition = .allocate(capacity: 1)
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
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

    /// Nil when it waits now, else why it may not.
    func add(_ entry: Entry) -> RegisterFailure? {
        locked {
            if isClosing { return .closed }
            guard entries.count < limit else { return .full }
            entries.append(entry)
            pthread_cond_signal(condition)
            return nil
        }
    }

    func add(_ question: Question) -> RegisterFailure? {
        locked {
            if isClosing { return .closed }
            guard questions.count < limit else { return .full }
            questions.append(question)
            pthread_cond_signal(condition)
            return nil
        }
    }

    /// Sleeps until there is something to do. Documents go first: whoever asks can wait.
    func next() -> Turn {
        locked {
            while entries.isEmpty, questions.isEmpty, !isClosing { pthread_cond_wait(condition, mutex) }
            if !entries.isEmpty {
                let group = Array(entries.prefix(RegisterQueue.group))
                entries.removeFirst(group.count)
                return .write(group)
            }
            return questions.isEmpty ? .end : .answer(questions.removeFirst())
        }
    }

    func wrote(successfully: Bool) { locked { hasFailed = !successfully } }

    var isWritable: Bool { locked { !hasFailed && !isClosing } }

    /// False when it has ended already; then the continuation is not taken.
    func close(_ continuation: UnsafeContinuation<Void, Never>) -> Bool {
        locked {
            if hasEnded { return false }
            closers.append(continuation)
            isClosing = true
            pthread_cond_signal(condition)
            return true
        }
    }

    func ended() {
        let waiting = locked {
            hasEnded = true
            defer { closers = [] }
            return closers
        }
        for continuation in waiting { continuation.resume() }
    }
}
