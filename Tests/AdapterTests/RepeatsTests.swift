import Core
import Syntax
import Testing

@testable import Adapter
@testable import Trust

/// A vendor's reference names one question.
@Suite struct RepeatsTests {
    private let pseudonyms = PseudonymKey(id: "p1", key: Secret(Array(repeating: 7, count: 32)))
    private let form = Caller(name: "formulieren", proof: .anonymous)

    private func claim(
        _ repeats: Repeats, _ bsn: String, _ reference: String?, by caller: Caller? = nil, vendor: String = "of", tenant: String = "stad"
    ) throws -> Repeats.Claim? {
        var inquiry = Inquiry(bsn: try #require(BSN(bsn)))
        inquiry.reference = reference
        return try repeats.claim(inquiry, vendor: vendor, tenant: tenant, by: caller ?? form, under: try #require(pseudonyms))
    }

    @Test func theSameQuestionIsARepeatAndAnotherAConflict() throws {
        let repeats = Repeats()
        let first = try #require(try claim(repeats, "999990019", "OF-1"))
        #expect(!first.isRepeat)
        repeats.settle(first, isAnswered: true)
        #expect(try claim(repeats, "999990019", "OF-1")?.isRepeat == true)
        #expect(throws: Fault(.conflict)) { _ = try claim(repeats, "999993653", "OF-1") }
        // Somebody else's reference, and another one.
        #expect(try claim(repeats, "999993653", "OF-1", by: Caller(name: "ander", proof: .anonymous))?.isRepeat == false)
        #expect(try claim(repeats, "999993653", "OF-1", vendor: "v")?.isRepeat == false)
        #expect(try claim(repeats, "999993653", "OF-1", tenant: "dorp")?.isRepeat == false)
        #expect(try claim(repeats, "999993653", "OF-2")?.isRepeat == false)
    }

    @Test func aReferenceWithoutAnAnswerIsFreeAgain() throws {
        let repeats = Repeats()
        let first = try #require(try claim(repeats, "999990019", "OF-1"))
        #expect(throws: Fault(.conflict), "held while it is being answered") { _ = try claim(repeats, "999993653", "OF-1") }
        repeats.settle(first, isAnswered: false)
        let second = try #require(try claim(repeats, "999993653", "OF-1"))
        repeats.settle(second, isAnswered: true)
        // A repeat that fails takes nothing back.
        repeats.settle(try #require(try claim(repeats, "999993653", "OF-1")), isAnswered: false)
        #expect(throws: Fault(.conflict)) { _ = try claim(repeats, "999990019", "OF-1") }
    }

    @Test func anAnswerCountsThoughItsFirstAskingFailed() throws {
        let repeats = Repeats()
        let slow = try #require(try claim(repeats, "999990019", "OF-1"))
        let quick = try #require(try claim(repeats, "999990019", "OF-1"))
        repeats.settle(slow, isAnswered: false)
        repeats.settle(quick, isAnswered: true)
        #expect(throws: Fault(.conflict)) { _ = try claim(repeats, "999993653", "OF-1") }
    }

    @Test func onlyTheLastAreKept() throws {
        let repeats = Repeats(capacity: 3)
        for number in 1...4 { repeats.settle(try #require(try claim(repeats, "999990019", "OF-\(number)")), isAnswered: true) }
        #expect(throws: Fault(.conflict)) { _ = try claim(repeats, "999993653", "OF-4") }
        #expect(throws: Fault(.conflict)) { _ = try claim(repeats, "999993653", "OF-2") }
        #expect(try claim(repeats, "999993653", "OF-1")?.isRepeat == false, "forgotten")
        #expect(try claim(repeats, "999993653", nil) == nil, "there is nothing to hold")
    }
}
