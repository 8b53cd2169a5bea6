import Core
import Testing

@testable import Backends

@Suite(.serialized) struct LimitTests {
    /// Takes minutes when it is left alone.
    static let slow = RowSetQuery.set(
        "traag",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000) SELECT count(*) AS aantal FROM n",
        ["aantal": [.integer]])
    static let quick = RowSetQuery.set("vlug", "SELECT 1 AS n", ["n": [.integer]])

    private static func numbers(_ count: Int, _ cell: String = "i") -> RowSetQuery {
        .set(
            "getallen",
            Query(checked: [
                .text("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(count)) SELECT \(cell) AS c FROM n")
            ]), ["c": [.integer, .text]])
    }

    @Test(arguments: Kind.allCases) func tooManyRowsAreNoRows(_ kind: Kind) async throws {
        try await withSource(kind, limits: "rows: 100") { source async throws in
            #expect(try await source.ask([LimitTests.numbers(100)]).cells().count == 100)
            #expect(try await source.ask([LimitTests.numbers(101)]).failure?.kind == .tooLarge)
            #expect(try await source.ask([LimitTests.numbers(100)]).cells().count == 100)
        }
    }

    @Test(arguments: Kind.allCases) func tooManyBytesAreNoRows(_ kind: Kind) async throws {
        try await withSource(kind, limits: "bytes: 1024") { source async throws in
            let cell = "'0123456789abcdef'"
            #expect(try await source.ask([LimitTests.numbers(64, cell)]).cells().count == 64)
            #expect(try await source.ask([LimitTests.numbers(65, cell)]).failure?.kind == .tooLarge)
        }
    }

    /// A result far over the limit is stopped while it comes in; it must not fill the memory first.
    @Test(arguments: Kind.allCases) func anEndlessResultIsStopped(_ kind: Kind) async throws {
        try await withSource(kind, limits: "rows: 1000, bytes: 100000, total: 20") { source async throws in
            let clock = ContinuousClock()
            let begin = clock.now
            let outcome = try await source.ask([LimitTests.numbers(1_000_000_000)], within: 20)
            #expect(outcome.failure?.kind == .tooLarge)
            #expect(clock.now - begin < .seconds(19))
            #expect(try await source.ask([LimitTests.quick]).cells() == [["1"]])
        }
    }

    /// What just fits comes through, however many reads it takes.
    @Test(arguments: Kind.allCases) func aLargeResultWithinTheLimitsIsRead(_ kind: Kind) async throws {
        try await withSource(kind, limits: "rows: 10000, bytes: 10000000, total: 20") { source async throws in
            let cell = "'" + String(repeating: "x", count: 1_000) + "'"
            for _ in 0..<3 { #expect(try await source.ask([LimitTests.numbers(10_000, cell)], within: 20).rows?[0].count == 10_000) }
        }
    }

    @Test func aLongStreamIsStoppedOnTheWire() async throws {
        try await withSource(.postgresql, limits: "rows: 1000, bytes: 100000, total: 20") { source async throws in
            let set = RowSetQuery.set("reeks", "SELECT generate_series(1, 2000000000) AS c", ["c": [.integer]])
            let outcome = try await source.ask([set], within: 20)
            #expect(outcome.failure?.kind == .tooLarge)
            #expect(try await leftovers(source) == 0)
        }
    }

    @Test(arguments: Kind.allCases) func aSlowStatementEndsAtTheDeadline(_ kind: Kind) async throws {
        try await withSource(kind, limits: "total: 20") { source async throws in
            let clock = ContinuousClock()
            let begin = clock.now
            let outcome = try await source.ask([LimitTests.slow], within: 0.4)
            let taken = clock.now - begin
            #expect(outcome.failure?.kind == .timeout)
            #expect(taken >= .milliseconds(390) && taken < .seconds(3))
            #expect(try await leftovers(source) == 0)
            #expect(try await source.ask([LimitTests.quick]).cells() == [["1"]])
        }
    }

    @Test(arguments: Kind.allCases) func theSourcesOwnTimeIsALimitToo(_ kind: Kind) async throws {
        try await withSource(kind, limits: "total: 0.3") { source async throws in
            let outcome = try await source.ask([LimitTests.slow], within: 8)
            #expect(outcome.failure?.kind == .timeout)
            #expect(try await leftovers(source) == 0)
        }
    }

    /// What came in whole before the time was up is of one snapshot and is not thrown away.
    @Test(arguments: Kind.allCases) func aPlanThatWasReadKeepsItsRows(_ kind: Kind) async throws {
        try await withSource(kind, limits: "total: 20") { source async throws in
            let requests = [source.request([LimitTests.quick], plan: "vlug"), source.request([LimitTests.slow], plan: "traag")]
            let task = Task(executorPreference: source.thread) { try await source.ask(requests, within: kind == .sqlite ? 0.6 : 20) }
            if kind == .postgresql {
                // A server sends nothing before it is done or has failed; here it is told to fail.
                try await Task.sleep(for: .milliseconds(500))
                let cancel =
                    "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
                try source.run(cancel)
            }
            let outcomes = try await task.value
            #expect(try outcomes[0].cells() == [["1"]])
            #expect(outcomes[1].failure?.kind == .timeout)
        }
    }

    @Test(arguments: Kind.allCases) func whoGoesAwayTakesTheStatementAlong(_ kind: Kind) async throws {
        try await withSource(kind, limits: "total: 30, pool: 1") { source async throws in
            let clock = ContinuousClock()
            let begin = clock.now
            let task = Task(executorPreference: source.thread) { try await source.ask([LimitTests.slow], within: 30) }
            try await Task.sleep(for: .milliseconds(400))
            if kind == .postgresql { #expect(try await leftovers(source, soon: false) == 1) }
            task.cancel()
            let outcome = try await task.value
            #expect(outcome.failure == .cancelled)
            #expect(clock.now - begin < .seconds(5))
            #expect(try await leftovers(source) == 0)
            #expect(try await source.ask([LimitTests.quick]).cells() == [["1"]])
        }
    }

    @Test(arguments: Kind.allCases) func whoIsAlreadyGoneIsNotAskedFor(_ kind: Kind) async throws {
        try await withSource(kind) { source async throws in
            let outcome = try await Task(executorPreference: source.thread) {
                withUnsafeCurrentTask { $0?.cancel() }
                return try await source.ask([LimitTests.slow])
            }.value
            #expect(outcome.failure?.kind == .timeout)
        }
    }

    @Test(arguments: Kind.allCases) func aFullQueueIsBusyAtOnce(_ kind: Kind) async throws {
        try await withSource(kind, limits: "pool: 1, queue: 1, total: 30") { source async throws in
            _ = try await source.ask([LimitTests.quick])
            let first = Task(executorPreference: source.thread) { try await source.ask([LimitTests.slow], within: 1.5) }
            try await Task.sleep(for: .milliseconds(200))
            // Waits for the only connection, and no longer than it may.
            let clock = ContinuousClock()
            let begin = clock.now
            let second = Task(executorPreference: source.thread) {
                (try await source.ask([LimitTests.quick], within: 0.5), clock.now - begin)
            }
            try await Task.sleep(for: .milliseconds(200))
            let third = try await source.ask([LimitTests.quick])
            #expect(third.failure == .queueFull)
            #expect(clock.now - begin < .milliseconds(450))
            let (waited, time) = try await second.value
            #expect(waited.failure?.kind == .timeout)
            #expect(time >= .milliseconds(490) && time < .milliseconds(1_200))
            #expect(try await first.value.failure?.kind == .timeout)
            #expect(try await source.ask([LimitTests.quick]).cells() == [["1"]])
        }
    }

    @Test(arguments: Kind.allCases) func whoWaitsIsServedInTurn(_ kind: Kind) async throws {
        try await withSource(kind, limits: "pool: 2, queue: 200") { source async throws in
            let outcomes = try await withThrowingTaskGroup(of: [[String?]].self) { group in
                for _ in 0..<150 { group.addTask { try await source.ask([LimitTests.quick]).cells() } }
                var all: [[[String?]]] = []
                for try await one in group { all.append(one) }
                return all
            }
            #expect(outcomes.count == 150 && outcomes.allSatisfy { $0 == [["1"]] })
            if kind == .postgresql {
                let sessions = try source.run(
                    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'blauwbrug'")
                #expect(sessions == "2")
            }
        }
    }

    /// Statements of ours that still run on the server; a cancelled one may take a moment.
    private func leftovers(_ source: TestSource, soon: Bool = true) async throws -> Int {
        guard source.kind == .postgresql else { return 0 }
        var count = 0
        for _ in 0..<40 {
            count =
                Int(
                    try source.run(
                        """
                        SELECT count(*) FROM pg_stat_activity
                        WHERE datname = current_database() AND application_name = 'blauwbrug' AND state <> 'idle'
                        """)) ?? -1
            if count == 0 || !soon { break }
            try await Task.sleep(for: .milliseconds(50))
        }
        return count
    }
}
