/// How the log names what the gateway tells.
extension GatewayEvent {
    func write(to line: LogLine) {
        switch self {
        case .listening(let listener, let port):
            line.field("event", "listening")
            line.field("listener", listener)
            line.field("port", port)
        case .connectionRefused(let listener, let perAddress):
            line.field("event", "connection_refused")
            line.field("listener", listener)
            line.field("because", perAddress ? "too_many_of_one_address" : "too_many")
        case .handshakeFailed(let listener, let connection, let because):
            line.field("event", "handshake_failed")
            line.field("listener", listener)
            line.field("connection", Int(connection))
            line.field("because", because.rawValue)
        case .timedOut(let listener, let connection, let phase):
            line.field("event", "timed_out")
            line.field("listener", listener)
            line.field("connection", Int(connection))
            line.field("in", "\(phase)")
        case .refused(let listener, let connection, let because):
            line.field("event", "refused")
            line.field("listener", listener)
            line.field("connection", Int(connection))
            line.field("because", because.rawValue)
        case .abandoned(let listener, let connection, let milliseconds):
            line.field("event", "abandoned")
            line.field("listener", listener)
            line.field("connection", Int(connection))
            line.field("milliseconds", milliseconds)
        case .acceptPaused(let listener):
            line.field("event", "accept_paused")
            line.field("listener", listener)
        case .drained(let cut, let milliseconds):
            line.field("event", "drained")
            line.field("cut", cut)
            line.field("milliseconds", milliseconds)
        }
    }
}

/// How the log names what the journal tells.
extension JournalEvent {
    func write(to line: LogLine) {
        switch self {
        case .opened(let chain, let next):
            line.field("event", "journal_opened")
            line.field("chain", chain)
            line.field("next", next)
        case .recovered(let file, let bytes):
            line.field("event", "journal_recovered")
            line.field("file", file)
            line.field("bytes", bytes)
        case .failed(let error):
            line.field("event", "journal_failed")
            line.field("error", error.description)
        case .restored: line.field("event", "journal_restored")
        case .rotated(let segment):
            line.field("event", "journal_rotated")
            line.field("segment", segment)
        }
    }
}

/// How the log names what came of a reload.
extension Event.Reload {
    func write(to line: LogLine) {
        line.field("event", "reloaded")
        line.field("outcome", outcome)
        line.field("cause", cause)
        line.field("catalogue", catalogue)
        line.field("milliseconds", milliseconds)
        if errors > 0 { line.field("errors", errors) }
        line.field("code", code)
        line.field("place", place)
        line.field("because", because)
        line.field("restart_needed_for", restart)
    }
}
