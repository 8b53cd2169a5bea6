import Core
import Synchronization

/// Certified documents that wait to be fetched by a link, or to be given again to who asks the same once more. In memory only, and each
/// locked under a key that only its ticket can give: this process itself cannot read them until somebody comes with the link, or asks again.
///
/// A link is good for one complete download. A download that breaks off may be tried again, three times in all, until the link's time is over.
/// While one download is under way another waits. What is held is bounded: the oldest makes place.
final class Deposits: Sendable {
    /// What comes of a ticket.
    enum Taken: Sendable {
        /// The document is there, and lent to this download: who fetched it says with `finish` how that ended.
        case document(bytes: [UInt8], of: Contents)
        /// It is being made, or being downloaded at this moment.
        case pending
        /// It could not be made.
        case failed(Fault.Situation)
        /// Never given out, over, or used.
        case unknown
    }

    /// What may be known of a deposit without its ticket. No datum of a citizen.
    struct Contents: Sendable, Equatable {
        let number: DocumentNumber
        /// Whether the overview in it is of every source.
        let isComplete: Bool
        let tenant: String
        /// Our reference of the exchange in which it was asked.
        let reference: String
        /// How long it is kept, as the clock on the wall says it.
        let until: Instant
    }

    /// How often a download may be tried.
    private static let attempts = 3
    /// A download that takes longer has broken off, whoever should have said so.
    private static let lending = Duration.seconds(60)

    private enum State {
        /// Kept until the moment told.
        case making(Instant)
        case ready(Locked, Contents)
        case failed(Fault.Situation)
    }

    private struct Entry {
        var state: State
        let until: ContinuousClock.Instant
        /// Whether it is gone after one complete download.
        let isOnce: Bool
        var attempts = 0
        var lentUntil: ContinuousClock.Instant?

        /// In bytes, with what keeping it costs.
        var size: Int {
            if case .ready(let locked, _) = state { locked.count + 256 } else { 256 }
        }
    }

    private struct Held {
        var entries: [Ticket.Place: Entry] = [:]
        /// In order of arrival, some of which may be gone.
        var order: [Ticket.Place] = []
        var bytes = 0
        /// The most that is held, in bytes.
        var capacity: Int
    }

    private let now: @Sendable () -> ContinuousClock.Instant
    private let held: Mutex<Held>

    init(capacity: Int = 64 << 20, now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now }) {
        held = Mutex(Held(capacity: capacity))
        self.now = now
    }

    /// Another bound, for what comes from now on.
    func hold(atMost capacity: Int) { held.withLock { $0.capacity = capacity } }

    /// How much is held at this moment, in bytes.
    var bytes: Int { held.withLock { $0.bytes } }

    /// The document of a link (`GET /document/<token>`), lent for one download.
    func take(token: String) -> Taken { Ticket(token: token).map { take($0) } ?? .unknown }

    /// How a download by a link ended: complete, it is gone; broken off, it may be tried again.
    func finish(token: String, isComplete: Bool) {
        guard let place = Ticket(token: token)?.place else { return }
        held.withLock { held in
            guard var entry = held.entries[place], entry.lentUntil != nil else { return }
            entry.lentUntil = nil
            if entry.isOnce, isComplete || entry.attempts >= Deposits.attempts { return Deposits.remove(place, &held) }
            held.entries[place] = entry
        }
    }

    func take(_ ticket: Ticket) -> Taken {
        let moment = now()
        let place = ticket.place
        // Opened outside the lock: it costs time, and only who has the ticket can.
        let (found, contents): (Locked, Contents)
        switch lend(place, at: moment) {
        case .ready(let locked, let told): (found, contents) = (locked, told)
        case .making: return .pending
        case .failed(let situation): return .failed(situation)
        case nil: return .unknown
        }
        guard let bytes = found.opened(with: ticket.key) else { return .unknown }
        return .document(bytes: bytes, of: contents)
    }

    private func lend(_ place: Ticket.Place, at moment: ContinuousClock.Instant) -> State? {
        held.withLock { held in
            Deposits.forget(until: moment, &held)
            guard var entry = held.entries[place] else { return nil }
            guard case .ready(_, let contents) = entry.state, entry.isOnce else { return entry.state }
            if let lent = entry.lentUntil, lent > moment { return .making(contents.until) }
            guard entry.attempts < Deposits.attempts else {
                Deposits.remove(place, &held)
                return nil
            }
            entry.attempts += 1
            entry.lentUntil = moment + Deposits.lending
            held.entries[place] = entry
            return entry.state
        }
    }

    /// Until when a document is kept that is there or being made, as it was told; nil for any other.
    func told(_ ticket: Ticket) -> Instant? {
        let moment = now()
        let place = ticket.place
        return held.withLock { held in
            Deposits.forget(until: moment, &held)
            switch held.entries[place]?.state {
            case .making(let told)?: return told
            case .ready(_, let contents)?: return contents.until
            case .failed?, nil: return nil
            }
        }
    }

    /// Takes the place of a document that is going to be made; false when it is taken already. One that could not be made may be tried again.
    /// - Parameter told: the same moment as `until`, as the clock on the wall says it.
    func begin(_ ticket: Ticket, until: ContinuousClock.Instant, told: Instant, isOnce: Bool) -> Bool {
        let moment = now()
        let place = ticket.place
        return held.withLock { held in
            Deposits.forget(until: moment, &held)
            if case .failed? = held.entries[place]?.state { Deposits.remove(place, &held) }
            guard held.entries[place] == nil else { return false }
            Deposits.enter(place, Entry(state: .making(told), until: until, isOnce: isOnce), &held)
            return held.entries[place] != nil
        }
    }

    /// Lays a document in its place; false when it is larger than everything that may be held.
    func put(_ bytes: [UInt8], of contents: Contents, for ticket: Ticket, until: ContinuousClock.Instant, isOnce: Bool) -> Bool {
        guard let locked = Locked(bytes, key: ticket.key) else { return false }
        let moment = now()
        let place = ticket.place
        return held.withLock { held in
            Deposits.forget(until: moment, &held)
            Deposits.remove(place, &held)
            Deposits.enter(place, Entry(state: .ready(locked, contents), until: until, isOnce: isOnce), &held)
            return held.entries[place] != nil
        }
    }

    /// Says why a document that was begun will not come. Whoever has its link hears so; without a link its place is free again.
    func fail(_ ticket: Ticket, _ situation: Fault.Situation) {
        let place = ticket.place
        held.withLock { held in
            guard var entry = held.entries[place], case .making = entry.state else { return }
            guard entry.isOnce else { return Deposits.remove(place, &held) }
            entry.state = .failed(situation)
            held.entries[place] = entry
        }
    }

    private static func enter(_ place: Ticket.Place, _ entry: Entry, _ held: inout Held) {
        guard entry.size <= held.capacity else { return }
        var first = 0
        while held.bytes + entry.size > held.capacity, first < held.order.count {
            remove(held.order[first], &held, keepsOrder: true)
            first += 1
        }
        held.order.removeFirst(first)
        held.entries[place] = entry
        held.order.append(place)
        held.bytes += entry.size
    }

    private static func remove(_ place: Ticket.Place, _ held: inout Held, keepsOrder: Bool = false) {
        guard let entry = held.entries.removeValue(forKey: place) else { return }
        held.bytes -= entry.size
        if !keepsOrder { held.order.removeAll { $0 == place } }
    }

    private static func forget(until moment: ContinuousClock.Instant, _ held: inout Held) {
        let over = held.entries.filter { $0.value.until <= moment }.map(\.key)
        guard !over.isEmpty else { return }
        for place in over { remove(place, &held, keepsOrder: true) }
        held.order.removeAll { held.entries[$0] == nil }
    }
}
