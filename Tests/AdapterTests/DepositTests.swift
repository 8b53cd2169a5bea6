import Connectors
import Core
import Synchronization
import Testing

@testable import Adapter

/// What waits to be fetched: who has the ticket gets it, once, in time; nobody else gets anything.
@Suite struct DepositTests {
    private let contents = Deposits.Contents(
        number: DocumentNumber(random: Array(1...10)), isComplete: true, tenant: "voorbeeldstad", reference: "r",
        until: Instant(epoch: 1_751_354_100))
    private let bytes = Array("%PDF-1.7 geheim".utf8)

    /// A clock that is set by hand.
    private final class Hands: Sendable {
        let start = ContinuousClock.now
        private let past = Mutex(Duration.zero)
        func turn(_ duration: Duration) { past.withLock { $0 += duration } }
        func read() -> ContinuousClock.Instant { start + past.withLock { $0 } }
    }

    private func told(_ taken: Deposits.Taken) -> String {
        switch taken {
        case .document(let bytes, let contents): "\(contents.number) \(String(decoding: bytes, as: UTF8.self))"
        case .pending: "pending"
        case .failed(let situation): "failed \(situation.rawValue)"
        case .unknown: "unknown"
        }
    }

    @Test func oneCompleteDownload() throws {
        let deposits = Deposits()
        let ticket = try #require(Ticket.drawn())
        #expect(deposits.put(bytes, of: contents, for: ticket, until: .now + .seconds(60), isOnce: true))
        #expect(told(deposits.take(token: ticket.token)).hasSuffix("geheim"))
        // One at a time.
        #expect(told(deposits.take(token: ticket.token)) == "pending")
        deposits.finish(token: ticket.token, isComplete: true)
        #expect(told(deposits.take(token: ticket.token)) == "unknown")
        #expect(deposits.bytes == 0)
    }

    @Test func threeDownloadsThatBreakOff() throws {
        let deposits = Deposits()
        let ticket = try #require(Ticket.drawn())
        _ = deposits.put(bytes, of: contents, for: ticket, until: .now + .seconds(60), isOnce: true)
        for _ in 0..<3 {
            #expect(told(deposits.take(token: ticket.token)).hasSuffix("geheim"))
            deposits.finish(token: ticket.token, isComplete: false)
        }
        #expect(told(deposits.take(token: ticket.token)) == "unknown")
    }

    @Test func aDownloadThatNobodyEnded() throws {
        let hands = Hands()
        let deposits = Deposits(now: { hands.read() })
        let ticket = try #require(Ticket.drawn())
        _ = deposits.put(bytes, of: contents, for: ticket, until: hands.read() + .seconds(600), isOnce: true)
        _ = deposits.take(ticket)
        #expect(told(deposits.take(ticket)) == "pending")
        hands.turn(.seconds(61))
        #expect(told(deposits.take(ticket)).hasSuffix("geheim"))
    }

    @Test func theTimeOfALink() throws {
        let hands = Hands()
        let deposits = Deposits(now: { hands.read() })
        let ticket = try #require(Ticket.drawn())
        _ = deposits.put(bytes, of: contents, for: ticket, until: hands.read() + .seconds(60), isOnce: true)
        #expect(deposits.told(ticket) == contents.until)
        hands.turn(.seconds(60))
        #expect(told(deposits.take(ticket)) == "unknown")
        #expect(deposits.told(ticket) == nil)
        #expect(deposits.bytes == 0)
    }

    @Test func oneOfManyAtOnce() async throws {
        let deposits = Deposits()
        let ticket = try #require(Ticket.drawn())
        _ = deposits.put(bytes, of: contents, for: ticket, until: .now + .seconds(60), isOnce: true)
        let given = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<64 {
                group.addTask {
                    guard case .document = deposits.take(token: ticket.token) else { return false }
                    deposits.finish(token: ticket.token, isComplete: true)
                    return true
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(given == 1)
    }

    @Test func theOldestMakesPlace() throws {
        let deposits = Deposits(capacity: 3_000)
        let tickets = try (0..<3).map { _ in try #require(Ticket.drawn()) }
        let large = [UInt8](repeating: 7, count: 1_000)
        for ticket in tickets { #expect(deposits.put(large, of: contents, for: ticket, until: .now + .seconds(60), isOnce: false)) }
        #expect(told(deposits.take(tickets[0])) == "unknown")
        #expect(told(deposits.take(tickets[1])) != "unknown")
        #expect(told(deposits.take(tickets[2])) != "unknown")
        #expect(deposits.bytes <= 3_000)
        let ticket = try #require(Ticket.drawn())
        #expect(!deposits.put([UInt8](repeating: 7, count: 4_000), of: contents, for: ticket, until: .now + .seconds(60), isOnce: false))
    }

    @Test func whatIsBeingMade() throws {
        let deposits = Deposits()
        let link = try #require(Ticket.drawn())
        let until = ContinuousClock.now + .seconds(60)
        #expect(deposits.begin(link, until: until, told: contents.until, isOnce: true))
        #expect(!deposits.begin(link, until: until, told: contents.until, isOnce: true))
        #expect(told(deposits.take(link)) == "pending")
        deposits.fail(link, .notCertified)
        #expect(told(deposits.take(link)) == "failed not_certified")
        // Under the same link it may be tried again.
        #expect(deposits.begin(link, until: until, told: contents.until, isOnce: true))
        #expect(told(deposits.take(link)) == "pending")
        // For who asks again there is nothing to hear: it is made anew.
        let kept = try #require(Ticket.drawn())
        #expect(deposits.begin(kept, until: until, told: contents.until, isOnce: false))
        deposits.fail(kept, .notCertified)
        #expect(told(deposits.take(kept)) == "unknown")
    }

    /// The journal could not hold the reply that promised a document: nobody waits for it, so nothing is held for it.
    @Test func aPromiseThatDidNotLeave() {
        let withdrawn = Mutex(0)
        var proceeding = Proceeding(
            started: 0, stamp: Stamp(reference: "r", now: Instant(epoch: 0)),
            peer: Peer(certificate: nil, listener: "service", address: "192.0.2.1", isLoopback: false, connection: 1),
            config: Digest(of: "c"))
        proceeding.afterwards = Promised(keep: {}, withdraw: { withdrawn.withLock { $0 += 1 } })
        for _ in 0..<2 { _ = proceeding.reply(to: Request(method: "POST", path: "/"), with: Fault(.journal)) }
        #expect(withdrawn.withLock { $0 } == 1)
        #expect(proceeding.afterwards.map { _ in true } == nil)
    }

    @Test func tokens() throws {
        let ticket = try #require(Ticket.drawn())
        #expect(ticket.token.utf8.count == 43)
        #expect(Ticket(token: ticket.token)?.token == ticket.token)
        #expect(Ticket(token: ticket.token)?.place == ticket.place)
        for wrong in [
            "", "A", ticket.token + "A", String(ticket.token.dropLast()), String(repeating: "=", count: 43),
            String(repeating: "A", count: 42) + "B",
        ] {
            #expect(Ticket(token: wrong) == nil)
            #expect(told(Deposits().take(token: wrong)) == "unknown")
        }
        #expect("\(ticket)" == "<ticket>")
        // The same words under the same key are the same ticket; words are told apart where one ends.
        let key = KeyedDigest(key: Secret(Array(repeating: 1, count: 32)))
        #expect(Ticket(["a", "bc"], under: key).token == Ticket(["a", "bc"], under: key).token)
        #expect(Ticket(["a", "bc"], under: key).token != Ticket(["ab", "c"], under: key).token)
        #expect(Ticket(["a"], under: key).token != Ticket(["a"], under: KeyedDigest(key: Secret(Array(repeating: 2, count: 32)))).token)
    }

    @Test func locked() throws {
        let key = [UInt8](repeating: 3, count: 32)
        let locked = try #require(Locked(bytes, key: key))
        #expect(locked.opened(with: key) == bytes)
        #expect(locked.opened(with: [UInt8](repeating: 4, count: 32)) == nil)
        #expect(locked.opened(with: []) == nil)
        #expect(Locked([], key: key)?.opened(with: key) == [])
    }

    @Test func keptReplies() {
        let kept = KeptReply(message: [1, 2, 3], document: [4, 5])
        #expect(KeptReply(kept.bytes)?.message == [1, 2, 3])
        #expect(KeptReply(kept.bytes)?.document == [4, 5])
        for wrong: [UInt8] in [[], [0], [255, 255, 255, 255, 255, 255, 255, 255, 0], [0, 0, 0, 0, 0, 0, 0, 9, 1]] {
            #expect(KeptReply(wrong) == nil)
        }
    }

    @Test func aRaceAgainstTheClock() async {
        #expect(await Race.first(until: .now + .seconds(60)) { 7 } == 7)
        let gate = Gate()
        #expect(await Race.first(until: .now + .milliseconds(20)) { await gate.wait() } == nil)
        await gate.open()
    }

    /// Does not obey a deadline.
    private actor Gate {
        private var waiting: [CheckedContinuation<Void, Never>] = []
        private var isOpen = false
        func wait() async -> Int {
            if !isOpen { await withCheckedContinuation { waiting.append($0) } }
            return 1
        }
        func open() {
            isOpen = true
            for one in waiting { one.resume() }
            waiting = []
        }
    }
}
