package import Core
import Synchronization
package import Trust

/// Every source of every tenant, open. Asking needs a permit.
package final class Backends: Sendable {
    struct Entry: Sendable {
        let file: SourceFile
        let connection: SourceConnection
        let backend: any Backend
    }

    let entries: [String: [String: Entry]]
    private let loops: EventLoops
    private let usesLoops: Bool

    /// Opens the sources without connecting to any.
    ///
    /// - Parameters:
    ///   - tenants: per tenant its sources.
    ///   - loops: threads that talk to databases over sockets; one is enough for two cores.
    ///   - earlier: what served until now: a source that is unchanged keeps its connections, and the loops go on.
    package init(
        tenants: [String: [(SourceFile, SourceConnection)]], loops: Int, keeping earlier: Backends? = nil
    ) {
        let threads = earlier?.loops ?? EventLoops(loops)
        var entries: [String: [String: Entry]] = [:]
        for (tenant, sources) in tenants {
            for (file, connection) in sources {
                if let old = earlier?.entries[tenant]?[file.name], old.file == file, old.connection.driver.isSame(as: connection.driver) {
                    entries[tenant, default: [:]][file.name] = old
                } else {
                    let backend = connection.driver.open(file, on: threads)
                    entries[tenant, default: [:]][file.name] = Entry(file: file, connection: connection, backend: backend)
                }
            }
        }
        self.entries = entries
        self.loops = threads
        usesLoops = entries.values.contains { $0.values.contains { type(of: $0.connection.driver).usesLoops } }
    }

    /// A thread that reads answers from databases, for `Task(executorPreference:)`: what runs there needs no hop after an answer.
    /// Each call gives the next one in turn; nil when no source uses them.
    package var executor: (any TaskExecutor)? { usesLoops ? loops.next() : nil }

    /// Asks every source at the same time, each in one round trip under one snapshot.
    ///
    /// Never throws, and waits for no server past the deadline: what a source does not give in time is a failure with a class. (SQLite is
    /// interrupted at the deadline too, but a read that hangs in a network file system ends only when the system lets it.) When the task is
    /// cancelled, what runs on the servers is cancelled too.
    /// - Returns: one outcome per request, in their order.
    package func ask(
        _ requests: [SourceRequest], under permit: Permit, until deadline: ContinuousClock.Instant
    ) async -> [Outcome] {
        var outcomes: [Outcome] = Array(repeating: .failed(.closed), count: requests.count)
        var groups: [(entry: Entry, slots: [Int])] = []
        for (slot, request) in requests.enumerated() {
            guard permit.sources.contains(request.source) else {
                outcomes[slot] = .failed(Failure(.refused, "the permit does not grant source '\(request.source)'"))
                continue
            }
            guard let entry = entries[permit.tenant]?[request.source] else {
                outcomes[slot] = .failed(Failure(.refused, "there is no source '\(request.source)'"))
                continue
            }
            if let at = groups.firstIndex(where: { $0.entry.backend === entry.backend }) {
                groups[at].slots.append(slot)
            } else {
                groups.append((entry, [slot]))
            }
        }
        guard !groups.isEmpty else { return outcomes }
        let now = ContinuousClock.now
        let gathering = Gathering(outcomes, jobs: groups.count)
        let jobs = groups.map { entry, slots in
            let wanted = slots.count == requests.count ? requests : slots.map { requests[$0] }
            let until = min(deadline, now + .seconds(entry.file.limits.total))
            let job = Job(.rows, wanted, about: permit.subject, until: until) { gathering.take($0.outcomes, slots: slots) }
            return (job, entry.backend)
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                gathering.wait(with: continuation)
                for (job, backend) in jobs { backend.submit(job) }
            }
        } onCancel: {
            for (job, backend) in jobs {
                job.markCancelled()
                backend.cancel(job)
            }
        }
    }

    /// Asks what is about no citizen in particular, such as who they are: its statements have no parameter. All of it in one snapshot.
    ///
    /// A whole table is more than one answer may be and takes longer: the source's limits do not hold, but rows and bytes are bounded.
    /// - Parameter patience: how long the source may take over it.
    package func list(_ request: SourceRequest, under permit: BatchPermit, within patience: Duration) async -> Outcome {
        guard permit.sources.contains(request.source) else {
            return .failed(Failure(.refused, "the permit does not grant source '\(request.source)'"))
        }
        guard let entry = entries[permit.tenant]?[request.source] else {
            return .failed(Failure(.refused, "there is no source '\(request.source)'"))
        }
        var limits = entry.file.limits
        limits.rows = 10_000_000
        limits.bytes = 1 << 30
        return await withCheckedContinuation { continuation in
            let job = Job(.rows, [request], about: nil, within: limits, until: .now + patience) { job in
                continuation.resume(returning: job.outcomes.first.flatMap(\.self) ?? .failed(.closed))
            }
            entry.backend.submit(job)
        }
    }

    /// Has the database prepare the statements of a request and compares its columns with the declared ones.
    /// Reads no rows and needs no permit.
    package func describe(_ request: SourceRequest, tenant: String) async -> [ColumnDrift] {
        guard let entry = entries[tenant]?[request.source] else {
            let failure = Failure(.refused, "there is no source '\(request.source)'")
            return request.rowSets.map { ColumnDrift(rowSet: $0.name, column: nil, problem: .failed(failure)) }
        }
        return await prepare(request, at: entry).drifts
    }

    /// Which sources answer now. One that is merely busy does.
    package func ready() async -> [(tenant: String, source: String, reachable: Bool)] {
        await withTaskGroup(of: (tenant: String, source: String, reachable: Bool).self) { group in
            for (tenant, sources) in entries {
                for (source, entry) in sources {
                    group.addTask { (tenant, source, await Backends.answers(entry)) }
                }
            }
            var found: [(tenant: String, source: String, reachable: Bool)] = []
            for await one in group { found.append(one) }
            return found.sorted { ($0.tenant, $0.source) < ($1.tenant, $1.source) }
        }
    }

    private static func answers(_ entry: Entry) async -> Bool {
        await withCheckedContinuation { continuation in
            let until = ContinuousClock.now + .seconds(entry.file.limits.connect + 0.5)
            entry.backend.submit(
                Job(.ping, [], about: nil, until: until) { job in
                    continuation.resume(returning: job.failure.map { $0.kind == .busy } ?? true)
                })
        }
    }

    /// Closes every connection, and ends the loops. Sources and loops that `later` took over stay open.
    package func close(keeping later: Backends? = nil) async {
        for (tenant, sources) in entries {
            for (source, entry) in sources where later?.entries[tenant]?[source]?.backend !== entry.backend {
                await entry.backend.close()
            }
        }
        if later?.loops !== loops { loops.stop() }
    }
}
