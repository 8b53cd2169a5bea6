import Connectors
import Core
import Syntax
import Testing

/// Every mistake a vendor folder can have, one folder each; `expected.txt` is what the author sees.
@Suite struct DiagnosticCaseTests {
    static let folder = "\(Repository.root)/Tests/ConnectorsTests/Diagnostics"
    static let names = Repository.names(in: folder) ?? []

    private static func diagnostics(_ name: String) -> Diagnostics {
        var files = Repository.files(under: "\(folder)/\(name)", called: "proef")
        files["expected.txt"] = nil
        var diagnostics = Diagnostics()
        let folder = VendorFolder(name: "proef", files: files)
        let connector = Connector.compile(folder, standard: Repository.standard, into: &diagnostics)
        #expect((connector == nil) == diagnostics.hasErrors, "\(name): a connector comes exactly when nothing is wrong")
        if let connector {
            _ = ConnectorCase.run(folder: folder, connector: connector, standard: Repository.standard, into: &diagnostics)
        }
        return diagnostics
    }

    @Test(arguments: names) func theAuthorSeesWhatIsWrong(name: String) throws {
        let text = DiagnosticPrinter.text(DiagnosticCaseTests.diagnostics(name))
        let path = "\(DiagnosticCaseTests.folder)/\(name)/expected.txt"
        if Repository.writesGolden { return Repository.write(Array(text.utf8), to: path) }
        let expected = try #require(Repository.read(path))
        #expect(text == String(decoding: expected, as: UTF8.self))
    }

    @Test func theBasesAreRight() {
        for name in ["CON000-base-xml", "CON000-base-json", "CON000-drop-remarks"] {
            #expect(DiagnosticCaseTests.diagnostics(name).all.isEmpty)
        }
    }

    @Test func everyCodeHasACase() {
        var seen: Set<Code> = []
        for name in DiagnosticCaseTests.names {
            let codes = DiagnosticCaseTests.diagnostics(name).all.map(\.code)
            seen.formUnion(codes)
            if name.hasPrefix("CON"), !name.hasPrefix("CON000") {
                #expect(codes.contains { name.hasPrefix($0.name) }, "\(name) does not show its own code")
            }
        }
        seen.formUnion(CaseShapeTests.codes)
        for code in Code.connectorCodes { #expect(seen.contains(code), "\(code) has no case") }
    }

    @Test func codesAreUnique() {
        #expect(Set(Code.connectorCodes.map(\.name)).count == Code.connectorCodes.count)
    }
}

/// Mistakes in the cases beside a vendor.
@Suite struct CaseShapeTests {
    static let codes: Set<Code> = [.caseShape]

    private func run(_ files: [String: String]) throws -> (results: [ConnectorCaseResult], diagnostics: Diagnostics) {
        var all = Repository.vendor("json").files.filter { !$0.key.hasPrefix("cases/") }
        for (path, text) in files { all[path] = SourceText(name: path, text: text) }
        let folder = VendorFolder(name: "json", files: all)
        var diagnostics = Diagnostics()
        let results = ConnectorCase.run(
            folder: folder, connector: try Repository.connector(folder), standard: Repository.standard, into: &diagnostics)
        return (results, diagnostics)
    }

    @Test(arguments: [
        ["cases/x/inquiry.json": "{}"],
        ["cases/x/request.http": "hallo"],
        ["cases/x/request.http": "POST /elders HTTP/1.1\n\n{}"],
        ["cases/x/request.json": "{\"bsn\": \"999990019\"}", "cases/x/answer.json": "{\"documenten\": [{\"organisatie\": \"12\"}]}"],
        [
            "cases/x/request.json": "{\"bsn\": \"999990019\"}",
            "cases/x/answer.json":
                "{\"documenten\": [{\"organisatie\": \"00000001001234567000\", \"zaken\": [{\"zaakkenmerk\": \"z\", \"gebeurtenissen\": [{\"event\": \"Betaling\"}]}]}]}",
        ],
        [
            "cases/x/request.json": "{\"bsn\": \"999990019\"}",
            "cases/x/answer.json":
                "{\"documenten\": [{\"organisatie\": \"00000001001234567000\", \"zaken\": [{\"zaakkenmerk\": \"z\", \"gebeurtenissen\": [{\"event\": \"BetalingVerwerkt\", \"bedrag\": \"3\", \"prijs\": 3}]}]}]}",
        ],
    ]) func aCaseThatCannotBeRunIsReportedAndFails(files: [String: String]) throws {
        let (results, diagnostics) = try run(files)
        #expect(results.count == 1)
        #expect(results.allSatisfy { !$0.passed })
        #expect(diagnostics.all.contains { $0.code == .caseShape })
    }
}
