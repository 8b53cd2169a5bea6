import Core
import Testing

@testable import Backends

/// What every kind of source must be able to tell of itself: one suite for all kinds.
@Suite struct InspectionTests {
    /// A town's tables with the warts of old systems. The BSNs pass the 11-proef; everything is made up.
    static let tables = """
        CREATE TABLE persoon (id integer NOT NULL PRIMARY KEY, nummer char(9) NOT NULL, bsn_getal integer, naam varchar(60));
        CREATE TABLE soort (code char(3) NOT NULL PRIMARY KEY, tekst varchar(30));
        CREATE TABLE nota (
          jaar integer NOT NULL, nr integer NOT NULL, persoon integer NOT NULL REFERENCES persoon (id), soort char(3) REFERENCES soort (code),
          bedrag {money} NOT NULL, komma varchar(20), dag integer, nl varchar(10), gewijzigd {local}, dc char(1), stand varchar(4), vrij varchar(40),
          PRIMARY KEY (jaar, nr)
        );
        INSERT INTO persoon VALUES (1, '999990019', 999990019, 'Kanarie A'), (2, '999993653', 999993653, 'Kanarie B'),
          (3, '999991450', 999991450, NULL), (4, '999990032', 999990032, 'Kanarie D'), (5, '012345672', 12345672, 'Kanarie E');
        INSERT INTO soort VALUES ('HON', 'Hond'), ('PAR', 'Parkeren');
        INSERT INTO nota WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400)
          SELECT 2025, i, 1 + i % 5, CASE i % 2 WHEN 0 THEN 'HON' ELSE 'PAR' END, {amount}, '1.234,56', CASE i % 9 WHEN 0 THEN 0 ELSE 20250228 END,
          '28-02-2025', '2025-02-28 10:00:00', CASE i % 3 WHEN 0 THEN 'D' ELSE 'C' END, CASE i % 3 WHEN 0 THEN 'OPEN' ELSE 'DOOD' END,
          'vrije tekst ' || i FROM n;
        CREATE VIEW open_nota AS SELECT nr, bedrag FROM nota;
        """

    static func tables(_ kind: Kind) -> String {
        tables.replacing("{amount}", with: kind == .sqlite ? "'31.25'" : "31.25").replacing(
            "'2025-02-28 10:00:00'", with: kind == .sqlite ? "'2025-02-28 10:00:00'" : "TIMESTAMP '2025-02-28 10:00:00'")
    }

    private func inventory(_ kind: Kind, sampling: Bool = true) async throws -> Inventory {
        var found: Inventory?
        try await withSource(kind, tables: InspectionTests.tables(kind)) { source async throws in
            found = try await source.backends.inventory(of: "bron", tenant: TestSource.tenant, sampling: sampling)
        }
        return try #require(found)
    }

    @Test(arguments: Kind.allCases) func tablesColumnsAndKeys(_ kind: Kind) async throws {
        let tables = try await inventory(kind, sampling: false).tables
        #expect(tables.map(\.name) == ["nota", "open_nota", "persoon", "soort"])
        #expect(tables.map(\.isView) == [false, true, false, false])
        let nota = tables[0]
        #expect(nota.key == ["jaar", "nr"])
        #expect(nota.columns.map(\.name).prefix(5) == ["jaar", "nr", "persoon", "soort", "bedrag"])
        #expect(nota.columns.prefix(4).map(\.mayBeNull) == [false, false, false, true])
        #expect(
            Set(nota.foreignKeys.map { "\($0.columns) \($0.table) \($0.theirs)" }) == [
                #"["persoon"] persoon ["id"]"#, #"["soort"] soort ["code"]"#,
            ])
        #expect(nota.column(named: "persoon")?.family == .integer && nota.column(named: "stand")?.family == .text)
        // Without samples nothing is said of cells, except what names and types say.
        #expect(nota.column(named: "stand")?.likenesses == [])
        #expect(tables[2].column(named: "nummer")?.looksLike(.bsn) == false)
    }

    @Test(arguments: Kind.allCases) func whatCellsLookLike(_ kind: Kind) async throws {
        let tables = try await inventory(kind).tables
        let nota = tables[0]
        let persoon = tables[2]
        func first(_ table: Inventory.Table, _ column: String) -> Likeness? { table.column(named: column)?.likenesses.first }
        #expect(first(persoon, "nummer")?.kind == .bsn)
        #expect(first(persoon, "bsn_getal")?.kind == .bsn)
        #expect(persoon.column(named: "naam")?.likenesses == [])
        #expect(first(nota, "bedrag")?.kind == .amount)
        #expect(first(nota, "komma")?.kind == .commaAmount)
        let day = try #require(first(nota, "dag"))
        #expect(day.kind == .dayNumber && day.count > 0)
        #expect(first(nota, "nl")?.kind == .dutchDay)
        #expect(first(nota, "gewijzigd")?.kind == .moment)
        #expect(first(nota, "dc")?.kind == .sign)
        #expect(first(nota, "stand") == Likeness(.code, count: 2))
        #expect(nota.column(named: "vrij")?.likenesses == [])
        #expect(first(nota, "nr") == nil && first(nota, "jaar") == nil)
    }

    /// What leaves the room holds no cell, wherever one looks in it.
    @Test(arguments: Kind.allCases) func noCellLeaves(_ kind: Kind) async throws {
        let text = String(reflecting: try await inventory(kind))
        for canary in ["99999", "12345672", "Kanarie", "31.25", "1.234", "20250228", "28-02-2025", "vrije tekst", "OPEN", "HON"] {
            #expect(!text.contains(canary), "\(canary)")
        }
    }

    @Test func aViewOverWhatIsGoneIsNoMatter() async throws {
        let tables = "CREATE TABLE t (n integer); CREATE VIEW v AS SELECT n FROM t; CREATE VIEW w AS SELECT weg FROM t;"
        try await withSource(.sqlite, tables: tables) { source async throws in
            let found = try await source.backends.inventory(of: "bron", tenant: TestSource.tenant, sampling: true)
            #expect(found.tables.map(\.name) == ["t", "v"])
        }
    }

    /// SQLite keeps 1.10 in a DECIMAL column as binary floating point.
    @Test func binaryAmountsAreSeen() async throws {
        let tables = "CREATE TABLE t (n integer, bedrag DECIMAL(10,2)); INSERT INTO t VALUES (1, '1.10'), (2, '2');"
        try await withSource(.sqlite, tables: tables) { source async throws in
            let found = try await source.backends.inventory(of: "bron", tenant: TestSource.tenant, sampling: true)
            #expect(found.tables[0].column(named: "bedrag")?.likenesses.first?.kind == .binaryAmount)
        }
    }

    // MARK: Statements

    private func examine(
        _ kind: Kind, _ query: Query, _ columns: KeyValuePairs<String, Set<ColumnFamily>>, _ interests: [ColumnInterest] = [],
        more: String = ""
    ) async throws -> RowSetFinding {
        var finding: RowSetFinding?
        try await withSource(kind, tables: InspectionTests.tables(kind) + more) { source async throws in
            finding = await source.backends.examine(
                source.request([.set("rijen", query, columns)]), tenant: TestSource.tenant, interests: interests
            ).first
        }
        return try #require(finding)
    }

    @Test(arguments: Kind.allCases) func columnsComeFromSomewhere(_ kind: Kind) async throws {
        let finding = try await examine(
            kind, "SELECT nr, soort, nr + 1 AS som FROM nota WHERE persoon = \(.bsn)",
            ["nr": [.integer], "soort": [.text], "som": [.integer]],
            [ColumnInterest(rowSet: "rijen", column: "soort", isOptional: false, codes: ["HON"])])
        #expect(finding.drifts.isEmpty && finding.failure == nil)
        #expect(finding.columns.map(\.mayBeNull) == [false, true, nil])
        #expect(finding.columns.map { $0.place?.hasSuffix("nota.soort") } == [false, true, nil])
        #expect(finding.columns[1].isNull == false)
        #expect(finding.columns[1].strangers == .values(["PAR"]))
    }

    @Test(arguments: Kind.allCases) func aWholeTableIsSeen(_ kind: Kind) async throws {
        let bare = try await examine(kind, "SELECT nr FROM nota WHERE soort = \(.bsn)", ["nr": [.integer]])
        #expect(bare.wholeReads.map(\.table) == ["nota"])
        #expect(bare.wholeReads.first?.cause == .noIndex)
        #expect(bare.wholeReads.first?.condition?.contains("soort = :bsn") == true)
        let index = "CREATE INDEX nota_soort ON nota (soort);"
        let good = try await examine(kind, "SELECT nr FROM nota WHERE soort = \(.bsn)", ["nr": [.integer]], more: index)
        #expect(good.wholeReads.isEmpty)
        let cast = try await examine(kind, "SELECT nr FROM nota WHERE CAST(soort AS text) = \(.bsn)", ["nr": [.integer]], more: index)
        #expect(cast.wholeReads.map(\.cause) == [.cast(to: "text")])
        // Few rows are not worth a word.
        let small = try await examine(kind, "SELECT id FROM persoon WHERE naam = \(.bsn)", ["id": [.integer]])
        #expect(small.wholeReads.isEmpty)
    }

    /// Looking at a plan leaves the session as it was: what serves afterwards plans as ever.
    @Test func theSessionStaysAsItWas() async throws {
        try await withSource(.postgresql, tables: InspectionTests.tables(.postgresql), limits: "pool: 1") { source async throws in
            let set = RowSetQuery.set("rijen", "SELECT nr FROM nota WHERE soort = \(.bsn)", ["nr": [.integer]])
            _ = await source.backends.examine(source.request([set]), tenant: TestSource.tenant, interests: [])
            let settings = RowSetQuery.set(
                "rijen", "SELECT current_setting('enable_seqscan') AS a, current_setting('plan_cache_mode') AS b",
                ["a": [.text], "b": [.text]])
            #expect(try await source.ask([settings]).cells() == [["on", "auto"]])
        }
    }

    @Test(arguments: Kind.allCases) func mistakesStandSomewhere(_ kind: Kind) async throws {
        let finding = try await examine(kind, "SELECT nr FROM nota WHERE \(.bsn) = soorrt", ["nr": [.integer]])
        // "SELECT nr FROM nota WHERE :bsn = " is 33 characters.
        #expect(finding.mistake == 33)
        #expect(finding.names.contains("soort") && finding.names.contains("persoon"))
    }

    // MARK: Codes

    @Test func codesAreShownOnlyWhenTheyAreNoPersonalData() {
        func sample(_ cells: [[String?]], _ codes: [String] = ["HON"]) -> RowSetFinding.Strangers? {
            CodeSample(cells).strangers(to: codes)
        }
        #expect(sample([["HON", "4"]]) == nil)
        #expect(sample([["HON", "4"], ["PAR", "1"]]) == .values(["PAR"]))
        #expect(sample([["PAR", "3"]]) == .values(["PAR"]))
        // Nothing shows that these are codes: each occurs once and the list knows none.
        #expect(sample([["Jansen", "1"], ["Pietersen", "1"]]) == .hidden(2))
        #expect(sample([["HON", "4"], ["999990019", "1"]]) == .hidden(1))
        #expect(sample([["HON", "4"], ["12345672", "1"]]) == .hidden(1))
        #expect(sample([["HON", "4"], ["een lange tekst", "1"]]) == .hidden(1))
        #expect(sample([["HON", "4"], ["A B", "1"]]) == .hidden(1))
        #expect(sample((0..<51).map { ["C\($0)", "9"] }) == .hidden(51))
        #expect(sample([[nil, "1"], ["", "2"], ["HON", "1"]]) == nil)
    }
}
