import Core
import NIOCore

/// What the two ends of a connection's pipeline know together: the intake, which sees bytes, and the exchange, which sees requests.
final class Wire {
    var pace: Pace
    /// A request is being answered: what comes next waits.
    var isBusy = false
    /// Nothing more is listened to; the last answer is on its way or out.
    var isDeaf = false
    /// Body bytes still to come, when the request said how many; nil while none is under way or it is chunked.
    var remaining: Int?
    /// Bytes that came since the last request ended.
    private(set) var raw = 0

    private let headBudget: Int
    private var rawAtHead: Int?
    private var body = 0
    private var lineIsOpen = true

    /// How many bytes are handed to the HTTP decoder at once: the largest number that cannot hold more than 64 requests (a request takes at
    /// least 26 bytes), so that a pipelining client is bounded by construction.
    static let slice = 1_536

    init(_ limits: Limits, at now: NIODeadline) {
        pace = Pace(at: now)
        headBudget = limits.uri + limits.headerList + 8 * limits.headers + Wire.slice
    }

    /// Counts bytes on their way to the decoder.
    func take(_ count: Int, endsLine: @autoclosure () -> Bool) {
        raw += count
        if pace.phase == .idle { pace.enter(.head, at: .now()) }
        if lineIsOpen, endsLine() { lineIsOpen = false }
    }

    func headIsComplete(body length: Int?) {
        rawAtHead = raw
        remaining = length
    }

    func took(body count: Int) {
        body += count
        remaining? -= count
    }

    func requestIsComplete() {
        raw = 0
        rawAtHead = nil
        body = 0
        remaining = nil
        lineIsOpen = true
    }

    /// Whether the request line has not ended yet: an overflow now is one of the address, not of a header.
    var isInRequestLine: Bool { lineIsOpen }

    /// Whether what came is more than a head may take, or more wrapping than a body needs (chunk extensions, chunk sizes, trailers).
    var isOverBudget: Bool {
        guard let rawAtHead else { return raw > headBudget }
        return raw - rawAtHead - body > 1_024 + 16 * body
    }
}
