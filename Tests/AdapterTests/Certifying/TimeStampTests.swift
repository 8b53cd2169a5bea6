import Core
import Foundation
import Sealing
import Testing

@testable import Adapter

/// A time stamp authority, honest, slow, absent and lying.
@Suite struct TimeStampTests {
    private static let service = try! TimeStampService()
    private var service: TimeStampService { TimeStampTests.service }
    private static let signature = Array("handtekening".utf8)

    @Test func anHonestOneIsBelieved() async throws {
        let client = try service.client("good")
        let stamp = try await client.timeStamp(about: TimeStampTests.signature)
        #expect(abs(stamp.moment.epoch - Clock.now.epoch) <= TimeStamp.tolerance)
        #expect(stamp.chain.map { $0.subject(.commonName) } == ["good", "tsa-root"])
        // openssl says the same of the token.
        try service.bench.put(stamp.token, "own.token")
        try service.bench.put(TimeStampTests.signature, "own.dat")
        try service.bench.run(
            "openssl", "ts", "-verify", "-in", "own.token", "-token_in", "-data", "own.dat", "-CAfile", "tsa-root.pem")
        // A second one comes over the connection that is open.
        _ = try await client.timeStamp(about: [1])
    }

    @Test(arguments: ["imprint", "nonce", "signature", "stranger", "expired", "rubbish"])
    func aLyingOneIsNot(way: String) async throws {
        let client = try service.client(way)
        await #expect(throws: SealFailure.timeStampUntrue) { try await client.timeStamp(about: TimeStampTests.signature) }
    }

    @Test(arguments: ["down", "large", "rejects"]) func oneThatGivesNothing(way: String) async throws {
        let client = try service.client(way)
        await #expect(throws: SealFailure.timeStampUnavailable) { try await client.timeStamp(about: TimeStampTests.signature) }
    }

    @Test func aSlowOneIsNotWaitedFor() async throws {
        let client = try service.client("hang", timeout: 100)
        await #expect(throws: SealFailure.timeStampTimeout) { try await client.timeStamp(about: TimeStampTests.signature) }
    }

    @Test func aDeadOneIsUnavailable() async throws {
        let client = try service.client("good", port: 1)
        await #expect(throws: SealFailure.timeStampUnavailable) { try await client.timeStamp(about: TimeStampTests.signature) }
    }

    /// Where documents go without a time, nobody waits again for an authority that just failed; where they do not, each asks.
    @Test(arguments: [(Settings.SealSettings.WhenDown.without, "closed", 1), (.refuse, "refused", 3)])
    func aFailureIsRemembered(whenDown: Settings.SealSettings.WhenDown, way: String, asked: Int) async throws {
        let client = try service.client("down-\(way)", whenDown: whenDown)
        for _ in 0..<3 {
            await #expect(throws: SealFailure.timeStampUnavailable) { try await client.timeStamp(about: TimeStampTests.signature) }
        }
        #expect(try await service.count("down-\(way)") == asked)
    }

    /// A reply that is right in all but the time.
    @Test func anotherTimeIsNotNow() throws {
        let bench = service.bench
        let request = TimeStampRequest(about: TimeStampTests.signature, nonce: Chance.bytes(16))
        try bench.put(request.encoded, "when.tsq")
        try bench.run("openssl", "ts", "-reply", "-config", "tsa.cnf", "-section", "good", "-queryfile", "when.tsq", "-out", "when.tsr")
        let reply = try bench.bytes("when.tsr")
        let now = Clock.now
        _ = try TimeStamp(reply: reply, to: request, roots: service.roots, now: now)
        for away in [-3_600, 3_600] {
            #expect(throws: SealFailure.timeStampUntrue) {
                try TimeStamp(reply: reply, to: request, roots: service.roots, now: Instant(epoch: now.epoch + away))
            }
        }
        // Nor is it an answer to another question.
        let other = TimeStampRequest(about: TimeStampTests.signature, nonce: Chance.bytes(16))
        #expect(throws: SealFailure.timeStampUntrue) { try TimeStamp(reply: reply, to: other, roots: service.roots, now: now) }
        for length in stride(from: 0, to: reply.count, by: 37) {
            #expect(throws: SealFailure.self) {
                try TimeStamp(reply: Array(reply.prefix(length)), to: request, roots: service.roots, now: now)
            }
        }
    }
}
