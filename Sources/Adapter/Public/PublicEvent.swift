/// What the public pages can tell an operator: only what came of something. It has no field that could hold a number, a hash, a token or an
/// address.
enum PublicEvent: Sendable, Equatable {
    /// `known`, `unknown` or `changed`; by `number` or `file`.
    case checked(String, way: String)
    /// Somebody checks too often, or everybody together does.
    case limited
    /// `document`, `pending`, `failed`, `unrecorded` or `unknown`.
    case fetched(String)
    /// The register could not be asked: class and code.
    case registerFailed(String)
}

/// How the log names what the public pages tell.
extension PublicEvent {
    func write(to line: LogLine) {
        switch self {
        case .checked(let outcome, let way):
            line.field("event", "document_checked")
            line.field("outcome", outcome)
            line.field("way", way)
        case .limited: line.field("event", "checks_limited")
        case .fetched(let outcome):
            line.field("event", "document_fetched")
            line.field("outcome", outcome)
        case .registerFailed(let error):
            line.field("event", "register_failed")
            line.field("error", error)
        }
    }
}
