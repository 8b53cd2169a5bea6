import Core
import Syntax
import Testing

@testable import Backends

@Suite struct SourceFileTests {
    private func compile(_ text: String) -> (SourceFile?, [String]) {
        var diagnostics = Diagnostics()
        let file = SourceFile.compile(SourceText(name: "connectors/sources/dorp/bron.yaml", text: text), into: &diagnostics)
        return (file, diagnostics.sorted.map { "\($0.code) \($0.span.line):\($0.span.column) \($0.message)" })
    }

    private func connect(_ settings: String, kind: String = "postgresql", secret: String? = nil) -> (SourceConnection?, [String]) {
        var diagnostics = Diagnostics()
        let text = "source: bron\nkind: \(kind)\n" + (secret.map { "secret: \($0)\n" } ?? "")
        guard let file = SourceFile.compile(SourceText(name: "bron.yaml", text: text), into: &diagnostics),
            let node = YAMLReader.read(SourceText(name: "blauwbrug.yaml", text: settings), into: &diagnostics)
        else { return (nil, ["no file"]) }
        let known = ["bekend": Secret(Array("x".utf8))]
        let connection = SourceConnection.compile(node, for: file, root: "root", secret: { known[$0] }, into: &diagnostics)
        return (connection, diagnostics.sorted.map { "\($0.code) \($0.span.line):\($0.span.column) \($0.message)" })
    }

    @Test func everythingCanBeSaid() {
        let (file, mistakes) = compile(
            """
            source: bron
            kind: sqlite
            limits: { rows: 7, bytes: 2048, connect: 0.5, total: 2.5, pool: 3, queue: 0 }
            secret: wachtwoord
            """)
        #expect(mistakes.isEmpty)
        #expect(file?.name == "bron" && file?.kind == "sqlite" && file?.secret == "wachtwoord")
        var limits = SourceLimits()
        (limits.rows, limits.bytes, limits.connect, limits.total, limits.pool, limits.queue) = (7, 2048, 0.5, 2.5, 3, 0)
        #expect(file?.limits == limits)
        #expect(compile("source: bron\nkind: postgresql").0?.limits == SourceLimits())
    }

    @Test func mistakesAreToldAllAtOnce() {
        let (_, mistakes) = compile(
            """
            source: Andere naam
            kind: oracle
            limits: { rows: 0, total: 1e3, poel: 3 }
            password: geheim
            """)
        #expect(
            mistakes == [
                "SRC501 1:9 'Andere naam' cannot be the name of a source",
                "SRC500 2:7 there is no kind of source 'oracle'",
                "FILE102 3:17 'rows' must be a whole number from 1 to 1000000",
                "FILE102 3:27 'total' must be a number of seconds from 0.05 to 60.0",
                "FILE101 3:32 the limits of a source has no key 'poel'",
                "FILE101 4:1 a source has no key 'password'",
            ])
        #expect(compile("source: ander\nkind: sqlite").1 == ["SRC501 1:9 this source is called 'ander', but its file 'bron'"])
        #expect(compile("limits: {}").1.count == 2)
    }

    @Test func anotherMachineNeedsTLS() {
        let base = "database: d, user: u"
        #expect(
            connect("{ host: db.dorp.example, \(base), tls: disable }").1 == [
                "SRC502 1:53 'db.dorp.example' is another machine: the connection must be encrypted"
            ])
        #expect(connect("{ host: 127.dorp.example, \(base), tls: disable, ca: x }").1.count == 1)
        #expect(connect("{ host: db.dorp.example, \(base) }").1 == ["SRC504 1:1 'ca' is needed to verify the server's certificate"])
        #expect(connect("{ host: db.dorp.example, \(base), ca: tls/ca.pem }").0 != nil)
        let driver = connect("{ host: db.dorp.example, \(base), ca: tls/ca.pem }").0?.driver as? PostgreSQLDriver
        #expect(driver?.tls == .verifyFull && driver?.authority == "root/tls/ca.pem" && driver?.port == 5432)
        for host in ["127.0.0.1", "localhost", "'::1'", "/var/run/postgresql"] {
            let (connection, mistakes) = connect("{ host: \(host), \(base) }")
            #expect(mistakes.isEmpty && (connection?.driver as? PostgreSQLDriver)?.tls == .disable)
        }
    }

    @Test func connectionsAreChecked() {
        #expect(connect("{ host: localhost }").1.count == 2)
        #expect(connect("{ host: localhost, database: d, user: u, tls: prefer }").1 == ["FILE105 1:47 'prefer' is not possible for 'tls'"])
        #expect(connect("{ host: localhost, database: d, user: u, port: 99999 }").0 == nil)
        #expect(
            connect("{ host: localhost, database: d, user: u }", secret: "weg").1 == [
                "SRC503 1:1 source 'bron' needs the secret 'weg', and there is none of that name"
            ])
        #expect(connect("{ host: localhost, database: d, user: u }", secret: "bekend").0 != nil)
        #expect(connect("{ file: a/b.sqlite }", kind: "sqlite").1.isEmpty)
        #expect((connect("{ file: a/b.sqlite }", kind: "sqlite").0?.driver as? SQLiteDriver)?.path == "root/a/b.sqlite")
        #expect(connect("{ host: x }", kind: "sqlite").1.count == 2)
    }
}
