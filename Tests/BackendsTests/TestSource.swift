import Core
import Foundation
import Syntax
import Testing
import Trust

@testable import Backends

/// The kinds of source that keep one contract.
enum Kind: String, CaseIterable, CustomTestStringConvertible {
    case postgresql, sqlite

    var testDescription: String { rawValue }
}

/// A source with tables of its own, opened as the program opens it: from a source file and connection settings.
final class TestSource: Sendable {
    static let tenant = "testdorp"
    /// A BSN that passes the 11-proef and begins with zeros.
    static let bsn = BSN("001234511")!

    let kind: Kind
    let database: String
    let backends: Backends
    let connection: SourceConnection?
    /// Runs the test's own tasks: the shared threads are as few as there are cores, and tests block them.
    let thread = EventLoop()

    /// - Parameters:
    ///   - tables: statements in the words both kinds know; `{money}`, `{date}`, `{local}` and `{boolean}` are each kind's own types.
    ///   - limits: lines of the source file.
    ///   - connection: connection settings instead of the usual ones.
    init(_ kind: Kind, tables: String = "", limits: String = "", secret: String? = nil, connection: String? = nil, loops: Int = 1) throws {
        self.kind = kind
        switch kind {
        case .postgresql: database = try TemporaryPostgres.shared.database()
        case .sqlite: database = FileManager.default.temporaryDirectory.appendingPathComponent("blauwbrug-\(UUID().uuidString).sqlite").path
        }
        var diagnostics = Diagnostics()
        let text = "source: bron\nkind: \(kind.rawValue)\nlimits: { \(limits) }\n" + (secret == nil ? "" : "secret: bron\n")
        let file = SourceFile.compile(SourceText(name: "connectors/sources/testdorp/bron.yaml", text: text), into: &diagnostics)
        let usual =
            switch kind {
            case .postgresql:
                "{ host: 127.0.0.1, port: \(TemporaryPostgres.shared.port), database: \(database), user: postgres }"
            case .sqlite: "{ file: \(database) }"
            }
        let settings = (connection ?? usual).replacingOccurrences(of: "{database}", with: database)
        let node = YAMLReader.read(SourceText(name: "deploy/blauwbrug.yaml", text: settings), into: &diagnostics)
        let opened = try node.flatMap { node in
            let file = try #require(file)
            let password = secret.map { Secret(Array($0.utf8)) }
            return SourceConnection.compile(node, for: file, root: "", secret: { _ in password }, into: &diagnostics)
        }
        try #require(!diagnostics.hasErrors, "\(DiagnosticPrinter.text(diagnostics))")
        self.connection = opened
        backends = Backends(tenants: [TestSource.tenant: [(try #require(file), try #require(opened))]], loops: loops)
        // The shell of SQLite makes no file of nothing.
        if !tables.isEmpty || kind == .sqlite { try run(tables.isEmpty ? "CREATE TABLE niets (n integer);" : tables) }
    }

    /// Runs statements as the owner.
    @discardableResult func run(_ text: String) throws -> String {
        let own: [(String, String)] =
            switch kind {
            case .postgresql: [("{money}", "numeric(12,2)"), ("{date}", "date"), ("{local}", "timestamp"), ("{boolean}", "boolean")]
            case .sqlite: [("{money}", "TEXT"), ("{date}", "TEXT"), ("{local}", "TEXT"), ("{boolean}", "BOOLEAN")]
            }
        let statement = own.reduce(text) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
        switch kind {
        case .postgresql: return try TemporaryPostgres.shared.query(statement, in: database)
        case .sqlite: return try Command.run("/usr/bin/env", ["sqlite3", "-bail", database], input: statement)
        }
    }

    static func permit(about bsn: BSN = TestSource.bsn, sources: [String] = ["bron"]) throws -> Permit {
        var diagnostics = Diagnostics()
        let text = "proef: { anonymous: proef, tenants: [testdorp], vendors: [json], questions: [schuldenoverzicht], assurance: midden }"
        let node = YAMLReader.read(SourceText(name: "deploy/blauwbrug.yaml", text: text), into: &diagnostics)
        let facts = TenantFacts(name: tenant, sources: sources, activities: ["https://register.example/proef"], vendors: ["json"])
        let compiled = Policy.compile(node, tenants: [facts], into: &diagnostics)
        let policy = try #require(compiled, "\(DiagnosticPrinter.text(diagnostics))")
        let none: [UInt8]? = nil
        let caller = try policy.caller(Credentials(certificate: none, apiKey: nil, listener: "proef", isLoopback: true))
        return try policy.permit(Inquiry(bsn: bsn), question: "schuldenoverzicht", vendor: "json", tenant: tenant, to: caller)
    }

    /// Asks one plan.
    func ask(
        _ rowSets: [RowSetQuery], form: ParameterForm = .text, about bsn: BSN = TestSource.bsn, within seconds: Double = 8
    ) async throws -> Outcome {
        try await ask([request(rowSets, form: form)], about: bsn, within: seconds)[0]
    }

    func ask(_ requests: [SourceRequest], about bsn: BSN = TestSource.bsn, within seconds: Double = 8) async throws -> [Outcome] {
        try await backends.ask(requests, under: TestSource.permit(about: bsn), until: .now + .seconds(seconds))
    }

    func request(_ rowSets: [RowSetQuery], plan: String = "plan", form: ParameterForm = .text) -> SourceRequest {
        SourceRequest(plan: plan, source: "bron", bsnForm: form, rowSets: rowSets)
    }

    func close() async {
        await backends.close()
        thread.stop()
        switch kind {
        case .postgresql: try? TemporaryPostgres.shared.run("DROP DATABASE \(database) WITH (FORCE)", in: "postgres")
        case .sqlite: for end in ["", "-wal", "-shm", "-journal"] { try? FileManager.default.removeItem(atPath: database + end) }
        }
    }
}

/// A source for the length of a test.
func withSource(
    _ kind: Kind, tables: String = "", limits: String = "", loops: Int = 1, _ body: (TestSource) async throws -> Void
) async throws {
    let source = try TestSource(kind, tables: tables, limits: limits, loops: loops)
    do { try await withTaskExecutorPreference(source.thread) { try await body(source) } } catch {
        await source.close()
        throw error
    }
    await source.close()
}

extension RowSetQuery {
    /// A row set for tests: columns as `name: family|family`.
    static func set(_ name: String = "rijen", _ query: Query, _ columns: KeyValuePairs<String, Set<ColumnFamily>>) -> RowSetQuery {
        RowSetQuery(name: name, query: query, columns: columns.map { ColumnRequest(name: $0.key, families: $0.value) })
    }
}

extension Outcome {
    var rows: [Rows]? { if case .rows(let rows) = self { rows } else { nil } }
    var failure: Failure? { if case .failed(let failure) = self { failure } else { nil } }

    /// The cells of one row set; nil stands for NULL.
    func cells(_ set: Int = 0) throws -> [[String?]] {
        let rows = try #require(rows, "\(failure?.kind.rawValue ?? ""): \(failure?.detail ?? "")")[set]
        return (0..<rows.count).map { row in (0..<rows.width).map { rows.text(row: row, column: $0) } }
    }
}
