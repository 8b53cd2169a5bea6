import Core
import Foundation
import Syntax
import Testing
import Trust

/// Files that stand beside the tests.
enum Files {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()

    static func bytes(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: folder.appending(path: path))) }

    /// The DER bytes of a certificate in `certificates/`.
    static func certificate(_ name: String) throws -> [UInt8] {
        let lines = String(decoding: try bytes("certificates/\(name).pem"), as: UTF8.self).split(separator: "\n")
        return [UInt8](try #require(Data(base64Encoded: lines.filter { !$0.hasPrefix("-----") }.joined())))
    }

    /// Compares a text with a file; `BLAUWBRUG_GOLDEN=write` writes the file instead.
    static func expectGolden(_ text: String, _ path: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        if ProcessInfo.processInfo.environment["BLAUWBRUG_GOLDEN"] == "write" {
            try Data(text.utf8).write(to: folder.appending(path: path))
        }
        #expect(try String(decoding: bytes(path), as: UTF8.self) == text, sourceLocation: sourceLocation)
    }
}

/// The municipalities of these tests: they differ in vendors, sources and purposes.
enum Town {
    static let voorbeeldstad = TenantFacts(
        name: "voorbeeldstad", sources: ["heffingen", "sociaal"], activities: ["https://register.example/1", "https://register.example/2"],
        vendors: ["json", "soap"])
    static let elders = TenantFacts(name: "elders", sources: ["belasting"], activities: ["https://register.example/9"], vendors: ["json"])
    /// Has vendors, but no mapping yet.
    static let nieuwland = TenantFacts(name: "nieuwland", sources: [], activities: [], vendors: ["json", "soap", "zgw"])
    static let all = [voorbeeldstad, elders, nieuwland]
    static let questions = ["schuldenoverzicht", "saldo"]
    /// Its requests have no place for the level of the login.
    static let silent = [VendorFacts(name: "zgw", carriesAssurance: false, minimumAssurance: ["saldo": .hoog])]

    /// The policy of a `callers` section, with what is wrong with it.
    static func policy(
        _ yaml: String, name: String = "deploy/blauwbrug.yaml", tenants: [TenantFacts] = all, vendors: [VendorFacts] = []
    ) throws -> (policy: Policy?, diagnostics: Diagnostics) {
        var diagnostics = Diagnostics()
        let root = try #require(YAMLReader.read(SourceText(name: name, text: yaml), into: &diagnostics))
        let policy = Policy.compile(
            root["callers"], tenants: tenants, vendors: vendors, questions: questions, anonymousListeners: ["bench"], into: &diagnostics)
        return (policy, diagnostics)
    }

    /// The policy of one caller, with its own municipalities and vendors.
    static func policy(callers: String, tenants: [TenantFacts], vendors: [VendorFacts]) throws -> Policy {
        var diagnostics = Diagnostics()
        let node = YAMLReader.read(SourceText(name: "deploy/blauwbrug.yaml", text: callers), into: &diagnostics)
        let policy = Policy.compile(node, tenants: tenants, vendors: vendors, into: &diagnostics)
        #expect(!diagnostics.hasErrors, "\(DiagnosticPrinter.text(diagnostics))")
        return try #require(policy)
    }

    /// The policy of a section that must be right.
    static func rightPolicy(_ yaml: String, tenants: [TenantFacts] = all) throws -> Policy {
        let (policy, diagnostics) = try policy(yaml, tenants: tenants)
        #expect(diagnostics.all.isEmpty, "\(DiagnosticPrinter.text(diagnostics))")
        return try #require(policy)
    }
}

/// The fault a body throws; nil when it throws none.
func fault(_ body: () throws(Fault) -> Void) -> Fault.Situation? {
    do throws(Fault) {
        try body()
        return nil
    } catch {
        return error.situation
    }
}
