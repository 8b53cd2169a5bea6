import Core
import Foundation
import Glibc
import Synchronization
import Testing
import Trust

@testable import Adapter

/// A journal in a folder of its own, and what a test wants to do to it.
final class JournalTrial: Sendable {
    let folder: String

    /// A folder in memory where there is one: for trials that open a journal a thousand times and prove nothing about the disk.
    static var memory: String {
        let shared = "/dev/shm"
        return FileManager.default.isWritableFile(atPath: shared) ? shared : FileManager.default.temporaryDirectory.path
    }

    init(in parent: String = FileManager.default.temporaryDirectory.path) {
        folder = "\(parent)/blauwbrug-journal-\(UUID().uuidString)"
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func open(
        segment: Int = 67_108_864, waiting: Int = 4_096, disk: JournalDisk = JournalDisk(), events: JournalEvents = JournalEvents()
    ) throws(JournalError) -> JournalFile {
        try JournalFile(folder: folder, segment: segment, waiting: waiting, disk: disk) { events.add($0) }
    }

    static func record(_ number: Int) -> JournalRecord {
        JournalRecord(
            time: 1_751_354_100_000 + number, reference: "r-\(number)", actor: .init(unproven: nil),
            action: .init(vendor: "json", question: "schuldenoverzicht"), object: .init(tenant: "voorbeeldstad", sources: ["heffingen"]),
            purposes: ["https://register.example/1"],
            result: .init(.answered, status: 200, sources: [.init(source: "heffingen", failure: nil, rows: 25)], complete: true),
            origin: .init(listener: "service", address: "127.0.0.1"), config: Digest(of: "c"))
    }

    /// Opens, writes some records one after the other, and closes.
    func write(_ numbers: Range<Int>, segment: Int = 67_108_864) async throws {
        let journal = try open(segment: segment)
        for number in numbers { try await journal.append(JournalTrial.record(number)) }
        await journal.close()
    }

    /// Names in the folder, sorted, but for the lock.
    func names(_ suffix: String = "") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0 != "lock" && $0.hasSuffix(suffix) }.sorted()
    }

    func read(_ name: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(filePath: "\(folder)/\(name)"))) }

    func replace(_ name: String, _ bytes: [UInt8]) throws { try Data(bytes).write(to: URL(filePath: "\(folder)/\(name)")) }

    /// All segments, one after the other.
    func journal() throws -> [UInt8] { try names(".jsonl").flatMap { try read($0) } }

    /// What the verifier says of the whole journal.
    func verdict() throws -> JournalVerdict {
        let first = try #require(try names(".jsonl").first)
        var chain = JournalChain(id: String(first.split(separator: "-")[1]))
        return chain.verify(try journal())
    }

    /// The references of the audit records, and the kinds of all lines, in order.
    func lines() throws -> (references: [String], kinds: [String]) {
        let lines = try journal().split(separator: 0x0A).map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
        }
        return (lines.compactMap { $0["reference"] as? String }, lines.compactMap { $0["kind"] as? String })
    }
}

/// What a journal told its operator.
final class JournalEvents: Sendable {
    private let heard = Mutex<[JournalEvent]>([])

    func add(_ event: JournalEvent) { heard.withLock { $0.append(event) } }

    var all: [JournalEvent] { heard.withLock { $0 } }
}

/// A disk that can be told to fail.
final class FailingDisk: Sendable {
    struct Mood {
        /// Bytes it still takes; nil for all.
        var room: Int?
        var writeError: Int32?
        var syncError: Int32?
        var truncateError: Int32?
        var writes = 0
        var syncs = 0
    }

    private let mood = Mutex(Mood())

    /// Changes what it does from now on.
    func change(_ change: (inout Mood) -> Void) { mood.withLock { change(&$0) } }

    /// What it was asked so far.
    var seen: Mood { mood.withLock { $0 } }

    var disk: JournalDisk {
        JournalDisk(
            write: { [self] file, bytes in
                let allowed: Int? = mood.withLock { mood in
                    mood.writes += 1
                    if let error = mood.writeError {
                        errno = error
                        return nil
                    }
                    guard let room = mood.room else { return bytes.count }
                    guard room > 0 else {
                        errno = ENOSPC
                        return nil
                    }
                    mood.room = room - min(room, bytes.count)
                    return min(room, bytes.count)
                }
                guard let allowed else { return -1 }
                return Glibc.write(file, bytes.baseAddress, allowed)
            },
            sync: { [self] file in
                let error = mood.withLock { mood in
                    mood.syncs += 1
                    return mood.syncError
                }
                guard let error else { return fdatasync(file) }
                errno = error
                return -1
            },
            truncate: { [self] file, length in
                guard let error = mood.withLock({ $0.truncateError }) else { return ftruncate(file, off_t(length)) }
                errno = error
                return -1
            })
    }
}

/// The error a body throws; nil when it throws none.
func journalError(_ body: () async throws(JournalError) -> Void) async -> JournalError? {
    do throws(JournalError) {
        try await body()
        return nil
    } catch {
        return error
    }
}
