import CLibPQ
import Core
import Glibc

/// What a connection hears from its server, result by result.
extension PostgreSQLConnection {
    func hear() {
        let counted = phase == .running && manyReads()
        let before = counted ? waiting() : 0
        guard PQconsumeInput(session) == 1 else { return broken(.broken) }
        if counted, isTooLarge(before: before, after: waiting()) {
            return abandon(Failure(.tooLarge, "more bytes than the limit of \(bounds.bytes)"))
        }
        var gaps = 0
        while isConversing, PQisBusy(session) == 0 {
            guard let result = PQgetResult(session) else {
                // One gap ends each command's results; two in a row mean that we and libpq count differently.
                gaps += 1
                if gaps > 1 { return broken(.broken) }
                continue
            }
            gaps = 0
            defer { PQclear(result) }
            guard conversation.at < conversation.steps.count else { return broken(.broken) }
            let step = conversation.steps[conversation.at]
            conversation.at += 1
            take(result, step)
        }
        // While idle there is nothing to hear but notices, which are dropped, and the end, which shows in the next read.
        if phase == .idle { _ = PQisBusy(session) }
    }

    private func take(_ result: OpaquePointer, _ step: Conversation.Step) {
        switch PQresultStatus(result) {
        case PGRES_PIPELINE_SYNC:
            if conversation.at == conversation.steps.count { phaseOver() }
        case PGRES_FATAL_ERROR:
            guard let field = PQresultErrorField(result, Int32(UInt8(ascii: "C"))) else { return broken(.broken) }
            if job?.work == .columns, case .prepare(let statement) = step { mark(statement, result) }
            failed(step, String(cString: field))
        case PGRES_TUPLES_OK, PGRES_COMMAND_OK:
            switch step {
            case .describe(let statement): described(statement, result)
            case .rowSet(let request, let set): gather(result, request, set)
            case .look(let index): see(result, index)
            case .own, .sync, .prepare: break
            }
        case PGRES_PIPELINE_ABORTED: break
        default:
            // A COPY, or something of a later protocol: nothing that a checked SELECT gives.
            broken(Failure(.refused, "an answer that is no rows"))
        }
    }

    /// Where the server saw the mistake: a place in our own text, and no value.
    private func mark(_ statement: Statement, _ result: OpaquePointer) {
        guard let field = PQresultErrorField(result, Int32(UInt8(ascii: "P"))), let place = Int(String(cString: field)) else { return }
        job?.mistakes[statement.rowSet.name] = place - 1
    }

    private func failed(_ step: Conversation.Step, _ code: String) {
        switch step {
        case .prepare(let statement), .describe(let statement):
            if SQLState.isFatal(code) { return broken(SQLState.failure(code, in: nil)) }
            let failure = SQLState.failure(code, in: statement.rowSet.name)
            conversation.refused[statement.number] = failure
        case .rowSet(let request, let set):
            if SQLState.isFatal(code) { return broken(SQLState.failure(code, in: nil)) }
            let name = conversation.compiled[request].statements[set].rowSet.name
            if conversation.mishap == nil {
                conversation.mishap = Conversation.Mishap(request: request, code: code, failure: SQLState.failure(code, in: name))
            }
        case .look(let index):
            let failure = SQLState.failure(code, in: nil)
            if SQLState.isFatal(code) { return broken(failure) }
            job?.seen[index] = .failure(failure)
        case .own, .sync:
            let failure = SQLState.failure(code, in: nil)
            if SQLState.isFatal(code) || phase == .setup { return broken(failure) }
            if phase == .running, conversation.mishap == nil {
                conversation.mishap = Conversation.Mishap(request: nil, code: code, failure: failure)
            }
        }
    }

    private func described(_ statement: Statement, _ result: OpaquePointer) {
        guard let name = conversation.naming.removeValue(forKey: statement.number) else { return }
        let found = ColumnType.columns(of: result)
        if job?.work == .columns {
            let parameter = PQnparams(result) > 0 ? ColumnType.family(PQparamtype(result, 0)) : nil
            job?.described[statement.rowSet.name] = DescribedStatement(columns: found, parameter: parameter)
        }
        let match = ColumnMatch(statement.rowSet, in: found, accepts: ColumnType.accepts)
        if match.drifts.isEmpty {
            conversation.keep(statement, as: PreparedStatement(name: name, order: match.order))
        } else {
            conversation.garbage.append(name)
            conversation.refused[statement.number] = Failure(match.drifts)
            job?.drifts += match.drifts
        }
    }

    /// What the job may take.
    private var bounds: SourceLimits { job?.limits ?? pool.limits }

    private func gather(_ result: OpaquePointer, _ request: Int, _ set: Int) {
        conversation.reads = 0
        conversation.bytes = 0
        guard let job, job.outcomes[request] == nil else { return }
        let statement = conversation.compiled[request].statements[set]
        guard let known = conversation.preparedStatement(statement), Int(PQnfields(result)) == known.order.count else {
            job.outcomes[request] = .failed(Failure(.drift, "row set '\(statement.rowSet.name)': other columns than were described"))
            return
        }
        let bounds = bounds
        if let rows = rows(of: result, known.order, within: bounds) {
            conversation.gathered[request].append(rows)
        } else {
            let limits = "\(bounds.rows) rows or \(bounds.bytes) bytes"
            job.outcomes[request] = .failed(Failure(.tooLarge, "row set '\(statement.rowSet.name)': more than \(limits)"))
        }
    }

    private func see(_ result: OpaquePointer, _ index: Int) {
        let width = PQnfields(result)
        guard width > 0 else {
            job?.seen[index] = .success(RowsBuilder(width: 1).finish())
            return
        }
        job?.seen[index] =
            rows(of: result, Array(0..<width), within: bounds).map { .success($0) } ?? .failure(Failure(.tooLarge, "too much to look at"))
    }

    /// The cells as they stand in libpq's memory, in declared order; nil when they are too many.
    private func rows(of result: OpaquePointer, _ order: [Int32], within bounds: SourceLimits) -> Rows? {
        let count = PQntuples(result)
        guard count <= bounds.rows else { return nil }
        var builder = RowsBuilder(width: order.count)
        builder.reserve(rows: Int(count), bytes: Int(count) * order.count * 8)
        for row in 0..<count {
            for column in order {
                let length = PQgetlength(result, row, column)
                if length == 0, PQgetisnull(result, row, column) == 1 {
                    builder.appendNull()
                } else if let value = PQgetvalue(result, row, column) {
                    value.withMemoryRebound(to: UInt8.self, capacity: Int(length)) {
                        builder.append(UnsafeBufferPointer(start: $0, count: Int(length)))
                    }
                }
            }
            guard builder.size <= bounds.bytes else { return nil }
        }
        return builder.finish()
    }

    /// Whether a result takes more reads than an ordinary answer does, so that it is worth counting.
    private func manyReads() -> Bool {
        conversation.reads += 1
        return conversation.reads > 32
    }

    /// Bytes that wait in the socket.
    private func waiting() -> Int {
        var count: Int32 = 0
        return ioctl(PQsocket(session), UInt(FIONREAD), &count) == 0 ? Int(count) : 0
    }

    /// Whether the row set that is coming in is over its limits already: libpq gathers a result whole before it shows a row of it.
    ///
    /// Counts what was certainly read (libpq always makes room for 8192 bytes, and what is gone from the socket was read) against the most
    /// that a result within the limits can be on the wire: seven bytes per row, four per cell, and some slack for what TLS adds. So a result
    /// that is stopped is over a limit, and one that is over it is stopped before it is many times that.
    private func isTooLarge(before: Int, after: Int) -> Bool {
        conversation.bytes += max(before - after, min(before, 8_192))
        guard conversation.at < conversation.steps.count, case .rowSet(let request, let set) = conversation.steps[conversation.at]
        else { return false }
        let width = conversation.compiled[request].statements[set].rowSet.columns.count
        let most = bounds.bytes + bounds.rows * (7 + 4 * width)
        return conversation.bytes > most + most / 50 + 65_536
    }

    // MARK: The end of a phase

    private func phaseOver() {
        switch phase {
        case .setup: release(nil)
        case .preparing: preparedAll()
        case .running: answered()
        case .rollingBack: if conversation.goesOn { proceed() } else { release(nil) }
        case .resolving, .connecting, .idle, .closed: break
        }
    }

    private func preparedAll() {
        guard let job else { return release(nil) }
        conversation.naming = [:]
        for (index, request) in conversation.compiled.enumerated() where job.outcomes[index] == nil {
            for statement in request.statements {
                guard let failure = conversation.refused[statement.number] else { continue }
                if job.outcomes[index] == nil { job.outcomes[index] = .failed(failure) }
                if job.work == .columns, failure.kind != .drift {
                    job.drifts.append(ColumnDrift(rowSet: statement.rowSet.name, column: nil, problem: .failed(failure)))
                }
            }
        }
        if job.work == .rows, job.outcomes.contains(where: { $0 == nil }) { proceed() } else { release(nil) }
    }

    /// The sync behind COMMIT has come.
    private func answered() {
        guard let job else { return release(nil) }
        guard let mishap = conversation.mishap else {
            keepWhole(of: job)
            return release(nil)
        }
        var goesOn = false
        if SQLState.isStale(mishap.code) || SQLState.isPassing(mishap.code), !job.repeated {
            job.repeated = true
            if SQLState.isStale(mishap.code) {
                for request in conversation.compiled { for statement in request.statements { conversation.forget(statement) } }
            }
            goesOn = true
        } else if let request = mishap.request, mishap.failure.kind != .timeout {
            // One plan's statement failed: the others ask again, together, in a snapshot of their own.
            job.outcomes[request] = .failed(mishap.failure)
            goesOn = job.outcomes.contains { $0 == nil }
        }
        if !goesOn {
            keepWhole(of: job)
            end(job, mishap.failure)
        }
        if PQtransactionStatus(session) != PQTRANS_IDLE { rollBack(thenGoOn: goesOn) } else if goesOn { proceed() } else { release(nil) }
    }

    /// Gives each request whose row sets have all come in its rows: they are of one snapshot, whatever happened to the others.
    func keepWhole(of job: Job) {
        guard job.work == .rows, conversation.gathered.count == job.outcomes.count else { return }
        for (index, rows) in conversation.gathered.enumerated()
        where job.outcomes[index] == nil && rows.count == conversation.compiled[index].statements.count {
            job.outcomes[index] = .rows(rows)
        }
    }

    private func end(_ job: Job, _ failure: Failure?) {
        self.job = nil
        pool.finish(job, failure)
    }

    /// Ends the job, if there is one, and goes back to the pool.
    func release(_ failure: Failure?) {
        phase = .idle
        limit = nil
        if let job { end(job, failure) }
        pool.free(self)
    }
}
