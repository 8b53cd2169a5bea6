import Core
import Glibc
import Synchronization

/// A SQLite source: worker threads, each with a connection of its own, because reading a file blocks.
final class SQLiteSource: Backend, Ticking, @unchecked Sendable {
    private struct State {
        var queue: [Job] = []
        var workers = 0
        var busy = 0
        var isClosed = false
        /// Woken when the last worker has ended.
        var closing: [CheckedContinuation<Void, Never>] = []
    }

    let path: String
    let limits: SourceLimits
    /// Only for its clock: a job that waits must be told in time that it waited in vain.
    private let clock: EventLoop
    private let state = Mutex(State())
    private let bell = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

    init(_ path: String, _ limits: SourceLimits, clock: EventLoop) {
        self.path = path
        self.limits = limits
        self.clock = clock
        sem_init(bell, 0, 0)
        clock.execute { [self] in clock.add(self) }
    }

    deinit {
        sem_destroy(bell)
        bell.deallocate()
    }

    private enum Verdict {
        case queued(waits: Bool, newWorker: Bool)
        case failed(Failure)
    }

    func submit(_ job: Job) {
        let verdict: Verdict = state.withLock { state in
            if state.isClosed { return .failed(.closed) }
            if job.isCancelled || job.deadline <= .now { return .failed(job.expiry) }
            let free = limits.pool - state.busy
            guard state.queue.count < limits.queue + free else { return .failed(.queueFull) }
            state.queue.append(job)
            let idle = state.workers - state.busy
            let newWorker = state.queue.count > idle && state.workers < limits.pool
            if newWorker { state.workers += 1 }
            return .queued(waits: state.queue.count > free, newWorker: newWorker)
        }
        switch verdict {
        case .failed(let failure): job.finish(failure)
        case .queued(let waits, let newWorker):
            if newWorker, !Thread.start("sqlite", { [self] in SQLiteWorker(self).run() }) { workerEnded() }
            sem_post(bell)
            if waits { clock.execute { [self] in clock.wake(at: job.deadline) } }
        }
    }

    /// A running job sees the mark at the next tick of SQLite's progress handler.
    func cancel(_ job: Job) {
        let waiting = state.withLock { state in
            guard let at = state.queue.firstIndex(where: { $0 === job }) else { return false }
            state.queue.remove(at: at)
            return true
        }
        if waiting { job.finish(.cancelled) }
    }

    func tick(_ now: ContinuousClock.Instant) -> ContinuousClock.Instant? {
        let (overdue, next) = state.withLock { state in
            let overdue = state.queue.filter { $0.deadline <= now }
            state.queue.removeAll { $0.deadline <= now }
            return (overdue, state.queue.lazy.map(\.deadline).min())
        }
        for job in overdue { job.finish(job.expiry) }
        return next
    }

    func close() async {
        let waiting = state.withLock { state in
            state.isClosed = true
            defer { state.queue = [] }
            return state.queue
        }
        for job in waiting { job.finish(.closed) }
        clock.execute { [self] in clock.remove(self) }
        await withCheckedContinuation { continuation in
            let workers = state.withLock { state in
                if state.workers > 0 { state.closing.append(continuation) }
                return state.workers
            }
            if workers == 0 { continuation.resume() }
            for _ in 0..<workers { sem_post(bell) }
        }
    }

    // MARK: For workers

    enum Turn {
        case work(Job)
        /// Somebody else took it, or it did not want to wait.
        case nothing
        case end
    }

    /// Sleeps until there may be work.
    func nextTurn() -> Turn {
        while sem_wait(bell) != 0 {}
        return state.withLock { state in
            if state.isClosed { return .end }
            guard !state.queue.isEmpty else { return .nothing }
            state.busy += 1
            return .work(state.queue.removeFirst())
        }
    }

    /// Called before the job is told that it is done, so that who asks again at once finds the worker free.
    func workDone() { state.withLock { $0.busy -= 1 } }

    func workerEnded() {
        let waiting = state.withLock { state in
            state.workers -= 1
            guard state.workers == 0 else { return [CheckedContinuation<Void, Never>]() }
            defer { state.closing = [] }
            return state.closing
        }
        for continuation in waiting { continuation.resume() }
    }
}
