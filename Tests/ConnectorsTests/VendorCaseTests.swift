import Connectors
import Core
import Testing

@Suite struct VendorCaseTests {
    static let vendors = Repository.names(in: "\(Repository.root)/connectors/vendors") ?? []

    @Test func everyVendorIsSeen() { #expect(Self.vendors.count >= 8) }

    @Test(arguments: vendors)
    func everyCaseOfAShippedVendorPasses(vendor: String) throws {
        let folder = Repository.vendor(vendor)
        let connector = try Repository.connector(folder)
        var diagnostics = Diagnostics()
        let results = ConnectorCase.run(folder: folder, connector: connector, standard: Repository.standard, into: &diagnostics)
        #expect(diagnostics.all.isEmpty, "\(DiagnosticPrinter.text(diagnostics))")
        #expect(results.count >= 4)
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
        #expect(results.first { !$0.passed }?.differences == ["connectors/vendors/json/\(path):1: expected '{}', got '{'"])
    }

    /// The difference that is told when one file of a case of the vendor json holds another text; nil for a file that is not there.
    private func difference(in path: String, _ change: (String) -> String?) throws -> [String] {
        var files = Repository.vendor("json").files
        let text = String(decoding: try #require(files[path]).bytes, as: UTF8.self)
        files[path] = change(text).map { SourceText(name: path, text: $0) }
        let folder = VendorFolder(name: "json", files: files)
        var diagnostics = Diagnostics()
        let results = ConnectorCase.run(
            folder: folder, connector: try Repository.connector("json"), standard: Repository.standard, into: &diagnostics)
        return results.filter { !$0.passed }.flatMap(\.differences)
    }

    @Test func aDifferenceIsShownWhereItIs() throws {
        let reply = "cases/refused-bsn/reply.http"
        let place = "connectors/vendors/json/\(reply)"
        #expect(try difference(in: reply) { $0 }.isEmpty)
        #expect(
            try difference(in: reply) { $0.replacing("HTTP/1.1 400", with: "HTTP/1.1 200") }
                == ["\(place):1: expected 'HTTP/1.1 200', got 'HTTP/1.1 400'"])
        #expect(
            try difference(in: reply) { $0.replacing("HTTP/1.1 400\n", with: "HTTP/1.1 400\r\n") }
                == ["\(place):1: expected 'HTTP/1.1 400\\r', got 'HTTP/1.1 400'"])
        #expect(try difference(in: reply) { _ in nil } == ["\(place): is not there"])
        #expect(try difference(in: reply) { _ in "HTTP/1.1 400" }.first?.contains(":2: expected the end of the file, got '") == true)
        let long = try difference(in: "cases/post/reply.http") { $0.replacing("FINANCIAL_CLAIMS", with: "FINANCIAL_CLEIMS") }
        let told = try #require(long.first)
        #expect(told.contains("expected '…") && told.contains("FINANCIAL_CLEIMS") && told.contains("FINANCIAL_CLAIMS"))
        #expect(told.count < 300)
    }
}
