import Core
import Synchronization

/// Jobs that run or wait in all parts of a pool together: the queue is bounded as one.
final class Occupancy: Sendable {
    let taken = Atomic<Int>(0)
}

/// A PostgreSQL source: its pool, cut into one part per event loop, because a connection belongs to one thread for ever.
final class PostgreSQLSource: Backend {
    private let pools: [PostgreSQLPool]
    private let capacity: Int
    private let occupancy = Occupancy()

    init(_ driver: PostgreSQLDriver, _ limits: SourceLimits, on loops: EventLoops) {
        let parts = min(limits.pool, loops.all.count)
        capacity = limits.pool + limits.queue
        var pools: [PostgreSQLPool] = []
        for part in 0..<parts {
            // What does not divide evenly goes to the first parts.
            let bound = limits.pool / parts + (part < limits.pool % parts ? 1 : 0)
            let loop = parts == 1 ? loops.next() : loops.all[part]
            pools.append(PostgreSQLPool(driver, limits, bound: bound, occupancy, on: loop))
        }
        self.pools = pools
    }

    func submit(_ job: Job) {
        guard occupancy.taken.wrappingAdd(1, ordering: .relaxed).newValue <= capacity else {
            occupancy.taken.wrappingSubtract(1, ordering: .relaxed)
            return job.finish(.queueFull)
        }
        let pool = choose()
        pool.load.wrappingAdd(1, ordering: .relaxed)
        if pool.loop.isCurrent { pool.submit(job) } else { pool.loop.execute { pool.submit(job) } }
    }

    /// The caller's own loop when it has a connection to spare, else the part with the most room.
    private func choose() -> PostgreSQLPool {
        if pools.count == 1 { return pools[0] }
        if let here = pools.first(where: { $0.loop.isCurrent }), here.load.load(ordering: .relaxed) < here.bound { return here }
        return pools.max { $0.room < $1.room } ?? pools[0]
    }

    func cancel(_ job: Job) {
        for pool in pools { pool.loop.execute { pool.cancel(job) } }
    }

    func close() async {
        for pool in pools {
            await withCheckedContinuation { continuation in
                pool.loop.execute {
                    pool.close()
                    continuation.resume()
                }
            }
        }
    }
}
