import Core
import Foundation
import Testing
import Trust

@testable import Adapter

@Suite("After a kill or a power cut the journal goes on, and says what it set aside")
struct JournalRecoveryTests {
    @Test("a last record torn at any byte is set aside, told, and followed")
    func everyByte() async throws {
        let trial = JournalTrial(in: JournalTrial.memory)
        try await trial.write(0..<3)
        let name = try trial.names()[0]
        let whole = try trial.read(name)
        let last = try #require(whole.dropLast().lastIndex(of: 0x0A)) + 1
        for cut in last...whole.count {
            try trial.replace(name, Array(whole[..<cut]))
            try await trial.write(3..<4)
            let lines = try trial.lines()
            let torn = try trial.names(".torn")
            if cut == last || cut == whole.count {
                // Nothing is torn: the record is not there, or it is whole.
                #expect(torn.isEmpty && !lines.kinds.contains("recovered"))
                #expect(lines.references == (cut == last ? ["r-0", "r-1", "r-3"] : ["r-0", "r-1", "r-2", "r-3"]))
            } else {
                #expect(lines.references == ["r-0", "r-1", "r-3"], "\(cut)")
                #expect(lines.kinds == ["audit", "audit", "recovered", "audit"], "\(cut)")
                #expect(torn.count == 1)
                let kept = try trial.read(torn[0])
                #expect(kept == Array(whole[last..<cut]), "\(cut)")
                let told = String(decoding: try trial.journal(), as: UTF8.self)
                #expect(told.contains("\"torn\":{\"file\":\"\(torn[0])\",\"bytes\":\(kept.count),\"sha256\":\"\(Digest(of: kept).hex)\"}"))
                try FileManager.default.removeItem(atPath: "\(trial.folder)/\(torn[0])")
            }
            #expect(try trial.verdict() == .intact(lines: lines.kinds.count), "\(cut)")
        }
    }

    @Test(
        "bytes that are not a record are set aside too", arguments: [[0], [0x0A], [UInt8](repeating: 0, count: 4_096), Array("~~~\n".utf8)])
    func garbage(bytes: [UInt8]) async throws {
        let trial = JournalTrial()
        let events = JournalEvents()
        try await trial.write(0..<2)
        let name = try trial.names()[0]
        try trial.replace(name, try trial.read(name) + bytes)
        let journal = try trial.open(events: events)
        await journal.close()
        #expect(try trial.lines().kinds == ["audit", "audit", "recovered"])
        let torn = try trial.names(".torn")
        #expect(try torn.count == 1 && trial.read(torn[0]) == bytes)
        #expect(events.all.contains(.recovered(file: torn[0], bytes: bytes.count)))
        #expect(try trial.verdict() == .intact(lines: 3))
    }

    @Test("a start that was itself cut short, before it could tell, is told by the next")
    func interrupted() async throws {
        let trial = JournalTrial()
        try await trial.write(0..<2)
        let name = try trial.names()[0]
        try trial.replace("\(name.dropLast(6))-3-1.torn", Array("half a rec".utf8))
        try trial.replace(name, try trial.read(name) + Array("{\"v\":1,\"kind\":\"reco".utf8))
        try await trial.write(2..<3)
        #expect(try trial.lines().kinds == ["audit", "audit", "recovered", "recovered", "audit"])
        #expect(try trial.names(".torn").count == 2)
        #expect(try trial.verdict() == .intact(lines: 5))
        try await trial.write(3..<4)
        #expect(try trial.lines().kinds.count { $0 == "recovered" } == 2)
    }

    @Test("a torn tail in the first write of a new segment is set aside, and the chain goes on from the segment before")
    func tornSegment() async throws {
        let trial = JournalTrial()
        try await trial.write(0..<6, segment: 2_000)
        let last = try #require(try trial.names(".jsonl").last)
        let next = last.replacing(last.suffix(12), with: String(format: "%06d.jsonl", try trial.names(".jsonl").count + 1))
        try trial.replace(next, Array("{\"v\":1,\"kind\"".utf8))
        try await trial.write(6..<7)
        #expect(try trial.lines().references == (0..<7).map { "r-\($0)" })
        #expect(try trial.verdict() == .intact(lines: 8))
    }

    @Test("a record that was acknowledged and is not what was written is not mended but refused")
    func damaged() async throws {
        let trial = JournalTrial()
        try await trial.write(0..<5)
        let name = try trial.names()[0]
        let whole = try trial.read(name)
        let second = try #require(whole.firstIndex(of: 0x0A)) + 1
        for offset in [0, 8, 20, 100, 300] {
            var changed = whole
            changed[second + offset] ^= 1
            try trial.replace(name, changed)
            let refused = await journalError { () async throws(JournalError) in _ = try trial.open() }
            #expect(refused == .damaged(segment: name, after: 1))
            #expect(try trial.read(name) == changed && trial.names().count == 1)
        }
        // A refused start holds no lock.
        try trial.replace(name, whole)
        try await trial.write(5..<6)
        #expect(try trial.verdict() == .intact(lines: 6))
    }

    @Test("more than one group of records is not taken for a torn tail")
    func overwritten() async throws {
        let trial = JournalTrial()
        try await trial.write(0..<5)
        let name = try trial.names()[0]
        try trial.replace(name, try trial.read(name) + [UInt8](repeating: 0, count: JournalFile.group + 1))
        let refused = await journalError { () async throws(JournalError) in _ = try trial.open() }
        #expect(refused == .damaged(segment: name, after: 5))
    }

    @Test("only the end of a long segment is read at start, and the chain goes on there")
    func long() async throws {
        let trial = JournalTrial()
        let first = try trial.open()
        await withTaskGroup(of: JournalError?.self) { tasks in
            for writer in 0..<50 {
                tasks.addTask {
                    await journalError { () async throws(JournalError) in
                        for number in 0..<40 { try await first.append(JournalTrial.record(writer * 40 + number)) }
                    }
                }
            }
            for await error in tasks { #expect(error == nil) }
        }
        await first.close()
        let name = try trial.names()[0]
        #expect(try trial.read(name).count > 4 * JournalFile.group)
        let journal = try trial.open()
        try await journal.append(JournalTrial.record(2_000))
        await journal.close()
        #expect(try trial.verdict() == .intact(lines: 2_001))
    }
}
