import Core
import NIOCore

/// What a connection is doing and since when: the clock against slow clients. Asked a few times per second by its loop's roster, so that a
/// request sets and cancels no timer.
struct Pace {
    enum Phase: String, Sendable, Equatable {
        case handshake
        /// Between requests, or before the first.
        case idle
        case head, body
        /// The handler has it; the total deadline is the handler's.
        case working
        /// An answer was written that the client does not take.
        case stalled
        /// The last answer is out; what the client still sends is thrown away, so that the close does not destroy the answer on its way.
        case lingering
    }

    private(set) var phase = Phase.handshake
    private(set) var since: NIODeadline
    /// Body bytes of the request at hand.
    var received = 0
    /// Whether no request has come yet.
    private var isFresh = true
    private let began: NIODeadline

    init(at now: NIODeadline) {
        since = now
        began = now
    }

    mutating func enter(_ next: Phase, at now: NIODeadline) {
        if next == .body { received = 0 }
        if next == .working { isFresh = false }
        phase = next
        since = now
    }

    /// Whether the connection is too old for another request.
    func isAged(at now: NIODeadline, _ limits: PaceLimits) -> Bool { now - began > limits.age }

    func isOverdue(at now: NIODeadline, _ limits: PaceLimits) -> Bool {
        let spent = now - since
        switch phase {
        case .handshake: return spent > limits.handshake
        case .idle: return spent > (isFresh ? limits.head : limits.idle) || isAged(at: now, limits)
        case .head: return spent > limits.head
        case .body:
            if spent > limits.body { return true }
            let counted = spent - limits.grace
            return counted > .zero && Int64(received) * 1_000_000_000 < counted.nanoseconds * limits.bodyRate
        case .working: return false
        case .stalled: return spent > limits.body
        case .lingering: return spent > limits.linger
        }
    }
}

/// The part of `Limits` that is time, converted once.
struct PaceLimits: Sendable {
    let handshake, head, body, idle, age: TimeAmount
    /// Before the rate of a body is judged: a short one may be one packet that comes late.
    let grace = TimeAmount.seconds(2)
    /// After the last answer.
    let linger = TimeAmount.seconds(2)
    /// Bytes per second.
    let bodyRate: Int64

    init(_ limits: Limits) {
        handshake = PaceLimits.amount(limits.handshake)
        head = PaceLimits.amount(limits.headerTime)
        body = PaceLimits.amount(limits.bodyTime)
        idle = PaceLimits.amount(limits.keepAlive)
        age = PaceLimits.amount(limits.connectionAge)
        bodyRate = Int64(limits.bodyRate)
    }

    private static func amount(_ seconds: Double) -> TimeAmount { .nanoseconds(Int64(seconds * 1_000_000_000)) }
}

extension TimeAmount {
    fileprivate static var zero: TimeAmount { .nanoseconds(0) }
}
