import Core
import Syntax
import Testing

@testable import Adapter

/// What a right settings file comes to.
@Suite struct SettingsValueTests {
    private static func compile(_ text: String) throws -> (settings: Settings?, diagnostics: Diagnostics) {
        var diagnostics = Diagnostics()
        let settings = SettingsFile.compile(SourceText(name: "deploy/blauwbrug.yaml", text: text), into: &diagnostics)
        return (settings, diagnostics)
    }

    @Test func whatReloadSays() throws {
        let house = try ProefstadRoot()
        let text = try #require(house.root.file("deploy/blauwbrug.yaml")).text
        let plain = try #require(try SettingsValueTests.compile(text).settings?.reload)
        #expect((plain.watch, plain.every, plain.recheck) == (true, 2_000, 10_000))
        let written = try SettingsValueTests.compile(text + "reload: { watch: false, every_ms: 100, recheck_ms: 600000 }\n")
        let reload = try #require(written.settings?.reload)
        #expect((reload.watch, reload.every, reload.recheck) == (false, 100, 600_000))
        for wrong in ["reload: { watch: maybe }", "reload: { every_ms: 99 }", "reload: { recheck_ms: 600001 }", "reload: { often: 1 }"] {
            #expect(try SettingsValueTests.compile(text + wrong + "\n").diagnostics.errorCount == 1)
        }
    }

    /// What a reload cannot give is told by the names of the keys.
    @Test(arguments: [
        ("deadline_ms: 250", "deadline_ms: 300", []), ("incomplete: mark", "incomplete: refuse", []), ("server.pem", "other.pem", []),
        ("0.0.0.0:8443", "0.0.0.0:8444", ["listeners.service.address"]),
        ("  proef: { address", "  proefje: { address", ["listeners.proefje", "listeners.proef"]),
        ("localhost:9443", "localhost:9444", ["admin.address"]), ("state/journal", "state/journaal", ["journal.folder"]),
        ("network: 3", "network: 2", ["loops.network"]), ("database: 2", "database: 1", ["loops.database"]),
        ("body: 2048", "body: 4096", ["limits"]), ("loops:", "reload: { watch: false }\nloops:", ["reload.watch"]),
    ]) func whatWaitsForAStart(before: String, after: String, keys: [String]) throws {
        let house = try ProefstadRoot()
        let text = try #require(house.root.file("deploy/blauwbrug.yaml")).text
        let started = try #require(try SettingsValueTests.compile(text).settings)
        let changed = try #require(try SettingsValueTests.compile(text.replacing(before, with: after)).settings)
        #expect(changed.waits(since: started) == keys)
    }

    private static func limits(_ text: String) throws -> (limits: Limits, diagnostics: Diagnostics) {
        var diagnostics = Diagnostics()
        let node = try #require(YAMLReader.read(SourceText(name: "limits.yaml", text: text), into: &diagnostics))
        return (LimitSettings.compile(node, into: &diagnostics), diagnostics)
    }

    @Test func everythingThatIsWrittenIsRead() throws {
        let house = try ProefstadRoot()
        let file = try #require(house.root.file("deploy/blauwbrug.yaml"))
        let (found, diagnostics) = try SettingsValueTests.compile(file.text)
        #expect(DiagnosticPrinter.text(diagnostics) == "")
        let settings = try #require(found)
        #expect(settings.listeners.map(\.name) == ["service", "proef"])
        let service = try #require(settings.listeners.first)
        #expect(service.address == Settings.Address(host: "0.0.0.0", port: 8443))
        #expect(!service.address.isLoopback)
        #expect(service.certificate == "tls/server.pem")
        #expect(service.key == "tls/server.key")
        #expect(service.clientCertificates == .required)
        #expect(service.clientAuthority == "tls/ca.pem")
        #expect(!service.anonymous)
        let proef = try #require(settings.listeners.last)
        #expect(proef.address == Settings.Address(host: "::1", port: 0))
        #expect(proef.address.isLoopback)
        #expect(proef.clientCertificates == .none)
        #expect(proef.clientAuthority == nil)
        #expect(proef.anonymous)
        #expect(settings.admin == Settings.Address(host: "localhost", port: 9443))
        #expect(settings.secrets == "secrets")
        #expect(settings.journal.folder == "state/journal")
        #expect(settings.journal.pseudonym.id == "p1")
        #expect(settings.journal.pseudonym.secret == "pseudonym")
        let tenant = try #require(settings.tenants.first)
        #expect(settings.tenants.count == 1)
        #expect(tenant.name == "proefstad")
        #expect(tenant.kenmerk.id == "k1")
        #expect(tenant.kenmerk.secret == "kenmerk")
        #expect(tenant.vendors.map(\.text) == ["proef"])
        #expect(tenant.incomplete == .mark)
        #expect(tenant.connections.map(\.key) == ["heffingen"])
        #expect(settings.callers?.entries?.map(\.key) == ["proef"])
        #expect(settings.networkLoops == 3)
        #expect(settings.databaseLoops == 2)
        #expect(settings.hash == Digest(of: file.bytes))
        var limits = Limits()
        limits.body = 2_048
        limits.headers = 20
        limits.bodyRate = 0
        limits.handshake = 1.5
        limits.deadline = 0.25
        limits.connectionAge = 86_400
        #expect(settings.limits == limits)
    }

    @Test func whatIsNotWrittenKeepsItsDefault() throws {
        let text = """
            listeners: { service: { address: "127.0.0.1:8443", certificate: a.pem, key: a.key } }
            journal: { folder: state/journal, pseudonym: { id: p1, secret: pseudonym } }
            tenants: { proefstad: { kenmerk: { id: k1, secret: kenmerk }, vendors: proef } }
            """
        let (found, diagnostics) = try SettingsValueTests.compile(text)
        #expect(diagnostics.all.isEmpty)
        let settings = try #require(found)
        #expect(settings.limits == Limits())
        #expect(settings.admin == nil)
        #expect(settings.secrets == nil)
        #expect(settings.callers == nil)
        #expect(settings.networkLoops == nil)
        #expect(settings.databaseLoops == nil)
        // An incomplete answer is never sent unless somebody chose so.
        #expect(settings.tenants.first?.incomplete == .refuse)
        #expect(settings.tenants.first?.vendors.map(\.text) == ["proef"])
        #expect(settings.tenants.first?.connections.isEmpty == true)
        #expect(settings.listeners.first?.clientCertificates == Listener.ClientCertificates.none)
    }

    @Test(arguments: [
        ("127.0.0.1:8443", "127.0.0.1", 8443, true), ("localhost:0", "localhost", 0, true), ("[::1]:65535", "::1", 65_535, true),
        ("[2001:db8::4]:443", "2001:db8::4", 443, false), ("0.0.0.0:443", "0.0.0.0", 443, false),
        ("blauwbrug.example:8443", "blauwbrug.example", 8443, false),
    ])
    func anAddressIsAHostAndAPort(_ text: String, _ host: String, _ port: Int, _ isLoopback: Bool) throws {
        let (settings, diagnostics) = try SettingsValueTests.listening(at: text)
        #expect(diagnostics.all.isEmpty)
        let address = try #require(settings?.listeners.first?.address)
        #expect(address == Settings.Address(host: host, port: port))
        #expect(address.isLoopback == isLoopback)
    }

    @Test(arguments: [
        "127.0.0.1", "8443", ":8443", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1", "127.0.0.1:+80", "127.0.0.1:https", "::1",
        "::1:8443",
        "fe80::1", "[::1]", "[]:8443", "[::1:8443", "::1]:8443", "[127.0.0.1]:8443",
    ])
    func whatIsNoAddressIsRefused(_ text: String) throws {
        let (settings, diagnostics) = try SettingsValueTests.listening(at: text)
        #expect(settings == nil)
        #expect(diagnostics.all.map(\.code) == [.wrongAddress])
    }

    private static func listening(at address: String) throws -> (settings: Settings?, diagnostics: Diagnostics) {
        try compile(
            """
            listeners: { service: { address: "\(address)", certificate: a.pem, key: a.key } }
            journal: { folder: state/journal, pseudonym: { id: p1, secret: pseudonym } }
            tenants: {}
            """)
    }

    private struct Range: CustomTestStringConvertible {
        let key: String
        let least: Int
        let most: Int
        let read: @Sendable (Limits) -> Double
        /// How many of the file's unit go into one of the program's.
        var unit = 1.0
        var testDescription: String { key }
    }

    private static let ranges: [Range] = [
        Range(key: "body", least: 1_024, most: 16_777_216) { Double($0.body) },
        Range(key: "header_list", least: 1_024, most: 65_536) { Double($0.headerList) },
        Range(key: "header_field", least: 256, most: 65_536) { Double($0.headerField) },
        Range(key: "uri", least: 64, most: 8_192) { Double($0.uri) },
        Range(key: "answer", least: 65_536, most: 67_108_864) { Double($0.answer) },
        Range(key: "headers", least: 10, most: 1_000) { Double($0.headers) },
        Range(key: "connections", least: 1, most: 100_000) { Double($0.connections) },
        Range(key: "connections_per_address", least: 1, most: 100_000) { Double($0.connectionsPerAddress) },
        Range(key: "body_rate", least: 0, most: 1_048_576) { Double($0.bodyRate) },
        Range(key: "handshake_ms", least: 100, most: 60_000, read: { $0.handshake }, unit: 1_000),
        Range(key: "header_ms", least: 100, most: 120_000, read: { $0.headerTime }, unit: 1_000),
        Range(key: "body_ms", least: 100, most: 300_000, read: { $0.bodyTime }, unit: 1_000),
        Range(key: "keep_alive_ms", least: 100, most: 600_000, read: { $0.keepAlive }, unit: 1_000),
        Range(key: "connection_age_ms", least: 1_000, most: 86_400_000, read: { $0.connectionAge }, unit: 1_000),
        Range(key: "deadline_ms", least: 100, most: 60_000, read: { $0.deadline }, unit: 1_000),
        Range(key: "drain_ms", least: 100, most: 25_000, read: { $0.drain }, unit: 1_000),
    ]

    /// Both ends of a range are taken, into the one limit that is meant; one beyond is refused and changes nothing.
    @Test(arguments: ranges) private func aLimitStaysInItsRange(_ range: Range) throws {
        for value in [range.least, range.most] {
            let (limits, diagnostics) = try SettingsValueTests.limits("\(range.key): \(value)\n")
            #expect(diagnostics.all.isEmpty)
            #expect(range.read(limits) == Double(value) / range.unit)
            // Every other limit is as it was.
            for other in SettingsValueTests.ranges where other.key != range.key { #expect(other.read(limits) == other.read(Limits())) }
        }
        for value in [range.least - 1, range.most + 1] {
            let (limits, diagnostics) = try SettingsValueTests.limits("\(range.key): \(value)\n")
            #expect(diagnostics.all.map(\.code.name) == ["FILE102"])
            #expect(limits == Limits())
        }
    }

    @Test(arguments: SettingsValueTests.ranges) private func aDefaultIsInItsRange(_ range: Range) {
        let value = range.read(Limits()) * range.unit
        #expect(value >= Double(range.least) && value <= Double(range.most))
    }
}
