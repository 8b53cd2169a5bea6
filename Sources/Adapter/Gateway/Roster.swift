import NIOCore

/// The connections of one event loop, and the clock that looks at each of them four times per second. Only touched on that loop.
final class Roster {
    /// How often slow connections are looked for.
    static let tick = TimeAmount.milliseconds(250)

    private var members: [ObjectIdentifier: Exchange] = [:]
    private var second = 0
    /// The `Date` line of this moment.
    private(set) var date: [UInt8] = []
    /// No connection gets a further request.
    private(set) var isDraining = false

    init() { renewDate() }

    func add(_ exchange: Exchange) { members[ObjectIdentifier(exchange)] = exchange }

    func remove(_ exchange: Exchange) { members[ObjectIdentifier(exchange)] = nil }

    func look(at now: NIODeadline) {
        renewDate()
        for exchange in Array(members.values) {
            if exchange.isOverdue(at: now) {
                exchange.timeOut(at: now)
            } else if isDraining {
                exchange.drain()
            }
        }
    }

    /// Closes what is idle; the rest is closed with its answer.
    func drain() {
        isDraining = true
        for exchange in Array(members.values) { exchange.drain() }
    }

    /// Closes everything now, whatever it is doing.
    func cut() {
        for exchange in Array(members.values) { exchange.slam() }
    }

    private func renewDate() {
        let now = HTTPDate.second()
        guard now != second else { return }
        second = now
        date = HTTPDate.line(at: now)
    }
}
