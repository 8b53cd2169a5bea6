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

    /// A token that is right in all but what the certificate that signed it is for.
    @Test(arguments: [
        ("stamps", ["extendedKeyUsage=critical,timeStamping"], true), ("mild", ["extendedKeyUsage=timeStamping"], false),
        ("several", ["extendedKeyUsage=critical,timeStamping,emailProtection"], false),
        ("serves", ["extendedKeyUsage=critical,serverAuth"], false), ("anything", [], false),
    ])
    func anotherPurposeIsNotBelieved(name: String, purpose: [String], isBelieved: Bool) throws {
        let bench = service.bench
        let request = TimeStampRequest(about: TimeStampTests.signature, nonce: Chance.bytes(16))
        try bench.put(request.encoded, "\(name).tsq")
        try bench.issue("for-\(name)", by: "tsa-root", extensions: ["keyUsage=critical,digitalSignature"] + purpose)
        // `openssl ts` does not sign with such a certificate; what an honest one said is signed again with `openssl cms`.
        try bench.put(
            Array(String(decoding: bench.bytes("tsa.cnf"), as: UTF8.self).replacing("serial-good", with: "serial-\(name)").utf8),
            "\(name).cnf")
        try bench.run(
            "openssl", "ts", "-reply", "-config", "\(name).cnf", "-section", "good", "-queryfile", "\(name).tsq", "-token_out", "-out",
            "\(name).honest")
        try bench.run("openssl", "cms", "-verify", "-noverify", "-inform", "DER", "-in", "\(name).honest", "-out", "\(name).said")
        try bench.run(
            "openssl", "cms", "-sign", "-nodetach", "-binary", "-cades", "-md", "sha256", "-econtent_type", "id-smime-ct-TSTInfo", "-in",
            "\(name).said", "-signer", "for-\(name).pem", "-inkey", "for-\(name).key", "-outform", "DER", "-out", "\(name).token")
        let granted: [UInt8] = [0x30, 0x03, 0x02, 0x01, 0x00]
        let content = granted + (try bench.bytes("\(name).token"))
        let reply = [0x30, 0x82, UInt8(content.count >> 8), UInt8(content.count & 0xFF)] + content
        if isBelieved {
            let stamp = try TimeStamp(reply: reply, to: request, roots: service.roots, now: Clock.now)
            #expect(stamp.chain.first?.subject(.commonName) == "for-\(name)")
        } else {
            #expect(throws: SealFailure.timeStampUntrue) {
                try TimeStamp(reply: reply, to: request, roots: service.roots, now: Clock.now)
            }
        }
    }
}
