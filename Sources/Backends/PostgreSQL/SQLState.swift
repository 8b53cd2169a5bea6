import Core

/// PostgreSQL's error codes (appendix A of its manual) as our classes.
///
/// Only the code is told on, never the server's message: that may quote a value.
enum SQLState {
    static func failure(_ code: String, in rowSet: String?) -> Failure {
        let place = rowSet.map { "row set '\($0)': " } ?? ""
        return Failure(kind(code), "\(place)SQLSTATE \(code) (\(words(code)))")
    }

    /// The statement was prepared for tables that have changed since, or is not there any more.
    static func isStale(_ code: String) -> Bool { code == "0A000" || code == "26000" }

    /// It may well work at the next try: a standby that replayed over our snapshot, a deadlock.
    static func isPassing(_ code: String) -> Bool { code == "40001" || code == "40P01" }

    /// The session is over.
    static func isFatal(_ code: String) -> Bool { code.hasPrefix("57P") || code.hasPrefix("08") }

    static func kind(_ code: String) -> Failure.Class {
        switch code {
        case "57014", "55P03": return .timeout
        case "40001", "40P01": return .busy
        default: break
        }
        switch code.prefix(2) {
        case "08", "57", "58", "XX": return .unreachable
        case "53": return .busy
        case "22": return .data
        default: return .refused
        }
    }

    private static func words(_ code: String) -> String {
        switch code {
        case "57014": return "cancelled, or past its time"
        case "55P03": return "a lock was not free"
        case "40001", "40P01": return "in the way of other transactions"
        case "53300": return "the server has no connection left"
        case "28P01", "28000": return "the login was refused"
        case "3D000": return "no such database"
        case "42P01": return "no such table"
        case "42703": return "no such column"
        case "42501": return "no right to read"
        case "42883": return "no such function or operator"
        case "42P18": return "the type of the parameter is unknown"
        case "25006": return "only reading is allowed"
        case "57P01", "57P02": return "the server is stopping"
        case "57P03": return "the server is starting"
        default: break
        }
        switch code.prefix(2) {
        case "08": return "the connection broke"
        case "22": return "a value that cannot be what the statement makes of it"
        case "28": return "the login was refused"
        case "42": return "the statement is not possible here"
        case "53": return "the server is out of resources"
        case "57", "58", "XX": return "a failure of the server"
        default: return "refused"
        }
    }
}
