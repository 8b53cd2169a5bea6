import Connectors
import Core
import Testing

@Suite struct VendorCaseTests {
    @Test(arguments: ["json", "soap"]) func everyCaseOfAShippedVendorPasses(vendor: String) throws {
        let folder = Repository.vendor(vendor)
        let connector = try Repository.connector(folder)
        var diagnostics = Diagnostics()
        let results = ConnectorCase.run(folder: folder, connector: connector, standard: Repository.standard, into: &diagnostics)
        #expect(diagnostics.all.isEmpty, "\(DiagnosticPrinter.text(diagnostics))")
        #expect(results.count >= 5)
        for result in results {
            if Repository.writesGolden {
                for (path, bytes) in result.actual {
                    Repository.write(bytes, to: "\(Repository.root)/connectors/vendors/\(vendor)/\(path)")
                }
            } else {
                #expect(result.passed, "\(vendor)/\(result.name): \(result.differences)")
            }
        }
    }

    @Test func aCaseWhoseGoldenFileDiffersFails() throws {
        var files = Repository.vendor("json").files
        let path = try #require(files.keys.first { $0.hasSuffix("inquiry.json") })
        files[path] = SourceText(name: path, text: "{}")
        let folder = VendorFolder(name: "json", files: files)
        var diagnostics = Diagnostics()
        let results = ConnectorCase.run(
            folder: folder, connector: try Repository.connector("json"), standard: Repository.standard, into: &diagnostics)
        #expect(results.count { !$0.passed } == 1)
        #expect(results.first { !$0.passed }?.differences == [path])
    }
}
