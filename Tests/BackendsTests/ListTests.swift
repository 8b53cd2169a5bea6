import Core
import Syntax
import Testing
import Trust

@testable import Backends

/// What is asked about no citizen in particular.
@Suite struct ListTests {
    private static func permit(source: String = "bron") throws -> BatchPermit {
        var diagnostics = Diagnostics()
        let facts = TenantFacts(
            name: TestSource.tenant, sources: ["bron", "andere"], activities: ["https://register.example/proef"], vendors: ["json"])
        let policy = try #require(Policy.compile(nil, tenants: [facts], into: &diagnostics))
        return try policy.batchPermit(account: "beheer", command: "reconcile", tenant: TestSource.tenant, source: source)
    }

    private static func citizens(_ query: Query) -> RowSetQuery { RowSetQuery.set("citizens", query, ["bsn": [.text]]) }

    @Test(arguments: Kind.allCases) func everybodyIsListedBeyondTheLimitOfAnAnswer(_ kind: Kind) async throws {
        try await withSource(kind, tables: RowsTests.tables, limits: "rows: 2, total: 0.05") { source async throws in
            let set = ListTests.citizens("SELECT bsn FROM zaak ORDER BY nr")
            let request = source.request([set])
            let outcome = try await source.backends.list(request, under: ListTests.permit(), within: .seconds(8))
            #expect(try outcome.cells() == [["001234511"], ["001234511"], ["001234511"], ["999990019"]])
            // The same rows as an answer about somebody are too many.
            #expect(try await source.ask([request])[0].failure?.kind == .tooLarge)
        }
    }

    @Test(arguments: Kind.allCases) func aStatementAboutOneCitizenIsNotAsked(_ kind: Kind) async throws {
        try await withSource(kind, tables: RowsTests.tables) { source async throws in
            let set = ListTests.citizens("SELECT bsn FROM zaak WHERE bsn = \(.bsn)")
            let outcome = try await source.backends.list(source.request([set]), under: ListTests.permit(), within: .seconds(8))
            #expect(outcome.rows == nil && outcome.failure?.kind == .unreachable)
        }
    }

    @Test(arguments: Kind.allCases) func anotherSourceIsNotAsked(_ kind: Kind) async throws {
        try await withSource(kind, tables: RowsTests.tables) { source async throws in
            let request = source.request([ListTests.citizens("SELECT bsn FROM zaak")])
            let outcome = try await source.backends.list(request, under: ListTests.permit(source: "andere"), within: .seconds(8))
            #expect(outcome.failure?.kind == .refused)
        }
    }
}
