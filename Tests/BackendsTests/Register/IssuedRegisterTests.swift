import Core
import Foundation
import Testing

@testable import Backends

/// The register of issued documents: durable when it says so, one writer, and nothing in it that tells about anybody.
@Suite struct IssuedRegisterTests {
    /// A folder of its own, gone at the end.
    private final class Place {
        let folder: String

        init() throws {
            var template = Array("/tmp/blauwbrug-register-XXXXXX".utf8CString)
            guard mkdtemp(&template) != nil else { throw Trouble("no folder") }
            folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }

        deinit { try? FileManager.default.removeItem(atPath: folder) }

        var path: String { "\(folder)/documents.sqlite" }
    }

    static func document(_ seed: Int, issued: Int = 1_767_225_600) -> IssuedDocument {
        let random = Digest(of: "\(seed)").bytes
        return IssuedDocument(
            number: DocumentNumber(random: random), tenant: "voorbeeldstad", issued: Instant(epoch: issued),
            fileHash: Digest(of: "file \(seed)"), contentHashes: [Digest(of: "json \(seed)"), Digest(of: "json \(seed) b")],
            mappings: [.init(name: "heffingen", hash: Digest(of: "m1")), .init(name: "sociaal", hash: Digest(of: "m2"))],
            isComplete: seed % 2 == 0, sealer: Digest(of: "certificate"), level: IssuedDocument.Level.allCases[seed % 3])
    }

    @Test func whatIsRecordedIsFoundByEveryKey() async throws {
        let place = try Place()
        let register = try IssuedRegister(place.path)
        for seed in 0..<6 { try await register.record(Self.document(seed)) }
        for seed in 0..<6 {
            let document = Self.document(seed)
            #expect(try await register.find(document.number) == document)
            #expect(try await register.find(fileHash: document.fileHash) == document)
            for hash in document.contentHashes { #expect(try await register.find(contentHash: hash) == document) }
        }
        #expect(try await register.find(Self.document(9).number) == nil)
        #expect(try await register.find(fileHash: Digest(of: "json 1")) == nil)
        #expect(try await register.find(contentHash: Digest(of: "file 1")) == nil)
        await register.close()
        let again = try IssuedRegister(place.path)
        #expect(try await again.find(Self.document(5).number) == Self.document(5))
        await again.close()
    }

    @Test func theLatestOfTwoWithOneContentIsFound() async throws {
        let place = try Place()
        let register = try IssuedRegister(place.path)
        func twin(_ seed: Int, at moment: Int) -> IssuedDocument {
            let document = Self.document(seed)
            return IssuedDocument(
                number: document.number, tenant: document.tenant, issued: Instant(epoch: moment), fileHash: document.fileHash,
                contentHashes: [Digest(of: "same")], mappings: [], isComplete: true, sealer: document.sealer, level: .basic)
        }
        try await register.record(twin(1, at: 200))
        try await register.record(twin(2, at: 300))
        try await register.record(twin(3, at: 100))
        #expect(try await register.find(contentHash: Digest(of: "same"))?.number == Self.document(2).number)
        await register.close()
    }

    @Test func nothingIsRecordedTwice() async throws {
        let place = try Place()
        let register = try IssuedRegister(place.path)
        try await register.record(Self.document(1))
        await #expect(throws: RegisterFailure.repeated) { try await register.record(Self.document(1)) }
        // A refusal of one is no failure of the register, and no loss of others.
        #expect(register.isWritable)
        try await register.record(Self.document(2))
        #expect(try await register.find(Self.document(1).number) == Self.document(1))
        await register.close()
    }

    /// Many at once; some of them twice. Each is told about itself alone.
    @Test func manyAtOnce() async throws {
        let place = try Place()
        let register = try IssuedRegister(place.path)
        let outcomes = await withTaskGroup(of: RegisterFailure?.self) { group in
            for at in 0..<400 {
                group.addTask {
                    do throws(RegisterFailure) {
                        try await register.record(Self.document(at % 300))
                        return nil
                    } catch {
                        return error
                    }
                }
            }
            return await group.reduce(into: [RegisterFailure?]()) { $0.append($1) }
        }
        #expect(outcomes.filter { $0 == nil }.count == 300)
        #expect(outcomes.compactMap { $0 }.allSatisfy { $0 == .repeated })
        for seed in 0..<300 { #expect(try await register.find(Self.document(seed).number) == Self.document(seed)) }
        await register.close()
    }

    /// What stands on disk at the moment `record` returns, as after a kill: everything that was said to be recorded is there.
    @Test func whatWasSaidToBeRecordedSurvives() async throws {
        let place = try Place()
        let register = try IssuedRegister(place.path)
        for seed in 0..<20 {
            try await register.record(Self.document(seed))
            let copy = "\(place.folder)/copy-\(seed).sqlite"
            for suffix in ["", "-wal"] { try FileManager.default.copyItem(atPath: place.path + suffix, toPath: copy + suffix) }
            let survivor = try IssuedRegister(copy)
            for earlier in 0...seed { #expect(try await survivor.find(Self.document(earlier).number) == Self.document(earlier)) }
            await survivor.close()
        }
        await register.close()
    }

    /// A log that was cut off anywhere: what is whole in it stays, and no document is there by half.
    @Test func aTornLogLeavesWholeDocuments() async throws {
        let place = try Place()
        let register = try IssuedRegister(place.path)
        for seed in 0..<8 { try await register.record(Self.document(seed)) }
        let base = try Data(contentsOf: URL(fileURLWithPath: place.path))
        let log = try Data(contentsOf: URL(fileURLWithPath: place.path + "-wal"))
        await register.close()
        var found: Set<Int> = []
        for (turn, length) in stride(from: log.count, to: 0, by: -3_001).enumerated() {
            let copy = "\(place.folder)/torn-\(turn).sqlite"
            try base.write(to: URL(fileURLWithPath: copy))
            try log.prefix(length).write(to: URL(fileURLWithPath: copy + "-wal"))
            let survivor = try IssuedRegister(copy)
            var count = 0
            for seed in 0..<8 {
                guard let document = try await survivor.find(Self.document(seed).number) else { continue }
                #expect(document == Self.document(seed))
                // In the order in which they were recorded, without a gap.
                #expect(count == seed)
                count += 1
            }
            found.insert(count)
            await survivor.close()
        }
        #expect(found.contains(8) && found.contains(0) && found.count > 2)
    }

    @Test func aSecondInstanceIsToldWhoHasIt() async throws {
        let place = try Place()
        let register = try IssuedRegister(place.path)
        #expect(throws: RegisterFailure.locked(path: place.path)) { try IssuedRegister(place.path) }
        #expect(RegisterFailure.locked(path: place.path).description.contains("another instance"))
        await register.close()
        await register.close()
        let next = try IssuedRegister(place.path)
        await next.close()
    }

    @Test func whatIsNoRegisterIsLeftAlone() async throws {
        let place = try Place()
        try sqlite(place.path, "CREATE TABLE t (a)")
        #expect(throws: RegisterFailure.foreign(path: place.path)) { try IssuedRegister(place.path) }
        let other = "\(place.folder)/later.sqlite"
        await (try IssuedRegister(other)).close()
        try sqlite(other, "PRAGMA user_version = 2")
        #expect(throws: RegisterFailure.newer(path: other, version: 2)) { try IssuedRegister(other) }
        let text = "\(place.folder)/text.sqlite"
        try String(repeating: "this is no database. ", count: 100).write(toFile: text, atomically: true, encoding: .utf8)
        #expect(throws: RegisterFailure.self) { try IssuedRegister(text) }
        #expect(throws: RegisterFailure.self) { try IssuedRegister("\(place.folder)/no/folder.sqlite") }
        #expect(throws: RegisterFailure.self) { try IssuedRegister(place.folder) }
    }

    /// While somebody else keeps the file locked, no document is said to be recorded.
    @Test func aFileThatCannotBeWrittenTakesNothing() async throws {
        let place = try Place()
        let register = try IssuedRegister(place.path)
        try await register.record(Self.document(1))
        try sqlite(place.path, "DROP TABLE mapping")
        await #expect(throws: RegisterFailure.self) { try await register.record(Self.document(2)) }
        #expect(!register.isWritable)
        try sqlite(place.path, "CREATE TABLE mapping (number, name, hash)")
        #expect(try await register.find(Self.document(2).number) == nil)
        try await register.record(Self.document(2))
        #expect(register.isWritable)
        #expect(try await register.find(Self.document(2).number) == Self.document(2))
        await register.close()
    }

    @Test func closedIsClosed() async throws {
        let place = try Place()
        let register = try IssuedRegister(place.path)
        await register.close()
        #expect(!register.isWritable)
        await #expect(throws: RegisterFailure.closed) { try await register.record(Self.document(1)) }
        await #expect(throws: RegisterFailure.closed) { try await register.find(Self.document(1).number) }
    }

    @Test func whatIsOldIsForgottenAndNothingElse() async throws {
        let place = try Place()
        let now = 1_800_000_000
        let register = try IssuedRegister(place.path)
        try await register.record(Self.document(1, issued: now - 63 * 86_400))
        try await register.record(Self.document(2, issued: now - 61 * 86_400))
        await register.close()
        let keeping = try IssuedRegister(place.path, now: { now })
        #expect(try await keeping.find(Self.document(1).number) != nil)
        await keeping.close()
        let forgetting = try IssuedRegister(place.path, keepMonths: 2, now: { now })
        #expect(try await forgetting.find(Self.document(1).number) == nil)
        #expect(try await forgetting.find(contentHash: Self.document(1).contentHashes[0]) == nil)
        #expect(try await forgetting.find(Self.document(2).number) != nil)
        await forgetting.close()
        #expect(try sqlite(place.path, "SELECT count(*) FROM content, mapping WHERE content.number = mapping.number") == "4")
    }

    /// Only whom it belongs to may read it, and anybody who may can see that no column could hold content.
    @Test func itHoldsNoContentAndIsPrivate() async throws {
        let place = try Place()
        let register = try IssuedRegister(place.path)
        try await register.record(Self.document(1))
        for suffix in ["", "-wal", ".lock"] {
            let mode = try FileManager.default.attributesOfItem(atPath: place.path + suffix)[.posixPermissions] as? Int
            #expect(mode.map { $0 & 0o077 } == 0)
        }
        let columns = try sqlite(
            place.path, "SELECT group_concat(t.name || '.' || c.name) FROM sqlite_schema t, pragma_table_info(t.name) c")
        #expect(
            columns
                == "document.number,document.tenant,document.issued,document.file,document.complete,document.sealer,document.level,content.number,content.place,content.hash,mapping.number,mapping.name,mapping.hash"
        )
        await register.close()
    }
}

@discardableResult private func sqlite(_ path: String, _ statement: String) throws -> String {
    try Command.run("/usr/bin/sqlite3", [path, statement], input: "")
}
