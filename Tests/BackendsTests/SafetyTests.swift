import Core
import Testing

@testable import Backends

@Suite struct SafetyTests {
    static let tables = "CREATE TABLE t (nr integer, geheim varchar(30)); INSERT INTO t VALUES (1, 'zeer geheim');"
    static let set = RowSetQuery.set("rijen", "SELECT nr FROM t", ["nr": [.integer]])

    @Test(arguments: Kind.allCases) func onlyGrantedSourcesAnswer(_ kind: Kind) async throws {
        try await withSource(kind, tables: SafetyTests.tables) { source async throws in
            let request = source.request([SafetyTests.set])
            let other = SourceRequest(plan: "ander", source: "weg", bsnForm: .text, rowSets: [SafetyTests.set])
            let deadline = ContinuousClock.now + .seconds(5)
            let permit = try TestSource.permit(sources: ["weg"])
            let outcomes = await source.backends.ask([request, other], under: permit, until: deadline)
            #expect(outcomes[0].failure == Failure(.refused, "the permit does not grant source 'bron'"))
            #expect(outcomes[1].failure == Failure(.refused, "there is no source 'weg'"))
            let both = await source.backends.ask([other, request], under: try TestSource.permit(sources: ["bron"]), until: deadline)
            #expect(both[0].failure?.kind == .refused)
            #expect(try both[1].cells() == [["1"]])
            #expect(await source.backends.ask([], under: permit, until: deadline).isEmpty)
        }
    }

    @Test(arguments: Kind.allCases) func nothingIsWritten(_ kind: Kind) async throws {
        try await withSource(kind, tables: SafetyTests.tables) { source async throws in
            let writing: [Query] = [
                "INSERT INTO t VALUES (2, 'x') RETURNING nr", "UPDATE t SET nr = 2 RETURNING nr", "DELETE FROM t RETURNING nr",
            ]
            for query in writing {
                #expect(try await source.ask([.set("rijen", query, ["nr": [.integer]])]).failure?.kind == .refused)
            }
            #expect(try await source.ask([SafetyTests.set]).cells() == [["1"]])
            #expect(try source.run("SELECT nr FROM t") == "1")
        }
    }

    @Test(arguments: [
        "ATTACH 'ander.sqlite' AS ander", "PRAGMA query_only = OFF", "CREATE TEMP TABLE x (nr integer)", "VACUUM",
        "SELECT load_extension('x') AS nr", "SELECT nr FROM pragma_table_info('t')",
    ]) func sqliteDoesNothingButRead(_ text: String) async throws {
        try await withSource(.sqlite, tables: SafetyTests.tables) { source async throws in
            let outcome = try await source.ask([.set("rijen", Query(checked: [.text(text)]), ["nr": [.integer]])])
            #expect(outcome.failure?.kind == .refused || outcome.failure?.kind == .drift)
            #expect(try await source.ask([SafetyTests.set]).cells() == [["1"]])
        }
    }

    /// A database's message quotes values; ours never does.
    @Test(arguments: Kind.allCases) func noDatumInAFailure(_ kind: Kind) async throws {
        try await withSource(kind, tables: SafetyTests.tables) { source async throws in
            var queries: [Query] = ["SELECT nr FROM t WHERE geheim = \(.bsn) AND geheim(nr)", "SELECT nr FROM weg"]
            if kind == .postgresql { queries.append("SELECT geheim::integer AS nr FROM t WHERE \(.bsn) <> ''") }
            for query in queries {
                let failure = try #require(try await source.ask([.set("rijen", query, ["nr": [.integer]])]).failure)
                #expect(!failure.detail.contains("geheim") && !failure.detail.contains("1234511"))
                #expect(failure.detail.hasPrefix("row set 'rijen': SQL"))
                #expect(failure.kind == .refused || failure.kind == .data)
            }
        }
    }

    @Test(arguments: Kind.allCases) func onePlanDoesNotTakeAnotherDown(_ kind: Kind) async throws {
        try await withSource(kind, tables: SafetyTests.tables, limits: "rows: 5") { source async throws in
            let refused = RowSetQuery.set("fout", "SELECT nr FROM weg", ["nr": [.integer]])
            let drifted = RowSetQuery.set("fout", "SELECT geheim FROM t", ["nr": [.integer]])
            let many = RowSetQuery.set(
                "veel", "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 6) SELECT i AS nr FROM n",
                ["nr": [.integer]])
            // Fails only when it runs.
            let failing: RowSetQuery =
                kind == .postgresql
                ? .set("fout", "SELECT 1 / (nr - 1) AS nr FROM t", ["nr": [.integer]])
                : .set("fout", "SELECT abs(-9223372036854775808 + nr - nr) AS nr FROM t", ["nr": [.integer]])
            for bad in [refused, drifted, many, failing] {
                for order in [[0, 1, 2], [1, 0, 2], [1, 2, 0]] {
                    let all = [
                        source.request([SafetyTests.set, bad], plan: "fout"), source.request([SafetyTests.set], plan: "een"),
                        source.request([SafetyTests.set, SafetyTests.set], plan: "twee"),
                    ]
                    let outcomes = try await source.ask(order.map { all[$0] })
                    for (at, plan) in order.enumerated() {
                        if plan == 0 {
                            #expect(outcomes[at].failure != nil)
                        } else {
                            #expect(try outcomes[at].cells() == [["1"]])
                            #expect(outcomes[at].rows?.count == plan)
                        }
                    }
                }
            }
            #expect(try await source.ask([SafetyTests.set]).cells() == [["1"]])
        }
    }

    /// All row sets, of all plans, see the same moment although somebody keeps writing.
    @Test(arguments: Kind.allCases) func oneSnapshot(_ kind: Kind) async throws {
        let tables = (kind == .sqlite ? "PRAGMA journal_mode=WAL;" : "") + "CREATE TABLE stand (n integer); INSERT INTO stand VALUES (0);"
        try await withSource(kind, tables: tables, limits: "total: 20") { source async throws in
            let stand = RowSetQuery.set("stand", "SELECT n FROM stand", ["n": [.integer]])
            let pause = RowSetQuery.set(
                "rust",
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400000) SELECT count(*) AS aantal FROM n",
                ["aantal": [.integer]])
            let writer = Writer(source, "UPDATE stand SET n = n + 1;")
            var seen: Set<String> = []
            for _ in 0..<6 {
                let outcomes = try await source.ask([
                    source.request([stand, pause, stand], plan: "een"), source.request([pause, stand], plan: "twee"),
                ])
                let values = try [outcomes[0].cells(0), outcomes[0].cells(2), outcomes[1].cells(1)].map { $0[0][0] }
                #expect(values[0] == values[1] && values[1] == values[2])
                seen.insert(values[0] ?? "")
            }
            try await writer.stop()
            // Somebody did write meanwhile.
            #expect(seen.count > 1)
        }
    }

    @Test func aPasswordIsNeverPrinted() throws {
        let source = try TestSource(
            .postgresql, secret: TemporaryPostgres.password,
            connection: "{ host: 127.0.0.1, port: \(TemporaryPostgres.shared.port), database: postgres, user: lezer }")
        var text = ""
        dump(source.backends, to: &text)
        #expect(text.contains("lezer") && !text.contains(TemporaryPostgres.password))
    }
}
