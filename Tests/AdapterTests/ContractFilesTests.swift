import Connectors
import Core
import Foundation
import Syntax
import Testing

@testable import Adapter

/// What the shipped vendors were promised stands in `docs/contracts/`, and is what the program promises now (`BLAUWBRUG_GOLDEN=write` rewrites it).
@Suite struct ContractFilesTests {
    private static let repository = Root(ProefstadRoot.repository.path(percentEncoded: false))

    private func connectors() throws -> [Connector] {
        var diagnostics = Diagnostics()
        let catalogue = Catalogue.compile(ContractFilesTests.repository, into: &diagnostics)
        return try #require(catalogue, "\(DiagnosticPrinter.text(diagnostics))").connectors
    }

    @Test func theContractsAreWhatTheProgramWrites() throws {
        let writes = ProcessInfo.processInfo.environment["BLAUWBRUG_GOLDEN"] == "write"
        for connector in try connectors() {
            let folder = "docs/contracts/\(connector.vendor)"
            if writes { File.makeFolder(ContractFilesTests.repository.path(folder)) }
            let files = connector.contract.allFiles
            for file in files {
                let path = "\(folder)/\(file.name)"
                if writes { #expect(File.write(Array(file.text.utf8), to: ContractFilesTests.repository.path(path))) }
                #expect(
                    ContractFilesTests.repository.file(path)?.text == file.text,
                    "\(path) is not what the program writes: blauwbrug contracts --output docs/contracts")
            }
            #expect(Set(ContractFilesTests.repository.names(in: folder)) == Set(files.map(\.name)))
        }
    }

    /// Readable by whoever hears it: no script, nothing from elsewhere, each anchor once, in Dutch.
    @Test func theDictionaryNeedsNothingElse() throws {
        for connector in try connectors() {
            let page = connector.contract.dictionary
            for forbidden in ["<script", "src=", "<link", "url(", "@import"] { #expect(!page.contains(forbidden), "\(forbidden)") }
            #expect(page.contains("<html lang=\"nl\">") && page.contains("<main id=\"main\">") && page.contains("<caption>"))
            let ids = page.split(separator: " id=\"").dropFirst().map { String($0.prefix { $0 != "\"" }) }
            #expect(Set(ids).count == ids.count)
            #expect(page.contains("999990019") || page.contains("999993653"))
        }
    }

    /// What is written can be read back, and says the same.
    @Test func aRecordComesBack() throws {
        for connector in try connectors() {
            let record = ContractRecord(connector.contract)
            let read = try #require(ContractRecord(SourceText(name: "contract.json", text: record.text)))
            #expect(read.text == record.text)
            #expect(ContractChange.all(from: read, to: record).isEmpty)
        }
    }

    /// What cannot be read may not look like what was never promised.
    @Test(arguments: [
        ("\"side\": \"antwoord\"", "\"side\": \"elders\""), ("\"base\": \"text\"", "\"base\": \"tekst\""),
        ("\"required\": ", "\"needed\": "),
        ("\"method\": ", "\"methode\": "), ("\"fields\": [", "\"velden\": ["), ("\"versions\": [", "\"versies\": ["),
    ])
    func aRecordThatCannotBeReadWholeIsNone(part: String, other: String) throws {
        let record = ContractRecord(try #require(try connectors().first).contract)
        try #require(record.text.contains(part), "\(record.text.prefix(600))")
        #expect(
            ContractRecord(SourceText(name: "contract.json", text: record.text.replacing(part, with: other, maxReplacements: 1))) == nil)
    }

    @Test func aKeyIsToldWhereItIsRead() throws {
        let connector = try #require(try connectors().first { $0.vendor == "haal-centraal" })
        let text = try #require(connector.contract.files().first { $0.name == "openapi.json" }).text
        #expect(text.contains("De sleutel van de afnemer; ook als `Authorization: Bearer …`.") && !text.contains("ApiKey"))
    }

    /// Of the items of a list, the list says it.
    @Test func everyFieldThatIsReadSaysWhatItMeans() throws {
        for connector in try connectors() {
            for row in connector.contract.rows where row.side != .reply && row.content == "waarde" && !row.path.hasSuffix("[]") {
                #expect(!row.means.isEmpty, "\(connector.vendor) \(row.ask) \(row.path)")
            }
        }
    }

    @Test func everyRequestHasItsSchemas() throws {
        for connector in try connectors() where connector.contract.syntax == .xml {
            let found = try #require(connector.contract.requestSchemas(of: 0))
            #expect(found.files.contains { $0.name == found.start })
            #expect(found.files.allSatisfy { !$0.text.contains("Fo02Bericht") })
        }
    }
}
