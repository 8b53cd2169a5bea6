import Backends
import Core
import Dispatch
import Foundation
import Glibc
import Logging
import Testing
import Trust

@testable import Adapter

/// The journal's disk hangs while a vendor waits: it hears so in its own words and in time, and the journal tells the truth afterwards.
@Suite struct RecordedInTimeTests {
    @Test(arguments: [("/soap/schuldenoverzicht", "text/xml", "StUF049"), ("/v1/schuldenoverzicht", "application/json", "\"status\":503")])
    func aDiskThatHangs(path: String, type: String, words: String) async throws {
        var diagnostics = Diagnostics()
        let root = Root(ProefstadRoot.repository.path(percentEncoded: false))
        let catalogue = try #require(Catalogue.compile(root, into: &diagnostics))
        let gate = DispatchSemaphore(value: 0)
        let trial = JournalTrial()
        let journal = try trial.open(
            disk: JournalDisk(sync: { file in
                gate.wait()
                gate.signal()
                return fdatasync(file)
            }))
        var limits = Limits()
        limits.deadline = 0.1
        let backends = Backends(tenants: [:], loops: 1)
        let pipeline = Pipeline(
            catalogue: catalogue, policy: try #require(catalogue.policy), served: [:], backends: backends, journal: journal,
            pseudonyms: try #require(PseudonymKey(id: "p1", key: Secret(Array(repeating: 7, count: 32)))), limits: limits,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, service: PlanService())
        let request = Request(method: "POST", path: path, headers: [Request.Header("Content-Type", type)])
        let peer = Peer(certificate: nil, listener: "service", address: "192.0.2.1", isLoopback: false, connection: 1)
        let began = ContinuousClock.now
        let reply = await pipeline.reply(to: request, from: peer)
        let took = ContinuousClock.now - began
        #expect(took > .seconds(1) && took < .seconds(60), "the deadline and a second, and some for a busy machine")
        #expect(reply.status == 503)
        #expect(String(decoding: reply.body, as: UTF8.self).contains(words))
        // The next one need not wait at all.
        let again = ContinuousClock.now
        #expect(await pipeline.reply(to: request, from: peer).status == 503)
        #expect(ContinuousClock.now - again < .seconds(30))
        gate.signal()
        await journal.close()
        await backends.close()
        // The first record says what should have happened, the second what did.
        let records = try trial.journal().split(separator: 0x0A).map {
            try #require(try JSONSerialization.jsonObject(with: Data($0)) as? [String: Any])
        }
        #expect(records.count == 2)
        #expect(Set(records.map { $0["reference"] as? String }).count == 1)
        let results = records.map { $0["result"] as? [String: Any] }
        #expect(results.map { $0?["outcome"] as? String } == ["refused", "faulted"])
        #expect(results.last??["situation"] as? String == "journal")
        #expect(results.last??["status"] as? Int == 503)
    }
}
