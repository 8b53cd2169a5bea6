import Core
import Testing

@testable import Backends

@Suite struct DriftTests {
    static let tables = """
        CREATE TABLE t (nr integer, naam varchar(20), bedrag {money}, dag {date}, meting double precision);
        INSERT INTO t VALUES (1, 'naam', '1.00', '2024-01-01', 0.5);
        """

    private func drift(_ kind: Kind, _ query: Query, _ columns: KeyValuePairs<String, Set<ColumnFamily>>) async throws -> String {
        var detail = ""
        try await withSource(kind, tables: DriftTests.tables) { source async throws in
            let outcome = try await source.ask([.set("rijen", query, columns)])
            // Asked again it is still refused: nothing of the first try was kept.
            let again = try await source.ask([.set("rijen", query, columns)])
            #expect(outcome.failure == again.failure)
            let found = await source.backends.describe(
                source.request([.set("rijen", query, columns)]), tenant: TestSource.tenant)
            #expect(found.map(\.message).joined(separator: "; ") == outcome.failure?.detail)
            #expect(outcome.failure?.kind == .drift)
            detail = outcome.failure?.detail ?? ""
        }
        return detail
    }

    @Test(arguments: Kind.allCases) func missingColumn(_ kind: Kind) async throws {
        let detail = try await drift(kind, "SELECT nr FROM t", ["nr": [.integer], "saldo": [.decimal]])
        #expect(detail == "row set 'rijen': the database gives no column 'saldo'")
    }

    @Test(arguments: Kind.allCases) func undeclaredColumn(_ kind: Kind) async throws {
        let detail = try await drift(kind, "SELECT nr, naam FROM t", ["nr": [.integer]])
        #expect(detail == "row set 'rijen': the database gives a column 'naam' that is not declared")
    }

    @Test(arguments: Kind.allCases) func duplicateColumn(_ kind: Kind) async throws {
        let detail = try await drift(kind, "SELECT nr, nr FROM t", ["nr": [.integer]])
        #expect(detail == "row set 'rijen': the database gives two columns 'nr'")
    }

    @Test(arguments: Kind.allCases) func everyMistakeAtOnce(_ kind: Kind) async throws {
        let detail = try await drift(kind, "SELECT nr, naam FROM t", ["nr": [.date], "saldo": [.decimal]])
        #expect(detail.contains("'nr' is of type integer") || detail.contains("'nr' is of type INTEGER"))
        #expect(detail.contains("no column 'saldo'") && detail.contains("'naam' that is not declared"))
    }

    @Test(arguments: Kind.allCases) func binaryFractionsAreNoMoney(_ kind: Kind) async throws {
        let detail = try await drift(kind, "SELECT meting FROM t", ["meting": [.decimal, .integer, .text]])
        #expect(detail.lowercased().contains("column 'meting' is of type double precision, which its reading cannot read exactly"))
    }

    @Test(arguments: Kind.allCases) func aTextIsNoNumber(_ kind: Kind) async throws {
        #expect(try await drift(kind, "SELECT naam FROM t", ["naam": [.integer]]).lowercased().contains("'naam' is of type varchar"))
    }

    @Test(arguments: Kind.allCases) func noDriftIsDescribedAsNone(_ kind: Kind) async throws {
        try await withSource(kind, tables: DriftTests.tables) { source async throws in
            let good = source.request([.set("rijen", "SELECT nr, dag FROM t WHERE naam = \(.bsn)", ["nr": [.integer], "dag": [.date]])])
            #expect(await source.backends.describe(good, tenant: TestSource.tenant).isEmpty)
            let bad = source.request([
                .set("goed", "SELECT nr FROM t", ["nr": [.integer]]), .set("fout", "SELECT nr FROM weg", ["nr": [.integer]]),
            ])
            let drifts = await source.backends.describe(bad, tenant: TestSource.tenant)
            #expect(drifts.map(\.rowSet) == ["fout"])
            guard case .failed(let failure)? = drifts.first?.problem else { throw Trouble("no failure") }
            #expect(failure.kind == .refused)
        }
    }

    /// What was prepared before does not hide what the tables are now, also when nobody asked rows since.
    @Test(arguments: Kind.allCases) func theLiveComparisonLooksAnew(_ kind: Kind) async throws {
        try await withSource(kind, tables: "CREATE TABLE t (nr integer, naam varchar(20));") { source async throws in
            let request = source.request([.set("rijen", "SELECT nr FROM t WHERE naam = \(.bsn)", ["nr": [.integer]])])
            for _ in 0..<2 {
                #expect(await source.backends.describe(request, tenant: TestSource.tenant).isEmpty)
                try source.run("ALTER TABLE t RENAME COLUMN nr TO nummer")
                #expect(await source.backends.describe(request, tenant: TestSource.tenant).map(\.rowSet) == ["rijen"])
                try source.run("ALTER TABLE t RENAME COLUMN nummer TO nr")
            }
        }
    }

    /// A mapping that changes a thousand times while the source stays leaves no thousand statements on the server.
    @Test func statementsOfFormerMappingsGo() async throws {
        try await withSource(.postgresql, tables: "CREATE TABLE t (nr integer);") { source async throws in
            let count = RowSetQuery.set("telling", "SELECT count(*)::integer AS n FROM pg_prepared_statements", ["n": [.integer]])
            var most = 0
            for number in 0..<300 {
                let name = "rijen\(number)"
                let outcome = try await source.ask([count, .set(name, "SELECT nr FROM t", ["nr": [.integer]])])
                most = max(most, Int(try outcome.cells(0)[0][0] ?? "") ?? 1_000)
            }
            #expect(most > 20 && most < 100)
        }
    }

    /// SQLite's columns hold anything: what is stored decides.
    @Test(arguments: [("0.1 + 0.2", "REAL"), ("x'00'", "BLOB"), ("'tekst'", "TEXT")])
    func aCellOfAnotherKindIsDrift(_ value: String, _ name: String) async throws {
        let tables = "CREATE TABLE los (bedrag); INSERT INTO los VALUES (7); INSERT INTO los VALUES (\(value));"
        try await withSource(.sqlite, tables: tables) { source async throws in
            let families: Set<ColumnFamily> = name == "TEXT" ? [.integer] : [.decimal, .integer, .text]
            let outcome = try await source.ask([.set("rijen", "SELECT bedrag FROM los", ["bedrag": families])])
            #expect(outcome.failure?.kind == .drift)
            #expect(outcome.failure?.detail.contains("'bedrag' is of type \(name) (as stored)") == true)
        }
    }

    /// NUMERIC columns turn the text 1.10 into binary floating point behind one's back.
    @Test func decimalColumnsOfSQLiteAreNoMoney() async throws {
        let tables = "CREATE TABLE t (bedrag DECIMAL(10,2)); INSERT INTO t VALUES ('1.10');"
        try await withSource(.sqlite, tables: tables) { source async throws in
            let outcome = try await source.ask([.set("rijen", "SELECT bedrag FROM t", ["bedrag": [.decimal, .integer, .text]])])
            #expect(outcome.failure?.kind == .drift)
        }
    }

    @Test func aTextThatIsNoUTF8IsRefused() async throws {
        let tables = "CREATE TABLE t (naam TEXT); INSERT INTO t VALUES (CAST(x'61ff62' AS TEXT));"
        try await withSource(.sqlite, tables: tables) { source async throws in
            let outcome = try await source.ask([.set("rijen", "SELECT naam FROM t", ["naam": [.text]])])
            #expect(outcome.failure == Failure(.data, "row set 'rijen': row 1: column 'naam' is not UTF-8"))
        }
    }

    /// A table that changes under a prepared statement: read on when it still fits, refused when it does not; never a wrong cell.
    @Test(arguments: Kind.allCases) func tablesMayChange(_ kind: Kind) async throws {
        let tables = "CREATE TABLE t (a integer, b integer); INSERT INTO t VALUES (1, 2);"
        try await withSource(kind, tables: tables) { source async throws in
            let set = RowSetQuery.set("rijen", "SELECT a, b FROM t", ["a": [.integer], "b": [.integer]])
            let other = RowSetQuery.set("anders", "SELECT count(*) AS n FROM t", ["n": [.integer]])
            #expect(try await source.ask([other, set]).cells(1) == [["1", "2"]])
            try source.run("DROP TABLE t; CREATE TABLE t (b bigint, a bigint); INSERT INTO t VALUES (20, 10);")
            #expect(try await source.ask([other, set]).cells(1) == [["10", "20"]])
            try source.run("DROP TABLE t; CREATE TABLE t (a varchar(5), b bigint); INSERT INTO t VALUES ('x', 2);")
            #expect(try await source.ask([other, set]).failure?.kind == .drift)
            try source.run("DROP TABLE t;")
            #expect(try await source.ask([other, set]).failure?.kind == .refused)
            try source.run("CREATE TABLE t (a integer, b integer); INSERT INTO t VALUES (5, 6);")
            #expect(try await source.ask([other, set]).cells(1) == [["5", "6"]])
        }
    }
}
