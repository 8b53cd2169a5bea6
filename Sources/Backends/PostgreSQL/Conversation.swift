import Core

/// What a session has been told and what it is expected to say next.
struct Conversation {
    /// What a result that comes in is about. Every command gives one result, and every sync.
    enum Step {
        case own, sync
        case prepare(Statement)
        case describe(Statement)
        case rowSet(request: Int, set: Int)
        case look(Int)
    }

    /// The first thing that went wrong in a transaction; the server skips the rest of it.
    struct Mishap {
        /// The request whose statement it was; nil for the transaction's own.
        let request: Int?
        let code: String
        let failure: Failure
    }

    var steps: [Step] = []
    /// Which step's result is next.
    var at = 0
    /// The job's requests, in their order.
    var compiled: [CompiledRequest] = []
    /// Per request the row sets that came in.
    var gathered: [[Rows]] = []
    var mishap: Mishap?
    /// By `Statement.number`: why a statement could not be prepared for this job.
    var refused: [Int: Failure] = [:]
    /// By `Statement.number`: what is being prepared now.
    var naming: [Int: String] = [:]
    /// Whether the job goes on after the transaction is rolled back.
    var goesOn = false

    // These outlive the job.

    /// By `Statement.number`.
    var prepared: [PreparedStatement?] = []
    /// Names of statements that the server keeps but nobody wants.
    var garbage: [String] = []
    var names = 0

    /// Reads since the last whole result, and the bytes of those after the first few; see `Hearing`.
    var reads = 0
    var bytes = 0

    func preparedStatement(_ statement: Statement) -> PreparedStatement? {
        statement.number < prepared.count ? prepared[statement.number] : nil
    }

    mutating func keep(_ statement: Statement, as known: PreparedStatement) {
        while prepared.count <= statement.number { prepared.append(nil) }
        prepared[statement.number] = known
    }

    mutating func forget(_ statement: Statement) {
        guard let known = preparedStatement(statement) else { return }
        garbage.append(known.name)
        prepared[statement.number] = nil
    }

    mutating func begin() {
        steps.removeAll(keepingCapacity: true)
        at = 0
        reads = 0
        bytes = 0
    }
}
