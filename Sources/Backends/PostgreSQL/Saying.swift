import CLibPQ
import Core
import Glibc

/// What a connection says to its server. Everything goes out in libpq's pipeline mode: one write, one answer.
extension PostgreSQLConnection {
    /// The first round trip of a session.
    func setUp() {
        guard PQsetnonblocking(session, 1) == 0, PQenterPipelineMode(session) == 1 else { return fail(.broken) }
        phase = .setup
        conversation.begin()
        let total = String(max(1, Int(pool.limits.total * 1_000)))
        var sent = total.withCString { bound in
            withUnsafePointer(to: bound as UnsafePointer<CChar>?) {
                PQsendQueryParams(session, SessionText.setup, 1, nil, $0, nil, nil, 0) == 1
            }
        }
        for (name, text) in [
            (SessionText.beginName, SessionText.begin), (SessionText.commitName, SessionText.commit),
            (SessionText.timeoutName, SessionText.timeout),
        ] {
            sent = sent && PQsendPrepare(session, name, text, 0, nil) == 1
        }
        conversation.steps = [.own, .own, .own, .own]
        send(sent)
    }

    /// Begins with a job.
    func start(_ job: Job) {
        self.job = job
        limit = job.deadline
        conversation.compiled = job.requests.map(pool.compiled)
        conversation.refused = [:]
        conversation.mishap = nil
        switch job.work {
        case .rows: proceed()
        case .columns:
            for request in conversation.compiled { for statement in request.statements { conversation.forget(statement) } }
            proceed()
        case .ping:
            phase = .running
            conversation.begin()
            send(true)
        case .looks(let looks): see(looks)
        }
    }

    /// Prepares what this session has not prepared yet, else asks for the rows.
    func proceed() {
        var missing: [Statement] = []
        for (index, request) in conversation.compiled.enumerated() where job?.outcomes[index] == nil {
            for statement in request.statements
            where conversation.preparedStatement(statement) == nil && !missing.contains(where: { $0 === statement }) {
                missing.append(statement)
            }
        }
        if missing.isEmpty { ask() } else { prepare(missing) }
    }

    /// Every statement behind a sync of its own, so that one that is refused takes no other with it.
    private func prepare(_ statements: [Statement]) {
        phase = .preparing
        conversation.begin()
        var sent = true
        for name in conversation.garbage {
            let text = "DEALLOCATE " + name
            sent = sent && PQsendQueryParams(session, text, 0, nil, nil, nil, nil, 0) == 1 && PQpipelineSync(session) == 1
            conversation.steps += [.own, .sync]
        }
        conversation.garbage = []
        for statement in statements {
            conversation.names += 1
            let name = "s\(conversation.names)"
            conversation.naming[statement.number] = name
            // No parameter types: the server infers the column's own, and only then uses an index on it.
            sent = sent && PQsendPrepare(session, name, statement.text, 0, nil) == 1
            sent = sent && PQsendDescribePrepared(session, name) == 1
            conversation.steps += [.prepare(statement), .describe(statement)]
            if statement !== statements.last {
                sent = sent && PQpipelineSync(session) == 1
                conversation.steps.append(.sync)
            }
        }
        send(sent)
    }

    /// The whole question: one snapshot, every row set, one round trip.
    private func ask() {
        guard let job else { return release(.closed) }
        let left = job.deadline.milliseconds(after: .now)
        guard left > 0 else { return release(job.expiry) }
        phase = .running
        conversation.begin()
        conversation.mishap = nil
        conversation.gathered = Array(repeating: [], count: job.requests.count)
        var sent = say(SessionText.beginName, nil)
        // The session's own limit is the source's. The statement is saved unless this job has less time, and more than a blink less.
        if left < Int(pool.limits.total * 1_000) - 50 || job.limits != nil {
            sent = sent && say(SessionText.timeoutName, String(left))
        }
        for (index, request) in conversation.compiled.enumerated() where job.outcomes[index] == nil {
            let bsn = job.subject.map { request.request.bsnForm == .text ? $0.reveal() : String($0.number) }
            for (set, statement) in request.statements.enumerated() {
                guard let known = conversation.preparedStatement(statement), bsn != nil || !statement.isBound else {
                    return broken(.broken)
                }
                sent = sent && say(known.name, statement.isBound ? bsn : nil, .rowSet(request: index, set: set))
            }
        }
        send(sent && say(SessionText.commitName, nil))
    }

    /// Each look behind a sync of its own: one that is refused takes no other with it.
    private func see(_ looks: [Look]) {
        phase = .running
        conversation.begin()
        job?.seen = Array(repeating: nil, count: looks.count)
        var sent = true
        for (index, look) in looks.enumerated() {
            let bound = look.bound.map { UnsafePointer(strdup($0)) }
            sent = sent && PQsendQueryParams(session, look.text, Int32(bound.count), nil, bound, nil, nil, 0) == 1
            for text in bound { free(UnsafeMutableRawPointer(mutating: text)) }
            conversation.steps.append(.look(index))
            if index < looks.count - 1 {
                sent = sent && PQpipelineSync(session) == 1
                conversation.steps.append(.sync)
            }
        }
        send(sent)
    }

    func rollBack(thenGoOn goesOn: Bool) {
        conversation.goesOn = goesOn
        phase = .rollingBack
        limit = job?.deadline ?? .now + .seconds(pool.limits.connect)
        if let limit { pool.loop.wake(at: limit) }
        conversation.begin()
        conversation.steps.append(.own)
        send(PQsendQueryParams(session, SessionText.rollback, 0, nil, nil, nil, nil, 0) == 1)
    }

    private func say(_ name: String, _ bound: String?, _ step: Conversation.Step = .own) -> Bool {
        conversation.steps.append(step)
        guard let bound else { return PQsendQueryPrepared(session, name, 0, nil, nil, nil, 0) == 1 }
        return bound.withCString { bound in
            withUnsafePointer(to: bound as UnsafePointer<CChar>?) {
                PQsendQueryPrepared(session, name, 1, $0, nil, nil, 0) == 1
            }
        }
    }

    /// Ends what is said with a sync and lets it go.
    private func send(_ sent: Bool) {
        conversation.steps.append(.sync)
        guard sent, PQpipelineSync(session) == 1 else { return broken(.broken) }
        flush()
    }
}
