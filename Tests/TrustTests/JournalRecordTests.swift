import Core
import Foundation
import Testing
import Trust

@Suite("A record says who did what to what, with which result, from where and when, and no datum")
struct JournalRecordTests {
    @Test("its encoding is this")
    func golden() throws {
        var chain = JournalChain(id: "0123456789abcdef")
        var text = ""
        let unknown = Credentials(certificate: try Files.certificate("unknown-oin"), apiKey: nil, listener: "service", isLoopback: false)
        let entries = [
            JournalEntry(try JournalSamples.answered()), JournalEntry(JournalSamples.refused()),
            JournalEntry(
                JournalRecord(
                    time: 1_772_323_199_999, reference: "r-2", actor: .init(unproven: unknown),
                    action: .init(vendor: "json", question: nil),
                    object: .init(tenant: "elders"), result: .init(.aborted, situation: .tooSlow),
                    origin: .init(listener: "a", address: "b"),
                    config: Digest(of: "c"))),
            JournalEntry(recovered: "journal-x.torn", size: 12, hash: Digest(of: "t"), time: 1_709_164_800_000),
        ]
        for (index, entry) in entries.enumerated() { text += String(decoding: chain.append(entry, durable: index / 2), as: UTF8.self) }
        try Files.expectGolden(text, "journal/lines.jsonl")
    }

    @Test("every line is JSON, and the six things BIO 8.15.01 asks for are never empty")
    func json() throws {
        var chain = JournalChain(id: "0123456789abcdef")
        for record in [try JournalSamples.answered(), JournalSamples.refused()] {
            let line = chain.append(JournalEntry(record), durable: 0)
            #expect(line.last == 0x0A && line.count { $0 == 0x0A } == 1)
            let parsed = try #require(try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
            #expect(parsed["v"] as? Int == 1 && parsed["kind"] as? String == "audit")
            for name in ["actor", "action", "object", "result", "origin"] {
                #expect((parsed[name] as? [String: Any])?.isEmpty == false, "\(name)")
            }
            #expect((parsed["time"] as? String)?.isEmpty == false)
            #expect((parsed["actor"] as? [String: Any])?["proof"] as? String != nil)
            #expect((parsed["result"] as? [String: Any])?["outcome"] as? String != nil)
        }
    }

    @Test(
        "times are UTC with milliseconds",
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (1_751_354_100_042, "2025-07-01T07:15:00.042Z"),
            (1_735_689_599_999, "2024-12-31T23:59:59.999Z"),
            (1_709_164_800_000, "2024-02-29T00:00:00.000Z"), (1_729_990_800_001, "2024-10-27T01:00:00.001Z"),
            (1_751_320_800_000, "2025-06-30T22:00:00.000Z"), (4_102_444_799_999, "2099-12-31T23:59:59.999Z"),
        ])
    func times(milliseconds: Int, expected: String) throws {
        var chain = JournalChain(id: "0")
        let entry = JournalEntry(recovered: "f", size: 0, hash: Digest(of: ""), time: milliseconds)
        #expect(String(decoding: chain.append(entry, durable: 0), as: UTF8.self).contains("\"time\":\"\(expected)\""))
    }

    @Test("a BSN, the one thing that identifies a citizen, is not in it")
    func noDatum() throws {
        var chain = JournalChain(id: "0123456789abcdef")
        let line = String(decoding: chain.append(JournalEntry(try JournalSamples.answered()), durable: 0), as: UTF8.self)
        #expect(line.contains("\"subject\":\"p1:"))
        #expect(line.contains("\"acting\":\"p1:"))
        #expect(!line.contains("999990019") && !line.contains("999993653"))
    }

    @Test("the size a group is measured by is never less than the line's")
    func size() throws {
        var chain = JournalChain(id: "0123456789abcdef")
        for entry in [JournalEntry(try JournalSamples.answered()), JournalEntry(recovered: "f", size: 0, hash: Digest(of: ""), time: 0)] {
            #expect(chain.append(entry, durable: 0).count <= entry.sizeInChain)
        }
    }
}
