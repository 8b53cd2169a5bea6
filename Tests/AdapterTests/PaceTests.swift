import Core
import NIOCore
import Testing

@testable import Adapter

/// The clocks, budgets and counts that hold slow and greedy clients. Times are computed, never waited for.
@Suite struct PaceTests {
    private static let start = NIODeadline.uptimeNanoseconds(1_000_000_000)
    private static let limits: PaceLimits = {
        var limits = Limits()
        limits.handshake = 5
        limits.headerTime = 10
        limits.bodyTime = 15
        limits.keepAlive = 60
        limits.connectionAge = 100
        limits.bodyRate = 1_000
        return PaceLimits(limits)
    }()

    private static func after(_ milliseconds: Int64) -> NIODeadline { start + .milliseconds(milliseconds) }

    /// Overdue one millisecond after its time, and not at it.
    @Test(
        arguments: [
            (.handshake, 5_000), (.idle, 10_000), (.head, 10_000), (.stalled, 15_000), (.lingering, 2_000),
        ] as [(Pace.Phase, Int64)])
    func aPhaseHasItsTime(_ phase: Pace.Phase, _ milliseconds: Int64) {
        var pace = Pace(at: PaceTests.start)
        #expect(pace.phase == .handshake)
        pace.enter(phase, at: PaceTests.start)
        #expect(!pace.isOverdue(at: PaceTests.after(milliseconds), PaceTests.limits))
        #expect(pace.isOverdue(at: PaceTests.after(milliseconds + 1), PaceTests.limits))
    }

    /// The handler has its own deadline; the connection's clock does not cut it short.
    @Test func workIsNeverOverdue() {
        var pace = Pace(at: PaceTests.start)
        pace.enter(.working, at: PaceTests.start)
        #expect(!pace.isOverdue(at: PaceTests.after(1_000_000), PaceTests.limits))
    }

    @Test func aConnectionThatWasUsedMayRestLonger() {
        var pace = Pace(at: PaceTests.start)
        pace.enter(.working, at: PaceTests.start)
        pace.enter(.idle, at: PaceTests.start)
        #expect(!pace.isOverdue(at: PaceTests.after(60_000), PaceTests.limits))
        #expect(pace.isOverdue(at: PaceTests.after(60_001), PaceTests.limits))
    }

    @Test func anOldConnectionEndsWhenItRests() {
        var pace = Pace(at: PaceTests.start)
        pace.enter(.working, at: PaceTests.start)
        pace.enter(.idle, at: PaceTests.after(99_000))
        #expect(!pace.isAged(at: PaceTests.after(100_000), PaceTests.limits))
        #expect(!pace.isOverdue(at: PaceTests.after(100_000), PaceTests.limits))
        #expect(pace.isAged(at: PaceTests.after(100_001), PaceTests.limits))
        #expect(pace.isOverdue(at: PaceTests.after(100_001), PaceTests.limits))
        pace.enter(.head, at: PaceTests.after(100_001))
        #expect(!pace.isOverdue(at: PaceTests.after(100_002), PaceTests.limits))
    }

    @Test func aBodyKeepsItsRate() {
        var pace = Pace(at: PaceTests.start)
        pace.enter(.body, at: PaceTests.start)
        // Two seconds are given; after them 1,000 bytes per second are owed.
        #expect(!pace.isOverdue(at: PaceTests.after(2_000), PaceTests.limits))
        #expect(pace.isOverdue(at: PaceTests.after(2_001), PaceTests.limits))
        pace.received = 3_000
        #expect(!pace.isOverdue(at: PaceTests.after(5_000), PaceTests.limits))
        #expect(pace.isOverdue(at: PaceTests.after(5_001), PaceTests.limits))
        // However fast, a body ends.
        pace.received = 1_000_000
        #expect(!pace.isOverdue(at: PaceTests.after(15_000), PaceTests.limits))
        #expect(pace.isOverdue(at: PaceTests.after(15_001), PaceTests.limits))
        // The next body begins at nothing.
        pace.enter(.body, at: PaceTests.after(20_000))
        #expect(pace.received == 0)
    }

    @Test func aRateOfZeroAsksNothing() {
        var limits = Limits()
        limits.bodyRate = 0
        var pace = Pace(at: PaceTests.start)
        pace.enter(.body, at: PaceTests.start)
        #expect(!pace.isOverdue(at: PaceTests.after(14_000), PaceLimits(limits)))
    }

    @Test func secondsBecomeTheLoopsOwnTime() {
        var limits = Limits()
        limits.handshake = 0.25
        limits.connectionAge = 86_400
        let converted = PaceLimits(limits)
        #expect(converted.handshake == .milliseconds(250))
        #expect(converted.age == .hours(24))
        #expect(converted.bodyRate == 1_024)
    }

    // MARK: Budgets

    private static func wire(headList: Int = 1_024, uri: Int = 64, headers: Int = 10) -> Wire {
        var limits = Limits()
        limits.headerList = headList
        limits.uri = uri
        limits.headers = headers
        return Wire(limits, at: start)
    }

    @Test func aHeadHasABudget() {
        let wire = PaceTests.wire()
        // The address, the headers with their punctuation, and one slice ahead.
        let budget = 64 + 1_024 + 8 * 10 + Wire.slice
        wire.take(budget, endsLine: false)
        #expect(!wire.isOverBudget)
        wire.take(1, endsLine: false)
        #expect(wire.isOverBudget)
        wire.requestIsComplete()
        #expect(!wire.isOverBudget)
        #expect(wire.raw == 0)
    }

    @Test func aBodyHasABudgetForItsWrapping() {
        let wire = PaceTests.wire()
        wire.take(500, endsLine: true)
        wire.headIsComplete(body: nil)
        wire.take(1_024, endsLine: true)
        #expect(!wire.isOverBudget)
        wire.take(1, endsLine: true)
        #expect(wire.isOverBudget)
        // One byte of body pays for itself and sixteen around it.
        wire.took(body: 1)
        #expect(!wire.isOverBudget)
        wire.take(17, endsLine: true)
        #expect(wire.isOverBudget)
    }

    @Test func aBodyCountsDown() {
        let wire = PaceTests.wire()
        wire.headIsComplete(body: 10)
        wire.took(body: 4)
        #expect(wire.remaining == 6)
        wire.requestIsComplete()
        #expect(wire.remaining == nil)
        wire.headIsComplete(body: nil)
        wire.took(body: 4)
        #expect(wire.remaining == nil)
    }

    @Test func theRequestLineEndsOnce() {
        let wire = PaceTests.wire()
        wire.take(10, endsLine: false)
        #expect(wire.isInRequestLine)
        wire.take(10, endsLine: true)
        #expect(!wire.isInRequestLine)
        wire.take(10, endsLine: false)
        #expect(!wire.isInRequestLine)
        wire.requestIsComplete()
        #expect(wire.isInRequestLine)
    }

    /// The first byte of a request starts the clock of its head.
    @Test func bytesEndTheRest() {
        let wire = PaceTests.wire()
        wire.pace.enter(.idle, at: PaceTests.start)
        wire.take(1, endsLine: false)
        #expect(wire.pace.phase == .head)
        let since = wire.pace.since
        wire.take(1, endsLine: false)
        #expect(wire.pace.since == since)
    }

    // MARK: Counts

    @Test func connectionsAreCountedInTotalAndPerAddress() {
        let admission = Admission(most: 3, perAddress: 2)
        #expect(admission.enter("10.0.0.1") == .admitted(1))
        #expect(admission.enter("10.0.0.1") == .admitted(2))
        #expect(admission.enter("10.0.0.1") == .fullForAddress)
        #expect(admission.enter("10.0.0.2") == .admitted(3))
        #expect(admission.enter("10.0.0.2") == .full)
        #expect(admission.enter("10.0.0.1") == .full)
        #expect(admission.open == 3)
        admission.leave("10.0.0.1")
        #expect(admission.open == 2)
        #expect(admission.enter("10.0.0.1") == .admitted(4))
        for address in ["10.0.0.1", "10.0.0.1", "10.0.0.2"] { admission.leave(address) }
        #expect(admission.open == 0)
        #expect(admission.enter("10.0.0.2") == .admitted(5))
    }

    @Test func countsHoldWhenManyComeAtOnce() async {
        let admission = Admission(most: 50, perAddress: 50)
        let admitted = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<500 {
                group.addTask { if case .admitted = admission.enter("10.0.0.1") { true } else { false } }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(admitted == 50)
        #expect(admission.open == 50)
    }

    @Test func workIsDoneWhenAllOfItIs() {
        let work = Work()
        #expect(work.isDone)
        work.begin()
        work.begin()
        work.end()
        #expect(!work.isDone)
        work.end()
        #expect(work.isDone)
    }
}
