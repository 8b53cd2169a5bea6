import Connectors
import Core
import Foundation
import Syntax
import Testing

@testable import Adapter

/// What `explain FILE` tells of wrong messages, as golden files: `VENDOR.what.xml` (or `.json`, `.http`) and beside it what is told.
@Suite struct VerdictTextTests {
    private static let folder = ProefstadRoot.tests.appending(path: "Verdicts")
    static let files: [String] = {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))) ?? []
        return all.filter { !$0.hasSuffix(".txt") }.sorted()
    }()

    private static let connectors: [Connector] = {
        let root = Root(ProefstadRoot.repository.path(percentEncoded: false))
        var diagnostics = Diagnostics()
        guard let standard = Catalogue.standard(root, &diagnostics) else { return [] }
        return Catalogue.connectors(root, standard, limits: Limits(), &diagnostics)
    }()

    private func verdict(_ name: String) throws -> Verdict {
        let bytes = Array(try Data(contentsOf: VerdictTextTests.folder.appending(path: name)))
        let vendor = name.prefix { $0 != "." }
        let connector = try #require(VerdictTextTests.connectors.first { $0.vendor == vendor }, "\(name)")
        return connector.verdict(on: VerdictMessage(SourceText(name: name, bytes: bytes)), tenant: "voorbeeldstad")
    }

    @Test(arguments: files) func theSenderSeesWhatIsWrong(name: String) throws {
        let verdict = try verdict(name)
        let text = VerdictText(verdict: verdict, others: []).lines.joined(separator: "\n") + "\n"
        let path = VerdictTextTests.folder.appending(path: "\(name).txt")
        if ProcessInfo.processInfo.environment["BLAUWBRUG_GOLDEN"] == "write" {
            return try Data(text.utf8).write(to: path)
        }
        #expect(text == (try String(contentsOf: path, encoding: .utf8)))
        for value in ["999990019", "999993653", "Jansen"] { #expect(!text.contains(value)) }
    }

    /// The same for a machine: it can be read, and holds no value either.
    @Test(arguments: files) func aMachineReadsTheSame(name: String) throws {
        let verdict = try verdict(name)
        let text = VerdictJSON.text(verdict, others: [])
        let node = try JSONReader.read(Array(text.utf8), limits: JSONLimits())
        #expect(node["wrong"]?.list?.count == verdict.wrong.count)
        for value in ["999990019", "999993653", "Jansen"] { #expect(!text.contains(value)) }
    }

    @Test func thereAreManyWrongMessages() { #expect(VerdictTextTests.files.count >= 25) }

    /// A message of one line is told around the place.
    @Test func aLongLineIsCut() throws {
        let body = "<a>" + String(repeating: "<bb>x</bb>", count: 60) + "</a>"
        let connector = try #require(VerdictTextTests.connectors.first { $0.vendor == "soap" })
        let verdict = connector.verdict(on: VerdictMessage(SourceText(name: "b", text: body)), tenant: "voorbeeldstad")
        #expect(VerdictText(verdict: verdict, others: []).lines.allSatisfy { $0.count < 220 })
    }
}
