import Sealing

/// What an operator is told about sealing. No document, nobody's name.
enum SealEvent: Sendable {
    /// A document that was asked for could not be sealed.
    case failed(tenant: String, SealFailure)
    /// A document was sealed without the time of an authority, as the settings allow.
    case withoutTimeStamp(tenant: String, SealFailure)
    /// The seal certificate, or one above it, ends soon.
    case expires(tenant: String, days: Int)
    /// The module that holds the key does not answer at the start.
    case keyAbsent(tenant: String, SealFailure)

    func write(to line: LogLine) {
        switch self {
        case .failed(let tenant, let failure):
            line.field("event", "seal_failed")
            line.field("tenant", tenant)
            line.field("class", failure.rawValue)
        case .withoutTimeStamp(let tenant, let failure):
            line.field("event", "sealed_without_time_stamp")
            line.field("tenant", tenant)
            line.field("class", failure.rawValue)
        case .expires(let tenant, let days):
            line.field("event", "seal_certificate_expires")
            line.field("tenant", tenant)
            line.field("days", days)
        case .keyAbsent(let tenant, let failure):
            line.field("event", "seal_key_absent")
            line.field("tenant", tenant)
            line.field("class", failure.rawValue)
        }
    }

    /// Whether somebody must act, or should soon.
    var isError: Bool {
        switch self {
        case .failed, .keyAbsent: true
        case .withoutTimeStamp, .expires: false
        }
    }
}
