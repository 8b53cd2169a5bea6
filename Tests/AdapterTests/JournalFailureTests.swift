import Core
import Foundation
import Glibc
import Testing
import Trust

@testable import Adapter

@Suite("When the disk refuses, nobody is told that a record is durable")
struct JournalFailureTests {
    private func append(_ number: Int, to journal: JournalFile) async -> JournalError? {
        await journalError { () async throws(JournalError) in try await journal.append(JournalTrial.record(number)) }
    }

    /// Waits for the trial write, which comes once a second.
    private func waitUntilWritable(_ journal: JournalFile) async throws {
        for _ in 0..<1_000 where !journal.isWritable { try await Task.sleep(for: .milliseconds(10)) }
        #expect(journal.isWritable)
    }

    @Test(
        "a full or broken disk: error, refusal, and back when it takes bytes again",
        arguments: [
            ("write", ENOSPC, 0), ("write", ENOSPC, 1), ("write", ENOSPC, 300), ("write", EIO, 0), ("fdatasync", EIO, 0),
            ("fdatasync", ENOSPC, 0), ("fdatasync", EDQUOT, 0),
        ] as [(String, Int32, Int)])
    func fails(call: String, error: Int32, room: Int) async throws {
        let trial = JournalTrial()
        let events = JournalEvents()
        let failing = FailingDisk()
        let journal = try trial.open(disk: failing.disk, events: events)
        #expect(await append(0, to: journal) == nil)
        let before = try trial.journal()
        failing.change { mood in
            if call == "fdatasync" { mood.syncError = error } else if error == ENOSPC { mood.room = room } else { mood.writeError = error }
        }
        #expect(await append(1, to: journal) == .system(call: call, errno: error))
        #expect(!journal.isWritable)
        #expect(await append(2, to: journal) == .unwritable)
        #expect(try trial.journal().starts(with: before))
        // Stays shut while the trial write fails.
        try await Task.sleep(for: .milliseconds(1_300))
        #expect(await append(3, to: journal) == .unwritable)
        failing.change { $0 = FailingDisk.Mood() }
        try await waitUntilWritable(journal)
        #expect(try trial.journal() == before)
        #expect(await append(4, to: journal) == nil)
        await journal.close()
        #expect(try trial.lines().references == ["r-0", "r-4"])
        #expect(try trial.verdict() == .intact(lines: 2))
        #expect(events.all.dropFirst() == [.failed(.system(call: call, errno: error)), .restored])
    }

    @Test("all who wait for a failed write hear so, and none of their records stays")
    func everyWaiter() async throws {
        let trial = JournalTrial()
        let failing = FailingDisk()
        let journal = try trial.open(disk: failing.disk)
        failing.change { $0.syncError = EIO }
        await withTaskGroup(of: JournalError?.self) { tasks in
            for number in 0..<64 { tasks.addTask { await append(number, to: journal) } }
            for await error in tasks { #expect(error != nil) }
        }
        await journal.close()
        #expect(try trial.journal().isEmpty)
    }

    @Test("closing does not wait for a disk that stays broken")
    func closing() async throws {
        let trial = JournalTrial()
        let failing = FailingDisk()
        let journal = try trial.open(disk: failing.disk)
        #expect(await append(0, to: journal) == nil)
        failing.change { mood in
            mood.writeError = EIO
            mood.truncateError = EIO
        }
        #expect(await append(1, to: journal) == .system(call: "write", errno: EIO))
        let start = ContinuousClock.now
        await journal.close()
        #expect(ContinuousClock.now - start < .seconds(60))
        #expect(await append(2, to: journal) == .closed)
    }

    @Test("half a record that could not be cut off is a torn tail for the next start")
    func leftBehind() async throws {
        let trial = JournalTrial()
        let failing = FailingDisk()
        let journal = try trial.open(disk: failing.disk)
        #expect(await append(0, to: journal) == nil)
        failing.change { mood in
            mood.room = 100
            mood.truncateError = EIO
        }
        #expect(await append(1, to: journal) == .system(call: "write", errno: ENOSPC))
        await journal.close()
        try await trial.write(2..<3)
        #expect(try trial.lines().kinds == ["audit", "recovered", "audit"])
        #expect(try trial.verdict() == .intact(lines: 3))
    }

    @Test("no more records wait than may")
    func full() async throws {
        let trial = JournalTrial()
        let gate = DispatchSemaphore(value: 0)
        let slow = JournalDisk(sync: { file in
            gate.wait()
            return fdatasync(file)
        })
        let journal = try trial.open(waiting: 4, disk: slow)
        var errors: [JournalError?] = []
        await withTaskGroup(of: JournalError?.self) { tasks in
            for number in 0..<20 { tasks.addTask { await append(number, to: journal) } }
            for await error in tasks {
                errors.append(error)
                // Four are with the disk at most, four wait: twelve are refused before the disk goes on.
                if errors.count >= 12 { for _ in 0..<20 { gate.signal() } }
            }
        }
        let refused = errors.compactMap { $0 }
        #expect(refused.count >= 12 && refused.allSatisfy { $0 == .full })
        for _ in 0..<20 { gate.signal() }
        await journal.close()
        #expect(try trial.lines().references.count == 20 - refused.count)
    }

    @Test("a disk that hangs: who waits is told in time, the door closes, and what is written later is corrected behind it")
    func hangs() async throws {
        let trial = JournalTrial()
        let events = JournalEvents()
        let gate = DispatchSemaphore(value: 1)
        let hanging = JournalDisk(sync: { file in
            gate.wait()
            gate.signal()
            return fdatasync(file)
        })
        let journal = try trial.open(disk: hanging, events: events)
        #expect(await append(0, to: journal) == nil)
        gate.wait()
        let began = ContinuousClock.now
        let late = await journalError { () async throws(JournalError) in
            try await journal.append(JournalTrial.record(1), until: began + .milliseconds(200))
        }
        #expect(late == .late)
        #expect(ContinuousClock.now - began < .seconds(60))
        #expect(!journal.isWritable)
        #expect(journal.follow(with: JournalTrial.record(11)))
        // Nobody waits behind it, with or without a limit of his own.
        #expect(await append(2, to: journal) == .unwritable)
        gate.signal()
        try await waitUntilWritable(journal)
        #expect(await append(3, to: journal) == nil)
        await journal.close()
        #expect(try trial.lines().references == ["r-0", "r-1", "r-11", "r-3"])
        #expect(try trial.verdict() == .intact(lines: 4))
        #expect(events.all.dropFirst() == [.failed(.late), .restored])
    }

    @Test("a disk that hangs and then fails keeps neither the late record nor what was to correct it")
    func hangsAndFails() async throws {
        let trial = JournalTrial()
        let gate = DispatchSemaphore(value: 1)
        let failing = FailingDisk()
        let disk = failing.disk
        let hanging = JournalDisk(
            write: disk.write,
            sync: { file in
                gate.wait()
                gate.signal()
                return disk.sync(file)
            }, truncate: disk.truncate)
        let journal = try trial.open(disk: hanging)
        #expect(await append(0, to: journal) == nil)
        gate.wait()
        let limit = ContinuousClock.now + .milliseconds(200)
        #expect(
            await journalError { () async throws(JournalError) in try await journal.append(JournalTrial.record(1), until: limit) } == .late)
        #expect(journal.follow(with: JournalTrial.record(11)))
        failing.change { $0.syncError = EIO }
        gate.signal()
        for _ in 0..<500 where failing.seen.syncs < 2 { try await Task.sleep(for: .milliseconds(10)) }
        failing.change { $0 = FailingDisk.Mood() }
        try await waitUntilWritable(journal)
        await journal.close()
        #expect(try trial.lines().references == ["r-0"])
        #expect(try trial.verdict() == .intact(lines: 1))
    }

    @Test("a real disk of one megabyte, filled to the brim", .enabled(if: SmallDisk.isPossible))
    func smallDisk() async throws {
        let disk = try SmallDisk()
        let trial = JournalTrial(in: disk.path)
        let journal = try trial.open()
        var written = 0
        while await append(written, to: journal) == nil { written += 1 }
        #expect(written > 100)
        #expect(!journal.isWritable)
        #expect(try trial.verdict() == .intact(lines: written))
        try disk.grow()
        try await waitUntilWritable(journal)
        #expect(await append(written, to: journal) == nil)
        await journal.close()
        #expect(try trial.verdict() == .intact(lines: written + 1))
    }
}

/// A file system in memory with room for one megabyte.
private final class SmallDisk {
    let path: String

    static let isPossible: Bool = {
        guard geteuid() == 0, let disk = try? SmallDisk() else { return false }
        return FileManager.default.fileExists(atPath: disk.path)
    }()

    init() throws {
        path = "\(FileManager.default.temporaryDirectory.path)/blauwbrug-disk-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        guard mount("tmpfs", path, "tmpfs", 0, "size=1m") == 0 else {
            let reason = errno
            rmdir(path)
            throw JournalError.system(call: "mount", errno: reason)
        }
    }

    func grow() throws {
        guard mount("tmpfs", path, "tmpfs", UInt(MS_REMOUNT), "size=4m") == 0 else {
            throw JournalError.system(call: "mount", errno: errno)
        }
    }

    deinit {
        umount2(path, Int32(MNT_DETACH))
        rmdir(path)
    }
}
