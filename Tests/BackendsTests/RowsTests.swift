import Core
import Testing

@testable import Backends

/// What both kinds of source must give alike.
@Suite struct RowsTests {
    static let tables = """
        CREATE TABLE zaak (nr integer PRIMARY KEY, bsn char(9), code char(6), naam varchar(40), bedrag {money}, dag {date}, tijd {local});
        INSERT INTO zaak VALUES (1, '001234511', 'AB    ', 'Café ''t Hoekje €', '312.45', '2024-02-29', '2024-07-01 09:15:00');
        INSERT INTO zaak VALUES (2, '001234511', NULL, '', '-7.00', NULL, '2024-01-01 00:00:00');
        INSERT INTO zaak VALUES (-3, '001234511', 'C     ', NULL, '0.00', '1999-12-31', NULL);
        INSERT INTO zaak VALUES (4, '999990019', 'D     ', 'ander', '1.00', '2020-01-01', NULL);
        """
    static let query: Query =
        "SELECT tijd, dag, bedrag, naam, code, nr FROM zaak WHERE bsn = \(.bsn) ORDER BY nr DESC"

    @Test(arguments: Kind.allCases) func cellsAreWhatIsStored(_ kind: Kind) async throws {
        try await withSource(kind, tables: RowsTests.tables) { source async throws in
            let set = RowSetQuery.set(
                "zaken", RowsTests.query,
                [
                    "nr": [.integer], "code": [.text], "naam": [.text], "bedrag": [.decimal], "dag": [.date], "tijd": [.timestamp],
                ])
            let cells = try await source.ask([set]).cells()
            #expect(
                cells == [
                    ["2", nil, "", "-7.00", nil, "2024-01-01 00:00:00"],
                    ["1", "AB    ", "Café 't Hoekje €", "312.45", "2024-02-29", "2024-07-01 09:15:00"],
                    ["-3", "C     ", nil, "0.00", "1999-12-31", nil],
                ])
        }
    }

    @Test(arguments: Kind.allCases) func noRowsAreRows(_ kind: Kind) async throws {
        try await withSource(kind, tables: RowsTests.tables) { source async throws in
            let set = RowSetQuery.set("zaken", "SELECT nr FROM zaak WHERE bsn = \(.bsn)", ["nr": [.integer]])
            let outcome = try await source.ask([set], about: #require(BSN("999991450")))
            #expect(try outcome.cells().isEmpty)
        }
    }

    @Test(arguments: Kind.allCases) func aQueryNeedNoParameter(_ kind: Kind) async throws {
        try await withSource(kind, tables: RowsTests.tables) { source async throws in
            let set = RowSetQuery.set("alle", "SELECT count(*) AS aantal FROM zaak", ["aantal": [.integer]])
            #expect(try await source.ask([set]).cells() == [["4"]])
        }
    }

    @Test(arguments: Kind.allCases) func severalRowSetsComeInTheirOrder(_ kind: Kind) async throws {
        try await withSource(kind, tables: RowsTests.tables) { source async throws in
            let one = RowSetQuery.set("een", "SELECT max(nr) AS n FROM zaak WHERE bsn = \(.bsn)", ["n": [.integer]])
            let two = RowSetQuery.set("twee", "SELECT min(nr) AS n FROM zaak WHERE bsn = \(.bsn)", ["n": [.integer]])
            for _ in 0..<3 {
                let outcome = try await source.ask([one, two, one])
                #expect(
                    try outcome.rows?.count == 3 && outcome.cells(0) == [["2"]] && outcome.cells(1) == [["-3"]]
                        && outcome.cells(2) == [["2"]])
            }
        }
    }

    @Test(arguments: Kind.allCases) func namesMatchWithoutCase(_ kind: Kind) async throws {
        try await withSource(kind, tables: RowsTests.tables) { source async throws in
            let set = RowSetQuery.set("zaken", "SELECT nr AS \"Nr\" FROM zaak WHERE nr = 4", ["NR": [.integer]])
            #expect(try await source.ask([set]).cells() == [["4"]])
        }
    }

    @Test(arguments: Kind.allCases) func theBSNIsBoundInTheFormOfItsColumn(_ kind: Kind) async throws {
        let tables = """
            CREATE TABLE p (id integer, tekst char(9), getal integer);
            INSERT INTO p VALUES (1, '001234511', 1234511), (2, '999990019', 999990019);
            """
        try await withSource(kind, tables: tables) { source async throws in
            let text = RowSetQuery.set("tekst", "SELECT id FROM p WHERE tekst = \(.bsn)", ["id": [.integer]])
            let number = RowSetQuery.set("getal", "SELECT id FROM p WHERE getal = \(.bsn)", ["id": [.integer]])
            #expect(try await source.ask([text], form: .text).cells() == [["1"]])
            #expect(try await source.ask([number], form: .number).cells() == [["1"]])
            // Without its zeros the number is another text: the forms really differ.
            #expect(try await source.ask([text], form: .number).cells() == [])
            // One statement may use it twice.
            let twice = RowSetQuery.set("tekst", "SELECT id FROM p WHERE tekst = \(.bsn) AND \(.bsn) = tekst", ["id": [.integer]])
            #expect(try await source.ask([twice], form: .text).cells() == [["1"]])
        }
    }

    @Test func booleansAndZonedTimesAreReadInAmsterdam() async throws {
        try await withSource(.postgresql) { source async throws in
            let set = RowSetQuery.set(
                "een",
                """
                SELECT true AS ja, timestamptz '2024-07-01 10:00:00Z' AS zomer, timestamptz '2024-01-01 10:00:00Z' AS winter, \
                date '2024-03-04' AS dag, 0.1::float8 + 0.2::float8 AS breuk, 12.30::numeric AS precies
                """,
                [
                    "ja": [.boolean], "zomer": [.zonedTimestamp], "winter": [.zonedTimestamp], "dag": [.date], "breuk": [.floating],
                    "precies": [.decimal],
                ])
            #expect(
                try await source.ask([set]).cells() == [
                    ["t", "2024-07-01 12:00:00+02", "2024-01-01 11:00:00+01", "2024-03-04", "0.30000000000000004", "12.30"]
                ])
        }
    }

    @Test func sessionsReadOnlyInOneSnapshot() async throws {
        try await withSource(.postgresql) { source async throws in
            let names = [
                "transaction_read_only", "transaction_isolation", "TimeZone", "application_name", "client_encoding", "statement_timeout",
            ]
            let text = names.enumerated().map { "current_setting('\($1)') AS k\($0)" }.joined(separator: ", ")
            let set = RowSetQuery(
                name: "een", query: Query(checked: [.text("SELECT " + text)]),
                columns: names.indices.map { ColumnRequest(name: "k\($0)", families: [.text]) })
            func settings(_ seconds: Double) async throws -> (fixed: [String?], milliseconds: Int) {
                let cells = try await source.ask([set], within: seconds).cells()[0]
                let limit = cells[5] ?? ""
                let milliseconds = limit.hasSuffix("ms") ? Int(limit.dropLast(2)) : Int(limit.dropLast(1)).map { $0 * 1_000 }
                return (Array(cells[..<5]), try #require(milliseconds))
            }
            let usual = try await settings(8)
            #expect(usual.fixed == ["on", "repeatable read", "Europe/Amsterdam", "blauwbrug", "UTF8"])
            #expect(usual.milliseconds > 1_000 && usual.milliseconds <= 3_000)
            // Less time than the source's own: the server is told what is left, for this once.
            let less = try await settings(1)
            #expect(less.milliseconds > 100 && less.milliseconds <= 1_000)
            #expect(try await settings(8).milliseconds > 1_000)
        }
    }
}
