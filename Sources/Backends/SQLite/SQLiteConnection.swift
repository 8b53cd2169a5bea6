import CSQLite
import Core
import Glibc

/// A connection to a SQLite file that can do nothing but read. Belongs to one thread.
final class SQLiteConnection {
    /// Which file it is, whatever its name.
    struct Identity: Equatable {
        let device: UInt64
        let file: UInt64
    }

    /// What SQLite's callbacks look at while a job runs.
    final class Watch {
        var job: Job?
        var isOver: Bool { job.map { $0.isCancelled || $0.deadline <= .now } ?? false }
    }

    let identity: Identity
    private let limits: SourceLimits
    private let database: OpaquePointer
    private let watch = Watch()
    private var plans = PlanCache<[SQLiteStatement]>()

    init(_ path: String, _ identity: Identity, _ limits: SourceLimits) throws(Failure) {
        var opened: OpaquePointer?
        let code = sqlite3_open_v2(path, &opened, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE, nil)
        guard code == SQLITE_OK, let opened else {
            sqlite3_close_v2(opened)
            throw SQLiteCode.failure(code, in: nil)
        }
        database = opened
        self.identity = identity
        self.limits = limits
        try restrict()
    }

    deinit {
        plans.removeAll()
        sqlite3_close_v2(database)
    }

    /// Only reading, of this file only, and never longer than the job lasts.
    private func restrict() throws(Failure) {
        sqlite3_extended_result_codes(database, 1)
        // No view or trigger of the file may call a function with side effects.
        for text in ["PRAGMA trusted_schema=OFF", "PRAGMA query_only=ON"] {
            let code = sqlite3_exec(database, text, nil, nil, nil)
            guard code == SQLITE_OK else { throw SQLiteCode.failure(code, in: nil) }
        }
        sqlite3_limit(database, SQLITE_LIMIT_ATTACHED, 0)
        sqlite3_limit(database, SQLITE_LIMIT_LENGTH, Int32(clamping: max(limits.bytes, 1_000_000)))
        let context = Unmanaged.passUnretained(watch).toOpaque()
        sqlite3_set_authorizer(
            database,
            { _, action, first, second, _, _ in SQLiteConnection.authorize(action, first, second) ? SQLITE_OK : SQLITE_DENY }, nil)
        sqlite3_progress_handler(
            database, 1_000, { Unmanaged<Watch>.fromOpaque($0!).takeUnretainedValue().isOver ? 1 : 0 }, context)
        sqlite3_busy_handler(
            database,
            { context, _ in
                if Unmanaged<Watch>.fromOpaque(context!).takeUnretainedValue().isOver { return 0 }
                usleep(2_000)
                return 1
            }, context)
    }

    /// What a statement may do: read columns, call functions, recurse, begin and end a transaction, and ask what tables there are.
    private static func authorize(_ action: Int32, _ first: UnsafePointer<CChar>?, _ function: UnsafePointer<CChar>?) -> Bool {
        switch action {
        case SQLITE_SELECT, SQLITE_READ, SQLITE_RECURSIVE, SQLITE_TRANSACTION: return true
        case SQLITE_FUNCTION: return function.map { strcasecmp($0, "load_extension") != 0 } ?? false
        case SQLITE_PRAGMA: return first.map { SQLiteLook.pragmas.contains(String(cString: $0)) } ?? false
        default: return false
        }
    }

    // MARK: Work

    /// Fills in the outcomes of a job; gives the failure of those it leaves open.
    func work(on job: Job) -> Failure? {
        watch.job = job
        defer { watch.job = nil }
        do throws(Failure) {
            // One transaction is one snapshot: from the first read to the end no writer shows.
            try run("BEGIN")
            defer { end() }
            switch job.work {
            case .ping: try run("SELECT count(*) FROM sqlite_schema")
            case .columns:
                // A statement is prepared with the tables as this connection last saw them; to read something is what makes it look.
                try run("SELECT count(*) FROM sqlite_schema")
                for request in job.requests { describe(request, into: job) }
            case .looks(let looks): job.seen = looks.map { SQLiteLook.see($0, in: database, within: limits) }
            case .rows:
                for (index, request) in job.requests.enumerated() { job.outcomes[index] = try outcome(of: request, job) }
            }
        } catch {
            // SQLite says only that it was interrupted.
            return error.kind == .timeout && watch.isOver ? job.expiry : error
        }
        return nil
    }

    private func end() {
        sqlite3_exec(database, "COMMIT", nil, nil, nil)
        if sqlite3_get_autocommit(database) == 0 { sqlite3_exec(database, "ROLLBACK", nil, nil, nil) }
    }

    private func run(_ text: String) throws(Failure) {
        let code = sqlite3_exec(database, text, nil, nil, nil)
        guard code == SQLITE_OK else { throw SQLiteCode.failure(code, in: nil) }
    }

    /// What came of one request; throws what ends the whole job.
    private func outcome(of request: SourceRequest, _ job: Job) throws(Failure) -> Outcome {
        let statements = plans.compiled(request) { request in request.rowSets.map { SQLiteStatement($0, in: database) } }
        var gathered: [Rows] = []
        do throws(Failure) {
            for statement in statements {
                gathered.append(try statement.rows(about: job.subject, as: request.bsnForm, within: job.limits ?? limits))
            }
        } catch {
            if error.kind == .timeout || error.kind == .unreachable { throw error }
            return .failed(error)
        }
        return .rows(gathered)
    }

    private func describe(_ request: SourceRequest, into job: Job) {
        for rowSet in request.rowSets {
            let statement = SQLiteStatement(rowSet, in: database)
            do throws(Failure) {
                job.drifts += try statement.prepare().drifts
                job.described[rowSet.name] = DescribedStatement(columns: statement.columns, parameter: nil)
            } catch {
                job.mistakes[rowSet.name] = statement.mistake
                job.drifts.append(ColumnDrift(rowSet: rowSet.name, column: nil, problem: .failed(error)))
            }
        }
    }
}
