import Core
import Glibc

/// A thread with a SQLite connection: takes jobs one by one.
final class SQLiteWorker {
    private let source: SQLiteSource
    private var connection: SQLiteConnection?

    init(_ source: SQLiteSource) { self.source = source }

    func run() {
        loop: while true {
            switch source.nextTurn() {
            case .end: break loop
            case .nothing: continue
            case .work(let job):
                let failure = work(on: job)
                source.workDone()
                job.finish(failure)
            }
        }
        connection = nil
        source.workerEnded()
    }

    /// Fills in the job's outcomes; a failure is for the rest of them.
    private func work(on job: Job) -> Failure? {
        guard !job.isCancelled, job.deadline > .now else { return job.expiry }
        let connection: SQLiteConnection
        do throws(Failure) { connection = try open() } catch { return error }
        let failure = connection.work(on: job)
        // A database that cannot be read may be another one by the next time.
        if let failure, failure.kind == .unreachable || failure.kind == .refused { self.connection = nil }
        return failure
    }

    /// The connection to the file that stands there now. One that was replaced or taken away is let go: what it still shows is no longer
    /// true.
    private func open() throws(Failure) -> SQLiteConnection {
        var status = stat()
        guard stat(source.path, &status) == 0 else {
            connection = nil
            throw Failure(.unreachable, "the database file is not there")
        }
        let identity = SQLiteConnection.Identity(device: UInt64(status.st_dev), file: UInt64(status.st_ino))
        if let connection, connection.identity == identity { return connection }
        connection = nil
        let opened = try SQLiteConnection(source.path, identity, source.limits)
        connection = opened
        return opened
    }
}
