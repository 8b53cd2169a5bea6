import COpenSSL
import Core
import Synchronization

/// Where certified documents wait, are registered and can be fetched. Outlives a reload.
struct Delivery: Sendable {
    /// The addresses under which citizens fetch documents.
    struct Links: Sendable, Equatable {
        /// `https://schulden.voorbeeldstad.nl`, without a slash at the end.
        let url: String
        let minutes: Int

        func address(of ticket: Ticket) -> String { "\(url)/document/\(ticket.token)" }
    }

    /// What lives as long as the process.
    private final class State: Sendable {
        let running = Atomic<Int>(0)
        /// Under which the words of a question become a ticket: drawn at start, and nowhere else.
        let key: KeyedDigest?

        init() {
            var bytes = [UInt8](repeating: 0, count: 32)
            key = RAND_bytes(&bytes, 32) == 1 ? KeyedDigest(key: Secret(bytes)) : nil
        }
    }

    /// Documents that may be in the making at once after their reply.
    private static let capacity = 128
    /// Minutes that a document is kept for who asks again, where there are no links.
    private static let usual = 15
    /// Seconds that the making of a document may take when nobody waits for it at the line.
    static let patience = 60.0

    let deposits: Deposits
    /// Nil where nothing is registered.
    var register: (any DocumentRegister)?
    /// Nil where citizens cannot come.
    let links: Links?
    private let state: State

    init(deposits: Deposits = Deposits(), register: (any DocumentRegister)? = nil, links: Links? = nil) {
        self.deposits = deposits
        self.register = register
        self.links = links
        state = State()
    }

    /// By the settings; what waits keeps waiting.
    init(_ settings: Settings, after earlier: Delivery?) {
        deposits = earlier?.deposits ?? Deposits()
        deposits.hold(atMost: settings.limits.documents)
        register = earlier?.register
        links = settings.site.map { Links(url: $0.url, minutes: $0.linkMinutes) }
        state = earlier?.state ?? State()
    }

    private var minutes: Int { links?.minutes ?? Delivery.usual }

    /// Until when what is made now is kept: as a process counts, and as people do.
    func term(from now: Instant) -> (until: ContinuousClock.Instant, told: Instant) {
        (ContinuousClock.now + .seconds(minutes * 60), Instant(epoch: now.epoch + minutes * 60))
    }

    /// The ticket that the same words always give while this process lives; nil without a key.
    func ticket(_ words: [String]) -> Ticket? { state.key.map { Ticket(words, under: $0) } }

    /// Takes one of the places for what goes on after a reply; false when there is none.
    func reserve() -> Bool {
        if state.running.add(1, ordering: .relaxed).newValue <= Delivery.capacity { return true }
        release()
        return false
    }

    func release() { state.running.subtract(1, ordering: .relaxed) }

    /// Goes on with what was promised, outside the request that it was promised to.
    func begin(_ work: @escaping @Sendable () async -> Void) {
        // Not detached: the generation that answers is kept by the task's own values.
        Task { await work() }
    }
}
