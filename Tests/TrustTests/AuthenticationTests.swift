import Core
import Testing
import Trust

@Suite("Who is calling: proven, or refused")
struct AuthenticationTests {
    // The key is 'sleutel-van-het-portaal'; its hash is what sha256sum prints.
    private static let callers = """
        callers:
          eform: { oin: "00000001823288444000", tenants: [voorbeeldstad], vendors: [soap], questions: [schuldenoverzicht] }
          portaal:
            key_sha256: "9d97168a21e41b4e72afb4d0506c1d4cf78df67d11435f505d4858c2c9f6d3a7"
            tenants: [voorbeeldstad, elders]
            vendors: [json]
            questions: [schuldenoverzicht]
          bench: { anonymous: bench, tenants: [elders], vendors: [json], questions: [schuldenoverzicht] }
        """
    private let policy: Policy

    init() throws { policy = try Town.rightPolicy(AuthenticationTests.callers) }

    private func caller(
        certificate: String? = nil, key: String? = nil, listener: String = "service", isLoopback: Bool = false
    ) throws -> Caller? {
        let shown = Credentials(
            certificate: try certificate.map { try Files.certificate($0) }, apiKey: key, listener: listener, isLoopback: isLoopback)
        do throws(Fault) {
            return try policy.caller(shown)
        } catch {
            #expect(error == Fault(.unauthenticated))
            return nil
        }
    }

    @Test("a certificate")
    func certificate() throws {
        let caller = try #require(try caller(certificate: "oin"))
        #expect(caller.name == "eform")
        let expected = ClientCertificate(try Files.certificate("oin"))
        #expect(try caller.proof == .certificate(#require(expected.oin), sha256: expected.fingerprint))
    }

    @Test("an API key")
    func key() throws {
        let caller = try #require(try caller(key: "sleutel-van-het-portaal"))
        #expect(caller.name == "portaal")
        #expect(caller.proof == .key(id: "9d97168a21e41b4e"))
    }

    @Test("a certificate wins over a key, for better and for worse")
    func both() throws {
        #expect(try caller(certificate: "oin", key: "sleutel-van-het-portaal")?.name == "eform")
        #expect(try caller(certificate: "oin", key: "no such key")?.name == "eform")
        #expect(try caller(certificate: "unknown-oin", key: "sleutel-van-het-portaal") == nil)
        #expect(try caller(certificate: "none", key: "sleutel-van-het-portaal") == nil)
    }

    @Test(
        "what is shown and unknown is refused, also where nothing need be shown",
        arguments: [
            ("unknown-oin", nil), ("none", nil), ("two", nil), (nil, ""), (nil, "sleutel-van-het-portaa"),
            (nil, "sleutel-van-het-portaal "),
            (nil, "9d97168a21e41b4e72afb4d0506c1d4cf78df67d11435f505d4858c2c9f6d3a7"),
        ] as [(String?, String?)])
    func unknown(certificate: String?, key: String?) throws {
        #expect(try caller(certificate: certificate, key: key, listener: "service", isLoopback: false) == nil)
        #expect(try caller(certificate: certificate, key: key, listener: "bench", isLoopback: true) == nil)
    }

    @Test("nobody is let in only on the loopback listener that is named")
    func anonymous() throws {
        #expect(try caller(listener: "bench", isLoopback: true)?.name == "bench")
        #expect(try caller(listener: "bench", isLoopback: true)?.proof == .anonymous)
        #expect(try caller(listener: "bench", isLoopback: false) == nil)
        #expect(try caller(listener: "service", isLoopback: true) == nil)
        #expect(try caller(listener: "service", isLoopback: false) == nil)
    }

    @Test("the municipality is the caller's only one, else the one that is named")
    func tenant() throws {
        let eform = try #require(try caller(certificate: "oin"))
        let portaal = try #require(try caller(key: "sleutel-van-het-portaal"))
        #expect(try policy.tenant(for: eform, named: nil) == "voorbeeldstad")
        #expect(try policy.tenant(for: eform, named: "voorbeeldstad") == "voorbeeldstad")
        #expect(try policy.tenant(for: portaal, named: "elders") == "elders")
        #expect(fault { () throws(Fault) in _ = try policy.tenant(for: portaal, named: nil) } == .receiverUnknown)
        #expect(fault { () throws(Fault) in _ = try policy.tenant(for: portaal, named: "nergens") } == .receiverUnknown)
        #expect(fault { () throws(Fault) in _ = try policy.tenant(for: eform, named: "elders") } == .forbidden)
    }

    @Test("a caller of before a reload must still be known, by the same proof")
    func reload() throws {
        let eform = try #require(try caller(certificate: "oin"))
        let other = AuthenticationTests.callers.split(separator: "\n").map(String.init)
        let without = try Town.rightPolicy(other.filter { !$0.contains("eform") }.joined(separator: "\n"))
        #expect(fault { () throws(Fault) in _ = try without.tenant(for: eform, named: nil) } == .unauthenticated)
        let another = try Town.rightPolicy(
            other.joined(separator: "\n").replacing("00000001823288444000", with: "00000001823288444001"))
        #expect(fault { () throws(Fault) in _ = try another.tenant(for: eform, named: nil) } == .unauthenticated)
        #expect(fault { () throws(Fault) in _ = try policy.tenant(for: eform, named: nil) } == nil)
    }

    @Test("credentials do not print a key")
    func secret() {
        let shown = Credentials(certificate: [1, 2], apiKey: "hunter2", listener: "service", isLoopback: false)
        var dumped = ""
        dump(shown, to: &dumped)
        #expect(!"\(shown) \(String(reflecting: shown)) \(dumped)".contains("hunter2"))
    }
}
