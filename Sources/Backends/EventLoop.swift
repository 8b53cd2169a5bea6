import CLinux
import Glibc
import Synchronization

/// Somebody whose file descriptor a loop watches.
protocol Watched: AnyObject {
    /// There is something to read, room to write, or an error to find out about.
    func ready()
}

/// Somebody who has deadlines.
protocol Ticking: AnyObject {
    /// Ends what is overdue; gives the next moment at which something can be.
    func tick(_ now: ContinuousClock.Instant) -> ContinuousClock.Instant?
}

/// A thread that waits on epoll and runs Swift tasks between events.
///
/// A task that prefers this executor is resumed on the very thread that read the answer from the socket, so a request needs no hop between
/// asking and mapping (measured: 20–30 % less CPU per query than tasks on the global pool).
final class EventLoop: SerialExecutor, TaskExecutor, @unchecked Sendable {
    private enum Item {
        case task(UnownedJob)
        case work(@Sendable () -> Void)
    }

    private struct Inbox: @unchecked Sendable {
        var items: [Item] = []
        var stopping = false
        /// Set when the thread has ended; what comes later runs where it comes from.
        var ended = false
    }

    private let poll = epoll_create1(Int32(EPOLL_CLOEXEC))
    private let bell = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
    private let inbox = Mutex(Inbox())
    /// Whether the thread sleeps, or is about to, and needs the bell.
    private let sleeping = Atomic<Bool>(false)
    private let thread = Atomic<UInt>(0)

    // Touched on the loop's own thread only.
    private var watched: [(any Watched)?] = []
    private var ticking: [any Ticking] = []
    private var next: ContinuousClock.Instant?

    /// Starts the thread; it lives until `stop`.
    init() {
        var event = epoll_event()
        event.events = EPOLLIN.rawValue
        event.data.fd = bell
        epoll_ctl(poll, EPOLL_CTL_ADD, bell, &event)
        Thread.start("pg-loop") { [self] in run() }
    }

    deinit {
        close(bell)
        close(poll)
    }

    /// Whether the caller is on this loop's thread.
    var isCurrent: Bool { thread.load(ordering: .relaxed) == Thread.current }

    func enqueue(_ job: consuming ExecutorJob) { add(.task(UnownedJob(job))) }

    /// Runs a closure on the loop's thread, soon, in order.
    func execute(_ work: @escaping @Sendable () -> Void) { add(.work(work)) }

    func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }
    func asUnownedTaskExecutor() -> UnownedTaskExecutor { UnownedTaskExecutor(ordinary: self) }

    /// Ends the thread once everything that was handed over has run.
    func stop() {
        inbox.withLock { $0.stopping = true }
        ring()
    }

    private func add(_ item: Item) {
        let ended = inbox.withLock { inbox in
            if !inbox.ended { inbox.items.append(item) }
            return inbox.ended
        }
        if ended { return perform(item) }
        if sleeping.exchange(false, ordering: .sequentiallyConsistent) { ring() }
    }

    private func ring() {
        var one: UInt64 = 1
        write(bell, &one, 8)
    }

    private func perform(_ item: Item) {
        switch item {
        case .task(let job):
            job.runSynchronously(isolatedTo: asUnownedSerialExecutor(), taskExecutor: asUnownedTaskExecutor())
        case .work(let work): work()
        }
    }

    // MARK: On the loop's thread

    /// Watches a descriptor for input, and for room to write when asked; again to change that.
    func watch(_ descriptor: Int32, for owner: any Watched, writing: Bool, reading: Bool = true) {
        while watched.count <= Int(descriptor) { watched.append(nil) }
        watched[Int(descriptor)] = owner
        var event = epoll_event()
        event.events = (reading ? EPOLLIN.rawValue : 0) | (writing ? EPOLLOUT.rawValue : 0)
        event.data.fd = descriptor
        // A descriptor that was closed left the set by itself, so a known number can be a new socket.
        if epoll_ctl(poll, EPOLL_CTL_MOD, descriptor, &event) != 0 { epoll_ctl(poll, EPOLL_CTL_ADD, descriptor, &event) }
    }

    /// Forgets a descriptor that somebody else closed.
    func drop(_ descriptor: Int32, of owner: any Watched) {
        guard descriptor >= 0, Int(descriptor) < watched.count, watched[Int(descriptor)] === owner else { return }
        watched[Int(descriptor)] = nil
    }

    /// Forgets a descriptor; call it before it is closed.
    func forget(_ descriptor: Int32, of owner: any Watched) {
        guard descriptor >= 0, Int(descriptor) < watched.count, watched[Int(descriptor)] === owner else { return }
        watched[Int(descriptor)] = nil
        var event = epoll_event()
        epoll_ctl(poll, EPOLL_CTL_DEL, descriptor, &event)
    }

    func add(_ client: any Ticking) { ticking.append(client) }
    func remove(_ client: any Ticking) { ticking.removeAll { $0 === client } }

    /// Calls `tick` on everybody at a moment, or sooner.
    func wake(at moment: ContinuousClock.Instant) {
        if let next, next <= moment { return }
        next = moment
    }

    private func run() {
        thread.store(Thread.current, ordering: .relaxed)
        let events = UnsafeMutablePointer<epoll_event>.allocate(capacity: 64)
        defer { events.deallocate() }
        while drain() {
            tick()
            sleeping.store(true, ordering: .sequentiallyConsistent)
            let idle = inbox.withLock { $0.items.isEmpty && !$0.stopping }
            let count = epoll_wait(poll, events, 64, idle ? timeout() : 0)
            sleeping.store(false, ordering: .sequentiallyConsistent)
            guard count > 0 else { continue }
            for at in 0..<Int(count) {
                let descriptor = events[at].data.fd
                if descriptor == bell {
                    var rings: UInt64 = 0
                    read(bell, &rings, 8)
                } else if Int(descriptor) < watched.count, let owner = watched[Int(descriptor)] {
                    owner.ready()
                }
            }
        }
    }

    /// Runs what was handed over, a few rounds at most so that sockets get their turn; false when the loop is to end.
    private func drain() -> Bool {
        for _ in 0..<8 {
            let (items, ended): ([Item], Bool) = inbox.withLock { inbox in
                guard !inbox.items.isEmpty else {
                    inbox.ended = inbox.stopping
                    return ([], inbox.ended)
                }
                let items = inbox.items
                inbox.items = []
                return (items, false)
            }
            if ended { return false }
            if items.isEmpty { return true }
            for item in items { perform(item) }
        }
        return true
    }

    private func tick() {
        guard let due = next else { return }
        let now = ContinuousClock.now
        guard due <= now else { return }
        next = nil
        for client in ticking { if let moment = client.tick(now) { wake(at: moment) } }
    }

    /// Milliseconds to sleep: until the next tick, for ever without one.
    private func timeout() -> Int32 {
        guard let next else { return -1 }
        return Int32(clamping: max(0, next.milliseconds(after: ContinuousClock.now)))
    }
}
