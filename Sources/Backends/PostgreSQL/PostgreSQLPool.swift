import Core
import Synchronization

/// The connections of a source that live on one event loop, and the jobs that wait for one.
///
/// Everything but `load` is touched on that loop only.
final class PostgreSQLPool: Ticking, @unchecked Sendable {
    let driver: PostgreSQLDriver
    let limits: SourceLimits
    /// Connections at most.
    let bound: Int
    let loop: EventLoop
    /// Jobs that run or wait here.
    let load = Atomic<Int>(0)
    private let occupancy: Occupancy

    private var connections: [PostgreSQLConnection] = []
    /// The one used last stands last and is used first: its caches are warm, and the others grow old.
    private var idle: [PostgreSQLConnection] = []
    private var queue: [Job] = []
    private var statements: [RowSetQuery: Statement] = [:]
    private var plans = PlanCache<CompiledRequest>()
    private var isClosed = false
    /// How often connections were let go because of what they had prepared; one of an earlier age takes no new job.
    private(set) var age = 0

    /// Until when no connection is tried, after one failed: everybody who asks meanwhile hears that failure at once.
    private var restUntil: ContinuousClock.Instant?
    private var failures = 0
    private var lastFailure = Failure.closed

    init(_ driver: PostgreSQLDriver, _ limits: SourceLimits, bound: Int, _ occupancy: Occupancy, on loop: EventLoop) {
        self.driver = driver
        self.limits = limits
        self.bound = bound
        self.occupancy = occupancy
        self.loop = loop
        loop.execute { [self] in loop.add(self) }
    }

    /// Connections that are not in use; less than zero when jobs wait.
    var room: Int { bound - load.load(ordering: .relaxed) }

    // MARK: On the loop

    func submit(_ job: Job) {
        guard !isClosed else { return finish(job, .closed) }
        guard !isOver(job) else { return finish(job, job.expiry) }
        loop.wake(at: job.deadline)
        if isOvergrown { renew() }
        if let connection = idle.popLast() { return connection.start(job) }
        queue.append(job)
        grow()
        if connections.isEmpty { failQueue() }
    }

    func cancel(_ job: Job) {
        if let at = queue.firstIndex(where: { $0 === job }) {
            queue.remove(at: at)
            finish(job, .cancelled)
        } else if let connection = connections.first(where: { $0.job === job }) {
            connection.abandon(.cancelled)
        }
    }

    func close() {
        isClosed = true
        lastFailure = .closed
        failQueue()
        for connection in connections { connection.abandon(.closed) }
        loop.remove(self)
    }

    /// Ends a job that this pool was given.
    func finish(_ job: Job, _ failure: Failure? = nil) {
        guard !job.isFinished else { return }
        load.wrappingSubtract(1, ordering: .relaxed)
        occupancy.taken.wrappingSubtract(1, ordering: .relaxed)
        job.finish(failure)
    }

    func compiled(_ request: SourceRequest) -> CompiledRequest {
        plans.compiled(request) { request in
            CompiledRequest(request, request.rowSets.map(statement))
        }
    }

    /// Whether most of the statements are of mappings as they were before some reload.
    private var isOvergrown: Bool { statements.count > PostgreSQLPool.slack && statements.count > 2 * plans.sum(of: \.statements.count) }

    /// Statements that may be prepared for nobody: a plan's worth of changes costs no connection.
    private static let slack = 64

    /// Forgets what was prepared, on the server too: with new connections, because a statement in use cannot be taken from an old one.
    private func renew() {
        statements = [:]
        plans.removeAll()
        age += 1
        for connection in idle {
            connection.close()
            remove(connection)
        }
    }

    private func statement(_ rowSet: RowSetQuery) -> Statement {
        if let known = statements[rowSet] { return known }
        let statement = Statement(number: statements.count, rowSet)
        statements[rowSet] = statement
        return statement
    }

    func tick(_ now: ContinuousClock.Instant) -> ContinuousClock.Instant? {
        let overdue = queue.filter { $0.deadline <= now }
        if !overdue.isEmpty {
            queue.removeAll { $0.deadline <= now }
            for job in overdue { finish(job, job.expiry) }
        }
        // A connection that gives up leaves the list.
        for connection in connections where connection.limit.map({ $0 <= now }) ?? false { connection.overdue() }
        grow()
        var next = connections.lazy.compactMap(\.limit).min()
        for moment in queue.lazy.map(\.deadline) { next = min(next ?? moment, moment) }
        if !queue.isEmpty, let restUntil, restUntil > now { next = min(next ?? restUntil, restUntil) }
        return next
    }

    /// Opens as many connections as jobs wait, within the bound, unless the server was just found to be away.
    private func grow() {
        guard !isClosed, !queue.isEmpty else { return }
        if let restUntil {
            guard restUntil <= .now else { return loop.wake(at: restUntil) }
            self.restUntil = nil
        }
        var wanted = queue.count - connections.count { $0.isOpening }
        while wanted > 0, connections.count < bound {
            wanted -= 1
            let connection = PostgreSQLConnection(self)
            connections.append(connection)
            connection.open()
            if restUntil != nil { return }
        }
    }

    private func failQueue() {
        let waiting = queue
        queue = []
        for job in waiting { finish(job, lastFailure) }
    }

    private func isOver(_ job: Job) -> Bool { job.isCancelled || job.deadline <= .now }

    // MARK: Told by connections

    /// A connection is open and has nothing to do.
    func free(_ connection: PostgreSQLConnection) {
        failures = 0
        restUntil = nil
        guard connection.age == age else {
            connection.close()
            return lost(connection)
        }
        while !queue.isEmpty {
            let job = queue.removeFirst()
            if isOver(job) { finish(job, job.expiry) } else { return connection.start(job) }
        }
        idle.append(connection)
    }

    /// A connection could not be made. When no other is there, whoever waits need not wait for the same failure.
    func failed(_ connection: PostgreSQLConnection, _ failure: Failure) {
        remove(connection)
        failures += 1
        lastFailure = failure
        // A tenth of a second, doubled with each failure, at most one second.
        let rest = ContinuousClock.now + .milliseconds(min(1_000, 100 << min(failures - 1, 4)))
        restUntil = rest
        if connections.isEmpty { failQueue() }
        grow()
    }

    /// An open connection is gone.
    func lost(_ connection: PostgreSQLConnection) {
        remove(connection)
        grow()
    }

    /// A job whose connection broke: once more on a new one. It only reads, so it may be done twice. The idle ones are as old as the broken
    /// one and mostly died with it.
    func retry(_ job: Job, _ failure: Failure) {
        guard !job.retried, !isClosed, !isOver(job) else { return finish(job, failure) }
        job.retried = true
        for connection in idle {
            connection.close()
            remove(connection)
        }
        queue.insert(job, at: 0)
        grow()
        if connections.isEmpty { failQueue() }
    }

    private func remove(_ connection: PostgreSQLConnection) {
        connections.removeAll { $0 === connection }
        idle.removeAll { $0 === connection }
    }
}
