import CLibPQ
import Core
import Glibc

/// One session with a PostgreSQL server: opened, used by one job at a time, closed. Never touched off its pool's loop.
///
/// This file is its life; what it says is in `Saying.swift`, what it hears in `Hearing.swift`.
final class PostgreSQLConnection: Watched, @unchecked Sendable {
    enum Phase {
        /// Finding the host's addresses.
        case resolving
        /// TCP, TLS, login.
        case connecting
        /// The session's own settings.
        case setup
        case idle
        /// Statements are prepared and described.
        case preparing
        /// The rows come in.
        case running
        /// A failed transaction is ended.
        case rollingBack
        case closed
    }

    let pool: PostgreSQLPool
    /// The pool's age when it was opened.
    let age: Int
    var phase = Phase.resolving
    var session: OpaquePointer?
    var job: Job?
    /// The moment at which the phase must be over.
    var limit: ContinuousClock.Instant?
    var conversation = Conversation()

    private var descriptor: Int32 = -1
    var isWriting = false

    init(_ pool: PostgreSQLPool) {
        self.pool = pool
        age = pool.age
    }

    var isOpening: Bool {
        switch phase {
        case .resolving, .connecting, .setup: true
        default: false
        }
    }

    /// Whether results are expected.
    var isConversing: Bool {
        switch phase {
        case .setup, .preparing, .running, .rollingBack: true
        default: false
        }
    }

    // MARK: Opening

    func open() {
        let moment = ContinuousClock.now + .seconds(pool.limits.connect)
        limit = moment
        pool.loop.wake(at: moment)
        let host = pool.driver.host
        if host.hasPrefix("/") || PostgreSQLDriver.isAddress(host) { return connect(to: []) }
        let started = Errand.run { [self] in
            let addresses = HostLookup.addresses(of: host)
            pool.loop.execute { [self] in
                guard phase == .resolving else { return }
                if addresses.isEmpty { fail(Failure(.unreachable, "the host's name is not known")) } else { connect(to: addresses) }
            }
        }
        if !started { fail(Failure(.unreachable, "the host's name could not be looked up")) }
    }

    private func connect(to addresses: [String]) {
        phase = .connecting
        var parameters = pool.driver.parameters(pool.limits)
        if !addresses.isEmpty {
            // The name stays for the certificate, the addresses are where to go, so that libpq looks nothing up itself.
            parameters[0].1 = Array(repeating: pool.driver.host, count: addresses.count).joined(separator: ",")
            parameters.append(("hostaddr", addresses.joined(separator: ",")))
        }
        let keywords = parameters.map { UnsafePointer(strdup($0.0)) } + [nil]
        let values = parameters.map { UnsafePointer(strdup($0.1)) } + [nil]
        session = PQconnectStartParams(keywords, values, 0)
        for text in keywords + values { free(UnsafeMutableRawPointer(mutating: text)) }
        guard let session, PQstatus(session) != CONNECTION_BAD else { return fail(connectFailure()) }
        // The server's messages are never told on, so they are not even built: the code is all that comes.
        PQsetErrorVerbosity(session, PQERRORS_SQLSTATE)
        PQsetNoticeProcessor(session, { _, _ in }, nil)
        watch(reading: false, writing: true)
    }

    private func poll() {
        switch PQconnectPoll(session) {
        case PGRES_POLLING_READING: watch(reading: true, writing: false)
        case PGRES_POLLING_WRITING: watch(reading: false, writing: true)
        case PGRES_POLLING_OK:
            watch(reading: true, writing: false)
            setUp()
        default: fail(connectFailure())
        }
    }

    /// What went wrong while connecting: the server's code when it gave one, else our own words.
    private func connectFailure() -> Failure {
        guard let session else { return Failure(.unreachable, "no memory for a connection") }
        var text = String(cString: PQerrorMessage(session))[...]
        while let last = text.last, last.isWhitespace { text.removeLast() }
        let code = String(text.suffix(5))
        let isCode = code.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
        if isCode, code.utf8.count == 5, text.dropLast(5).hasSuffix(":  ") { return SQLState.failure(code, in: nil) }
        for (sign, words) in [
            ("certificate", "the server's certificate is not accepted"), ("SSL", "the server and we agree on no encryption"),
            ("password", "the server wants a password and there is none"),
        ] where text.contains(sign) {
            return Failure(sign == "password" ? .refused : .unreachable, words)
        }
        return Failure(.unreachable, "no connection to the server")
    }

    // MARK: Events

    func ready() {
        switch phase {
        case .resolving, .closed: break
        case .connecting: poll()
        default:
            if isWriting { flush() }
            if phase != .closed { hear() }
        }
    }

    /// Sends what libpq holds; what the socket does not take goes when there is room.
    func flush() {
        switch PQflush(session) {
        case 0: if isWriting { watch(reading: true, writing: false) }
        case 1: if !isWriting { watch(reading: true, writing: true) }
        default: broken(.broken)
        }
    }

    private func watch(reading: Bool, writing: Bool) {
        let current = PQsocket(session)
        if current != descriptor { pool.loop.drop(descriptor, of: self) }
        descriptor = current
        isWriting = writing
        guard current >= 0 else { return }
        pool.loop.watch(current, for: self, writing: writing, reading: reading)
    }

    // MARK: Ending

    /// The phase took too long.
    func overdue() {
        switch phase {
        case .resolving, .connecting, .setup: fail(Failure(.unreachable, "no connection within the time for connecting"))
        case .preparing, .running: abandon(job?.expiry ?? .deadline)
        case .rollingBack where job != nil: abandon(job?.expiry ?? .deadline)
        case .rollingBack: broken(.broken)
        case .idle, .closed: limit = nil
        }
    }

    /// The connection cannot be made.
    func fail(_ failure: Failure) {
        close()
        pool.failed(self, failure)
    }

    /// The session is gone without our doing.
    func broken(_ failure: Failure) {
        guard phase != .closed else { return }
        if isOpening { return fail(failure) }
        let job = job
        close()
        pool.lost(self)
        if let job { pool.retry(job, failure) }
    }

    /// Ends the job and what runs for it on the server. The connection is replaced: nobody knows when its cancelled statement ends.
    func abandon(_ failure: Failure) {
        guard phase != .closed else { return }
        let job = job
        if phase == .running || phase == .preparing { cancelOnServer() }
        if phase == .running, let job { keepWhole(of: job) }
        close()
        pool.lost(self)
        if let job { pool.finish(job, failure) }
    }

    /// Closes without a word to the pool.
    func close() {
        pool.loop.forget(descriptor, of: self)
        descriptor = -1
        if let session { PQfinish(session) }
        session = nil
        job = nil
        limit = nil
        phase = .closed
    }

    private struct Cancellation: @unchecked Sendable {
        let handle: OpaquePointer
    }

    /// libpq 15 cancels over a connection of its own and blocks meanwhile, so it is an errand. Should it fail, `statement_timeout` holds.
    private func cancelOnServer() {
        guard let session, let handle = PQgetCancel(session) else { return }
        let cancellation = Cancellation(handle: handle)
        let started = Errand.run {
            var message = [CChar](repeating: 0, count: 256)
            PQcancel(cancellation.handle, &message, Int32(message.count))
            PQfreeCancel(cancellation.handle)
        }
        if !started { PQfreeCancel(handle) }
    }
}

extension Failure {
    static let broken = Failure(.unreachable, "the connection broke")
}
