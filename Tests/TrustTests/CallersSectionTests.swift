import Core
import Testing
import Trust

@Suite("Mistakes in the callers section are told with their place")
struct CallersSectionTests {
    @Test("every code has a golden case", arguments: Code.trustCodes)
    func golden(code: Code) throws {
        let name = "\(code.name)"
        let yaml = String(decoding: try Files.bytes("callers/\(name).yaml"), as: UTF8.self)
        let (policy, diagnostics) = try Town.policy(yaml, name: "\(name).yaml", vendors: Town.silent)
        #expect(diagnostics.all.contains { $0.code == code })
        #expect((policy == nil) == diagnostics.hasErrors)
        try Files.expectGolden(DiagnosticPrinter.text(diagnostics), "callers/\(name).txt")
    }

    @Test("wrong shapes and unknown keys are told all at once")
    func shapes() throws {
        let yaml = String(decoding: try Files.bytes("callers/shapes.yaml"), as: UTF8.self)
        let (policy, diagnostics) = try Town.policy(yaml, name: "shapes.yaml")
        #expect(policy == nil)
        try Files.expectGolden(DiagnosticPrinter.text(diagnostics), "callers/shapes.txt")
    }

    @Test("a key that is put where its hash belongs is not repeated in the message")
    func keyIsNotRepeated() throws {
        let yaml = "callers:\n  a: { key_sha256: hunter2hunter2, tenants: [elders], vendors: [json], questions: [saldo] }\n"
        let (_, diagnostics) = try Town.policy(yaml)
        let told = diagnostics.all.map { "\($0.message) \($0.label) \($0.hint ?? "")" }.joined()
        #expect(diagnostics.errorCount == 1 && !told.contains("hunter2"))
    }

    @Test("without a section nobody may ask, and that is no mistake")
    func absent() throws {
        var diagnostics = Diagnostics()
        let policy = try #require(Policy.compile(nil, tenants: Town.all, into: &diagnostics))
        #expect(diagnostics.all.isEmpty)
        let nobody = Credentials(certificate: [UInt8]?.none, apiKey: nil, listener: "bench", isLoopback: true)
        #expect(fault { () throws(Fault) in _ = try policy.caller(nobody) } == .unauthenticated)
    }

    @Test("codes are each used for one thing")
    func codes() {
        #expect(Set(Code.trustCodes.map(\.name)).count == Code.trustCodes.count)
    }
}
