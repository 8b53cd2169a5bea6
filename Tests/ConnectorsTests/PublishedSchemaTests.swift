import Connectors
import Core
import Testing

/// A strict vendor that names no schema is held against the one that is published for it: what is promised is what is taken.
@Suite struct PublishedSchemaTests {
    /// The shipped vendors that speak SOAP.
    static let vendors = (Repository.names(in: "\(Repository.root)/connectors/vendors") ?? []).filter { name in
        Repository.vendor(name).files["connector.yaml"].map { $0.text.contains("\ndialect: soap\n") } == true
    }

    /// Those that speak StUF.
    private static let stuf = ["soap", "stuf-bg", "stuf-fin", "stuf-prs"]

    /// Cases that say more loosely what the schema says strictly: attributes without their namespace.
    private static let loose = ["soap/least"]

    @Test func everySOAPVendorIsThere() { #expect(Self.vendors == Self.stuf + ["zaakloket"]) }

    /// The vendor as shipped, but strict.
    private func strict(_ vendor: String) throws -> VendorFolder {
        var files = Repository.vendor(vendor).files
        let file = try #require(files["connector.yaml"])
        #expect(!file.text.contains("schema:"))
        let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix("validate:") }
        let text = lines.joined(separator: "\n").replacing("\ndialect: soap\n", with: "\ndialect: soap\nvalidate: strict\n")
        files["connector.yaml"] = SourceText(name: file.name, text: text)
        return VendorFolder(name: vendor, files: files)
    }

    private func run(_ folder: VendorFolder, _ chosen: @escaping (String) -> Bool) throws -> [ConnectorCaseResult] {
        let connector = try Repository.connector(folder)
        var diagnostics = Diagnostics()
        let results = ConnectorCase.run(
            folder: folder, connector: connector, standard: Repository.standard, chosen: chosen, into: &diagnostics)
        #expect(diagnostics.all.isEmpty, "\(DiagnosticPrinter.text(diagnostics))")
        return results
    }

    /// Whether a case is one of a question that is answered.
    private func isAccepted(_ name: String, _ folder: VendorFolder) -> Bool { folder.files["cases/\(name)/answer.json"] != nil }

    /// The reply to the first accepted question of a vendor with a part of it changed.
    private func reply(_ vendor: String, _ change: (String) throws -> String) throws -> String {
        var folder = try strict(vendor)
        let accepted = folder.files.keys.filter { $0.hasSuffix("/answer.json") }.map { $0.dropLast("answer.json".count) }.sorted()
        let path = try #require(accepted.first { !Self.loose.contains("\(vendor)/\($0.dropFirst(6).dropLast())") })
        let source = try #require(folder.files["\(path)request.xml"])
        var files = folder.files
        files["\(path)request.xml"] = SourceText(name: source.name, text: try change(source.text))
        folder = VendorFolder(name: vendor, files: files)
        let result = try #require(try run(folder) { "cases/\($0)/" == path }.first)
        return String(decoding: try #require(result.actual["\(path)reply.http"]), as: UTF8.self)
    }

    @Test("strict answers what the vendor sends, letter for letter as lenient does", arguments: vendors)
    func accepted(vendor: String) throws {
        let folder = try strict(vendor)
        let results = try run(folder) { isAccepted($0, folder) && !Self.loose.contains("\(vendor)/\($0)") }
        #expect(results.count >= 3)
        for result in results { #expect(result.passed, "\(vendor)/\(result.name): \(result.differences)") }
    }

    @Test("what lenient refuses, strict refuses too", arguments: vendors)
    func refused(vendor: String) throws {
        let folder = try strict(vendor)
        for result in try run(folder, { !isAccepted($0, folder) }) {
            let reply = String(decoding: try #require(result.actual["cases/\(result.name)/reply.http"]), as: UTF8.self)
            #expect(reply.contains(":Fault>"), "\(vendor)/\(result.name)")
        }
    }

    @Test("an attribute without its namespace is StUF055, with its place and its line", arguments: stuf)
    func unqualified(vendor: String) throws {
        var line = 0
        let reply = try reply(vendor) { text in
            let range = try #require(text.firstRange(of: " StUF:entiteittype="))
            line = text[..<range.lowerBound].count { $0 == "\n" } + 1
            return text[..<range.lowerBound] + " entiteittype=" + text[range.upperBound...]
        }
        let place = vendor == "soap" ? "persoon" : "gelijk"
        #expect(reply.contains("<StUF:code>StUF055</StUF:code><StUF:plek>client</StUF:plek>"), "\(reply)")
        #expect(reply.contains("\(place)/@entiteittype: "), "\(reply)")
        #expect(reply.contains("(regel \(line))"), "\(reply)")
    }

    @Test("the loose case is refused for its attributes and nothing else")
    func loose() throws {
        let result = try #require(try run(try strict("soap")) { $0 == "least" }.first)
        let inquiry = String(decoding: try #require(result.actual["cases/least/inquiry.json"]), as: UTF8.self)
        #expect(inquiry.contains("persoon/@entiteittype") && inquiry.contains("persoon/@functie"), "\(inquiry)")
        #expect(inquiry.split(separator: "\n").count { $0.contains("\"schema\"") } == 2, "\(inquiry)")
    }

    @Test("an element the schema does not know is StUF055, with its place and its line", arguments: stuf)
    func unknown(vendor: String) throws {
        var line = 0
        let reply = try reply(vendor) { text in
            let range = try #require(text.firstRange(of: "stuurgegevens>\n"))
            line = text[..<range.upperBound].count { $0 == "\n" } + 1
            return text[..<range.upperBound] + "<nieuw xmlns='urn:nieuw'>geheim</nieuw>\n" + text[range.upperBound...]
        }
        #expect(reply.contains("<StUF:code>StUF055</StUF:code><StUF:plek>client</StUF:plek>"), "\(reply)")
        #expect(reply.contains("stuurgegevens/nieuw: Dit element hoort hier niet"), "\(reply)")
        #expect(reply.contains("(regel \(line))") && !reply.contains("geheim"), "\(reply)")
    }
}
