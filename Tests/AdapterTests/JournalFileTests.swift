import Core
import Foundation
import Glibc
import Testing
import Trust

@testable import Adapter

@Suite("The journal file: durable before it says so, one writer, a chain over segments")
struct JournalFileTests {
    @Test("a record is in the file when append returns")
    func durable() async throws {
        let trial = JournalTrial()
        let disk = FailingDisk()
        let journal = try trial.open(disk: disk.disk)
        for number in 0..<3 {
            try await journal.append(JournalTrial.record(number))
            #expect(try trial.lines().references == (0...number).map { "r-\($0)" })
            #expect(disk.seen.syncs == number + 1)
        }
        await journal.close()
        #expect(try trial.verdict() == .intact(lines: 3))
    }

    @Test("many writers share writes and syncs, and each record stands once")
    func group() async throws {
        let trial = JournalTrial()
        let disk = FailingDisk()
        let journal = try trial.open(disk: disk.disk)
        await withTaskGroup(of: JournalError?.self) { tasks in
            for writer in 0..<32 {
                tasks.addTask {
                    await journalError { () async throws(JournalError) in
                        for number in 0..<25 { try await journal.append(JournalTrial.record(writer * 100 + number)) }
                    }
                }
            }
            for await error in tasks { #expect(error == nil) }
        }
        await journal.close()
        #expect(try trial.verdict() == .intact(lines: 800))
        let references = try trial.lines().references
        #expect(Set(references).count == 800)
        // Each writer's own records stand in the order in which it wrote them.
        for writer in 0..<32 {
            let mine = references.compactMap { Int($0.dropFirst(2)) }.filter { $0 / 100 == writer }
            #expect(mine == mine.sorted())
        }
        let seen = disk.seen
        #expect(seen.writes == seen.syncs && seen.writes < 800)
    }

    @Test("the chain goes on after a restart")
    func restart() async throws {
        let trial = JournalTrial()
        for start in stride(from: 0, to: 12, by: 3) { try await trial.write(start..<start + 3) }
        #expect(try trial.verdict() == .intact(lines: 12))
        #expect(try trial.names().count == 1)
    }

    @Test("a full segment is followed by the next, also over restarts, and the chain runs through")
    func segments() async throws {
        let trial = JournalTrial()
        let events = JournalEvents()
        try await trial.write(0..<10, segment: 3_000)
        let journal = try trial.open(segment: 3_000, events: events)
        for number in 10..<20 { try await journal.append(JournalTrial.record(number)) }
        await journal.close()
        let names = try trial.names(".jsonl")
        #expect(names.count > 4)
        #expect(names.enumerated().allSatisfy { $1.hasSuffix("-\(String(format: "%06d", $0 + 1)).jsonl") })
        for name in names { #expect(try trial.read(name).count <= 3_000) }
        #expect(try trial.verdict() == .intact(lines: 20))
        #expect(events.all.contains(.rotated(segment: names[names.count - 1])))
    }

    @Test("older segments may be moved to an archive")
    func archived() async throws {
        let trial = JournalTrial()
        try await trial.write(0..<10, segment: 3_000)
        let names = try trial.names(".jsonl")
        for name in names.dropLast() { try FileManager.default.removeItem(atPath: "\(trial.folder)/\(name)") }
        try await trial.write(10..<20, segment: 3_000)
        let kept = try trial.journal()
        let first = try #require(kept.split(separator: 0x0A).first.flatMap { JournalLine(Array($0)) })
        #expect(first.sequence > 1)
        let last = try #require(kept.split(separator: 0x0A).last.flatMap { JournalLine(Array($0)) })
        #expect(last.sequence == 20)
    }

    @Test("an empty segment, left by a kill right after it was made, is used")
    func emptySegment() async throws {
        let trial = JournalTrial()
        try await trial.write(0..<3)
        let next = try trial.names()[0].replacing("-000001", with: "-000002")
        try trial.replace(next, [])
        try await trial.write(3..<5)
        #expect(try trial.verdict() == .intact(lines: 5))
        #expect(try !trial.read(next).isEmpty)
    }

    @Test("a second instance is refused until the first lets go")
    func second() async throws {
        let trial = JournalTrial()
        let journal = try trial.open()
        let refused = await journalError { () async throws(JournalError) in _ = try trial.open() }
        #expect(refused == .locked(folder: trial.folder))
        try await journal.append(JournalTrial.record(0))
        await journal.close()
        let next = try trial.open()
        try await next.append(JournalTrial.record(1))
        await next.close()
        #expect(try trial.verdict() == .intact(lines: 2))
    }

    @Test("segments of two chains in one folder are refused")
    func twoChains() async throws {
        let trial = JournalTrial()
        try await trial.write(0..<1)
        try trial.replace("journal-0123456789abcdef-000001.jsonl", [])
        let refused = await journalError { () async throws(JournalError) in _ = try trial.open() }
        #expect(refused == .severalChains(folder: trial.folder))
    }

    @Test("closing writes what waits, refuses what comes later, and may be done twice")
    func close() async throws {
        let trial = JournalTrial()
        let journal = try trial.open()
        var accepted = 0
        await withTaskGroup(of: JournalError?.self) { tasks in
            for number in 0..<200 {
                tasks.addTask {
                    await journalError { () async throws(JournalError) in try await journal.append(JournalTrial.record(number)) }
                }
            }
            tasks.addTask {
                await journal.close()
                return .full
            }
            for await error in tasks {
                if error == nil { accepted += 1 } else { #expect(error == .closed || error == .full) }
            }
        }
        #expect(try trial.lines().references.count == accepted)
        await journal.close()
        #expect(await journalError { () async throws(JournalError) in try await journal.append(JournalTrial.record(0)) } == .closed)
        #expect(!journal.isWritable)
    }

    @Test("a folder that cannot be made is an error with its call")
    func noFolder() async {
        let trial = JournalTrial(in: "/proc")
        let refused = await journalError { () async throws(JournalError) in _ = try trial.open() }
        guard case .system("mkdir", _) = refused else {
            Issue.record("\(String(describing: refused))")
            return
        }
    }

    @Test("files are for their owner alone")
    func permissions() async throws {
        let trial = JournalTrial()
        try await trial.write(0..<1)
        for path in try [trial.folder] + trial.names().map({ "\(trial.folder)/\($0)" }) {
            var status = stat()
            #expect(stat(path, &status) == 0)
            #expect(status.st_mode & 0o077 == 0, "\(path)")
        }
    }
}
