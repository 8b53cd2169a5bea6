import Core
import Testing

@testable import Backends

/// An index is only used when the BSN is compared in the column's own type.
@Suite struct IndexTests {
    static let tables = """
        CREATE TABLE p (id integer, tekst char(9), getal integer);
        INSERT INTO p WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
          SELECT i, substr('00' || (1200000 + i), 1, 9), 1200000 + i FROM n;
        CREATE INDEX p_tekst ON p (tekst);
        CREATE INDEX p_getal ON p (getal);
        ANALYZE;
        """

    private func plan(_ source: TestSource, _ query: Query, _ form: ParameterForm) async throws -> String {
        let set: RowSetQuery
        switch source.kind {
        case .postgresql:
            set = .set("plan", Query(checked: [.text("EXPLAIN (COSTS OFF) ")] + query.segments), ["QUERY PLAN": [.text]])
        case .sqlite:
            let any: Set<ColumnFamily> = [.text, .integer]
            set = .set(
                "plan", Query(checked: [.text("EXPLAIN QUERY PLAN ")] + query.segments),
                ["id": any, "parent": any, "notused": any, "detail": any])
        }
        return try await source.ask([set], form: form).cells().map { $0.compactMap(\.self).joined(separator: " ") }.joined(separator: "\n")
    }

    @Test(arguments: Kind.allCases) func theIndexIsUsed(_ kind: Kind) async throws {
        try await withSource(kind, tables: IndexTests.tables) { source async throws in
            #expect(try await plan(source, "SELECT id FROM p WHERE tekst = \(.bsn)", .text).contains("p_tekst"))
            #expect(try await plan(source, "SELECT id FROM p WHERE getal = \(.bsn)", .number).contains("p_getal"))
        }
    }

    /// What it would be if the parameter were simply a text: the test above can fail.
    @Test func anotherTypeWouldNotUseIt() async throws {
        try await withSource(.postgresql, tables: IndexTests.tables) { source async throws in
            #expect(try await plan(source, "SELECT id FROM p WHERE tekst = \(.bsn)::text", .text).contains("Seq Scan"))
            #expect(try await plan(source, "SELECT id FROM p WHERE getal = \(.bsn)::numeric", .number).contains("Seq Scan"))
        }
    }
}
