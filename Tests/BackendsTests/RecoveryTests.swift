import Core
import Foundation
import Testing

@testable import Backends

@Suite(.serialized) struct RecoveryTests {
    static let tables = "CREATE TABLE t (nr integer); INSERT INTO t VALUES (1);"
    static let set = RowSetQuery.set("rijen", "SELECT nr FROM t", ["nr": [.integer]])
    static let session = RowSetQuery.set("wie", "SELECT pg_backend_pid() AS pid", ["pid": [.integer]])
    static let kill =
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'blauwbrug'"

    @Test func anIdleConnectionThatDiedIsReplaced() async throws {
        try await withSource(.postgresql, tables: RecoveryTests.tables) { source async throws in
            let first = try await source.ask([RecoveryTests.session]).cells()
            #expect(try await source.ask([RecoveryTests.session]).cells() == first)
            for round in 0..<5 {
                try source.run(RecoveryTests.kill)
                // At once, and after the loop had time to see the end.
                if round > 2 { try await Task.sleep(for: .milliseconds(100)) }
                let next = try await source.ask([RecoveryTests.session]).cells()
                #expect(next != first)
            }
        }
    }

    @Test func aBrokenConnectionIsTriedOnceMore() async throws {
        try await withSource(.postgresql, tables: RecoveryTests.tables, limits: "total: 20") { source async throws in
            let pause = RowSetQuery.set("rust", "SELECT 1 AS n FROM pg_sleep(0.6)", ["n": [.integer]])
            let task = Task(executorPreference: source.thread) { try await source.ask([pause, RecoveryTests.set]) }
            try await Task.sleep(for: .milliseconds(300))
            try source.run(RecoveryTests.kill)
            #expect(try await task.value.cells(1) == [["1"]])
        }
    }

    @Test func aConnectionThatKeepsBreakingIsAFailure() async throws {
        try await withSource(.postgresql, tables: RecoveryTests.tables, limits: "total: 20") { source async throws in
            let suicide = RowSetQuery.set("weg", "SELECT pg_terminate_backend(pg_backend_pid()) AS ja", ["ja": [.boolean]])
            let outcome = try await source.ask([RecoveryTests.set, suicide])
            #expect(outcome.failure?.kind == .unreachable)
            #expect(try await source.ask([RecoveryTests.set]).cells() == [["1"]])
        }
    }

    @Test(arguments: Kind.allCases) func aSourceThatIsAwayFailsFastAndComesBack(_ kind: Kind) async throws {
        switch kind {
        case .sqlite:
            let source = try TestSource(.sqlite, tables: RecoveryTests.tables)
            #expect(try await source.ask([RecoveryTests.set]).cells() == [["1"]])
            let aside = source.database + ".opzij"
            try FileManager.default.moveItem(atPath: source.database, toPath: aside)
            #expect(try await source.ask([RecoveryTests.set]).failure == Failure(.unreachable, "the database file is not there"))
            #expect(await source.backends.ready().map(\.reachable) == [false])
            // Another file under the same name: what the old one held is no longer true.
            try source.run("CREATE TABLE t (nr integer); INSERT INTO t VALUES (2);")
            #expect(try await source.ask([RecoveryTests.set]).cells() == [["2"]])
            try FileManager.default.removeItem(atPath: source.database)
            try FileManager.default.moveItem(atPath: aside, toPath: source.database)
            #expect(try await source.ask([RecoveryTests.set]).cells() == [["1"]])
            #expect(await source.backends.ready().map(\.reachable) == [true])
            await source.close()
        case .postgresql:
            let port = try TemporaryPostgres.freePort()
            let source = try TestSource(
                .postgresql, tables: RecoveryTests.tables,
                connection: "{ host: 127.0.0.1, port: \(port), database: {database}, user: postgres }")
            let clock = ContinuousClock()
            let begin = clock.now
            for _ in 0..<50 { #expect(try await source.ask([RecoveryTests.set]).failure?.kind == .unreachable) }
            #expect(clock.now - begin < .seconds(2))
            #expect(await source.backends.ready().map(\.reachable) == [false])
            let door = try Proxy(from: port, to: TemporaryPostgres.shared.port)
            // Comes back by itself, a second later at most.
            var outcome = try await source.ask([RecoveryTests.set])
            for _ in 0..<30 where outcome.rows == nil {
                try await Task.sleep(for: .milliseconds(50))
                outcome = try await source.ask([RecoveryTests.set])
            }
            #expect(try outcome.cells() == [["1"]])
            #expect(await source.backends.ready().map(\.reachable) == [true])
            door.close()
            await source.close()
        }
    }

    @Test func aServerThatNeverAnswersIsUnreachable() async throws {
        // A listener that accepts and says nothing.
        let silence = try Proxy(from: try TemporaryPostgres.freePort(), to: nil)
        let source = try TestSource(
            .postgresql, limits: "connect: 0.3",
            connection: "{ host: 127.0.0.1, port: \(silence.port), database: x, user: postgres }")
        let clock = ContinuousClock()
        let begin = clock.now
        let outcome = try await source.ask([RecoveryTests.set])
        #expect(outcome.failure == Failure(.unreachable, "no connection within the time for connecting"))
        #expect(clock.now - begin < .seconds(2))
        silence.close()
        await source.close()
    }

    @Test func aServerWithoutRoomIsBusy() async throws {
        try await withSource(.postgresql, tables: RecoveryTests.tables) { source async throws in
            try source.run("ALTER DATABASE \(source.database) CONNECTION LIMIT 0; ALTER ROLE lezer CONNECTION LIMIT 0")
            let full = try TestSource(
                .postgresql, secret: TemporaryPostgres.password,
                connection: "{ host: 127.0.0.1, port: \(TemporaryPostgres.shared.port), database: \(source.database), user: lezer }")
            let outcome = try await full.ask([RecoveryTests.set])
            #expect(outcome.failure?.kind == .busy)
            try source.run("ALTER ROLE lezer CONNECTION LIMIT -1")
            await full.close()
        }
    }

    /// Everything there is to say goes out at once and comes back at once, snapshot included.
    @Test func allRowSetsTakeOneRoundTrip() async throws {
        let door = try Proxy(from: try TemporaryPostgres.freePort(), to: TemporaryPostgres.shared.port)
        let source = try TestSource(
            .postgresql, tables: RecoveryTests.tables, limits: "pool: 1",
            connection: "{ host: 127.0.0.1, port: \(door.port), database: {database}, user: postgres }")
        let requests = (0..<3).map { source.request([RecoveryTests.set, RecoveryTests.set], plan: "plan\($0)") }
        for outcome in try await source.ask(requests) { #expect(try outcome.cells() == [["1"]]) }
        let before = door.turns
        for outcome in try await source.ask(requests) { #expect(try outcome.cells() == [["1"]]) }
        #expect(door.turns == before + 1)
        for outcome in try await source.ask(requests, within: 1) { #expect(try outcome.cells() == [["1"]]) }
        #expect(door.turns == before + 2)
        door.close()
        await source.close()
    }

    @Test(arguments: Kind.allCases) func anUnchangedSourceKeepsItsConnections(_ kind: Kind) async throws {
        try await withSource(kind, tables: RecoveryTests.tables) { source async throws in
            var diagnostics = Diagnostics()
            func file(_ limits: String) -> SourceFile? {
                let text = "source: bron\nkind: \(kind.rawValue)\nlimits: { \(limits) }\n"
                return SourceFile.compile(SourceText(name: "bron.yaml", text: text), into: &diagnostics)
            }
            let connection = try #require(source.connection)
            let same = Backends(tenants: [TestSource.tenant: [(try #require(file("")), connection)]], loops: 1, keeping: source.backends)
            let other = Backends(tenants: [TestSource.tenant: [(try #require(file("rows: 9")), connection)]], loops: 1, keeping: same)
            let set = kind == .postgresql ? RecoveryTests.session : RecoveryTests.set
            func cells(_ backends: Backends) async throws -> [[String?]] {
                try await backends.ask([source.request([set])], under: TestSource.permit(), until: .now + .seconds(5))[0].cells()
            }
            let first = try await cells(source.backends)
            #expect(try await cells(same) == first)
            await source.backends.close(keeping: same)
            #expect(try await cells(same) == first)
            await same.close(keeping: other)
            if kind == .postgresql { #expect(try await cells(other) != first) } else { #expect(try await cells(other) == first) }
            await other.close()
            let closed = await other.ask([source.request([set])], under: try TestSource.permit(), until: .now + .seconds(5))
            #expect(closed[0].failure == .closed)
        }
    }

    @Test(arguments: Kind.allCases, [1, 3]) func manyAtOnceOnTheirOwnLoops(_ kind: Kind, _ loops: Int) async throws {
        try await withSource(kind, tables: RecoveryTests.tables, limits: "pool: 4, queue: 1000", loops: loops) { source async throws in
            #expect((source.backends.executor != nil) == (kind == .postgresql))
            await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<300 {
                    group.addTask(executorPreference: source.backends.executor) {
                        let request = source.request([RecoveryTests.set])
                        guard let permit = try? TestSource.permit() else { return false }
                        let outcome = await source.backends.ask([request], under: permit, until: .now + .seconds(8))[0]
                        return (try? outcome.cells()) == [["1"]]
                    }
                }
                for await fine in group { #expect(fine) }
            }
        }
    }
}
