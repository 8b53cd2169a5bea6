import Core
import Logging

/// Something an operator can be told. Ids, counts and durations; there is no field that could hold a datum of a citizen.
enum Event: Sendable {
    /// One exchange with a vendor, from the first byte of its message to the last of ours.
    struct Exchange: Sendable {
        var reference: String
        var listener: String
        var caller: String?
        var vendor: String?
        var tenant: String?
        var status: Int
        /// The fault's situation; nil for an answer.
        var situation: String?
        var complete: Bool?
        /// Rows that a rule of a mapping left out.
        var leftOut: Int
        var microseconds: Int
        var bytes: Int
    }

    /// What came of reading the files again.
    struct Reload: Sendable {
        /// `swapped`, `unchanged` or `refused`.
        var outcome: String
        /// `watch` or `signal`.
        var cause: String
        /// The hash of what serves now.
        var catalogue: String
        var errors: Int
        /// Of the mistake that stands first.
        var code: String?
        var place: String?
        /// Why it was refused when no place in a file is to blame.
        var because: String?
        /// Keys of the settings that hold from the next start on.
        var restart: String?
        var milliseconds: Int
    }

    case starting(version: String, catalogue: String, tenants: Int, vendors: Int)
    case exchanged(Exchange)
    /// A source or a plan that could not answer. `detail` names files, columns and codes, never a cell.
    case sourceFailed(reference: String, tenant: String, plan: String, kind: String, detail: String)
    /// An answer that goes out marked, because a source's own control says otherwise. `detail` names files, row sets and columns.
    case differs(reference: String, tenant: String, plan: String, detail: String)
    /// An answer that the standard forbids to send.
    case violation(reference: String, tenant: String, place: String, rule: String)
    /// An overview that exists and could not be certified, or whose document could not be registered. A class of failure, no more.
    case notCertified(reference: String, tenant: String, because: String)
    /// What the gateway has to tell: mostly what never became an exchange.
    case door(GatewayEvent)
    case journal(JournalEvent)
    /// A reply was held back because it could not be recorded.
    case unrecorded(reference: String, error: String)
    case reloaded(Reload)
    /// One mistake in the files that were refused, without the line it stands in.
    case diagnosed(code: String, isError: Bool, place: String, message: String, hint: String?)
    /// A mapping's database is not what it declares: the mapping is not asked for until it is.
    case planOutOfService(tenant: String, plan: String, source: String, detail: String)
    case planInService(tenant: String, plan: String)
    /// What the sandbox did with a question. `citizen` names the file that answered; `said` is the sentence that the supplier got for a fault.
    case simulated(reference: String, vendor: String?, question: String?, citizen: String?, situation: String?, said: String?)
    /// What the public pages have to tell.
    case site(PublicEvent)
    case seal(SealEvent)
    case draining
    case stopped

    private var level: Logger.Level {
        switch self {
        case .sourceFailed, .violation, .notCertified, .differs, .planOutOfService: .error
        case .reloaded(let reload): reload.errors > 0 || reload.because != nil ? .error : .notice
        case .diagnosed(_, let isError, _, _, _): isError ? .error : .warning
        case .seal(let event): event.isError ? .error : .warning
        case .planInService: .notice
        case .site(.registerFailed): .error
        case .unrecorded, .journal(.failed): .critical
        case .journal(.recovered): .warning
        case .door(.listening), .door(.drained): .info
        case .door: .notice
        default: .info
        }
    }

    /// One structured line. The line is written ready, because a metadata dictionary per request costs more than the request's own mapping.
    func log(to logger: Logger) {
        let level = level
        guard level >= logger.logLevel else { return }
        let line = LogLine(level: level)
        write(to: line)
        logger.log(level: level, Logger.Message(stringLiteral: line.text))
    }

    private func write(to line: LogLine) {
        switch self {
        case .starting(let version, let catalogue, let tenants, let vendors):
            line.field("event", "starting")
            line.field("version", version)
            line.field("catalogue", catalogue)
            line.field("tenants", tenants)
            line.field("vendors", vendors)
        case .exchanged(let exchange):
            line.field("event", "exchanged")
            line.field("reference", exchange.reference)
            line.field("listener", exchange.listener)
            line.field("caller", exchange.caller)
            line.field("vendor", exchange.vendor)
            line.field("tenant", exchange.tenant)
            line.field("status", exchange.status)
            line.field("situation", exchange.situation)
            if let complete = exchange.complete { line.field("complete", complete ? "yes" : "no") }
            if exchange.leftOut > 0 { line.field("left_out", exchange.leftOut) }
            line.field("microseconds", exchange.microseconds)
            line.field("bytes", exchange.bytes)
        case .sourceFailed(let reference, let tenant, let plan, let kind, let detail):
            line.field("event", "source_failed")
            line.field("reference", reference)
            line.field("tenant", tenant)
            line.field("plan", plan)
            line.field("class", kind)
            line.field("detail", detail)
        case .differs(let reference, let tenant, let plan, let detail):
            line.field("event", "differs")
            line.field("reference", reference)
            line.field("tenant", tenant)
            line.field("plan", plan)
            line.field("detail", detail)
        case .violation(let reference, let tenant, let place, let rule):
            line.field("event", "violation")
            line.field("reference", reference)
            line.field("tenant", tenant)
            line.field("place", place)
            line.field("rule", rule)
        case .notCertified(let reference, let tenant, let because):
            line.field("event", "not_certified")
            line.field("reference", reference)
            line.field("tenant", tenant)
            line.field("because", because)
        case .seal(let event): event.write(to: line)
        case .door(let event): event.write(to: line)
        case .journal(let event): event.write(to: line)
        case .unrecorded(let reference, let error):
            line.field("event", "unrecorded")
            line.field("reference", reference)
            line.field("error", error)
        case .reloaded(let reload): reload.write(to: line)
        case .diagnosed(let code, _, let place, let message, let hint):
            line.field("event", "diagnosed")
            line.field("code", code)
            line.field("place", place)
            line.field("message", message)
            line.field("hint", hint)
        case .planOutOfService(let tenant, let plan, let source, let detail):
            line.field("event", "mapping_out_of_service")
            line.field("tenant", tenant)
            line.field("plan", plan)
            line.field("source", source)
            line.field("detail", detail)
        case .planInService(let tenant, let plan):
            line.field("event", "mapping_in_service")
            line.field("tenant", tenant)
            line.field("plan", plan)
        case .simulated(let reference, let vendor, let question, let citizen, let situation, let said):
            line.field("event", "simulated")
            line.field("reference", reference)
            line.field("vendor", vendor)
            line.field("question", question)
            line.field("citizen", citizen)
            line.field("situation", situation)
            line.field("said", said)
        case .site(let event): event.write(to: line)
        case .draining: line.field("event", "draining")
        case .stopped: line.field("event", "stopped")
        }
    }
}
