import Core
import Glibc
import Standard
import Syntax
import Testing

/// The schemas say of a document what the standard itself says.
@Suite struct SchemaTests {
    let standard: Standard
    let tab: Tab

    init() throws {
        standard = try Compiled.fcid.get()
        tab = Tab(standard)
    }

    @Test(arguments: ["3.0.0", "4.1.0"]) func areAsTheyWere(version: String) throws {
        try Files.expectGolden(try #require(standard.jsonSchema(version: version)), "schema-\(version).json")
        try Files.expectGolden(try #require(standard.xsd(version: version, namespace: GoldenTests.namespace)), "schema-\(version).xsd")
    }

    @Test func thereIsNoneOfAnUnknownVersion() {
        #expect(standard.jsonSchema(version: "9.9.9") == nil)
        #expect(standard.xsd(version: "9.9.9", namespace: "urn:x") == nil)
    }

    /// What libxml2 says of a text under the XML Schema of a version; nil when it is valid.
    private func complaint(_ text: String, _ version: String) throws -> String? {
        guard try Files.run("command -v xmllint").code == 0 else {
            Issue.record("xmllint is not installed: install libxml2-utils, the XML Schema cannot be proved without it")
            return "xmllint is not installed"
        }
        var template = Array("\(P_tmpdir)/blauwbrug-xsd-XXXXXX".utf8CString)
        try #require(mkdtemp(&template) != nil)
        let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer {
            for name in ["document.xml", "schema.xsd"] { unlink("\(folder)/\(name)") }
            rmdir(folder)
        }
        try Files.write(text, to: "\(folder)/document.xml")
        try Files.write(try #require(standard.xsd(version: version, namespace: GoldenTests.namespace)), to: "\(folder)/schema.xsd")
        let outcome = try Files.run("xmllint --noout --nonet --schema \(folder)/schema.xsd \(folder)/document.xml")
        return outcome.code == 0 ? nil : outcome.output
    }

    private func golden(_ name: String, _ version: String, _ form: String) throws -> String {
        String(decoding: try Files.read("\(Files.tests)/golden/\(name)-\(version).\(form)"), as: UTF8.self)
    }

    @Test(arguments: GoldenTests.files) func theXMLSchemaAcceptsTheExamples(name: String, version: String) throws {
        let complaint = try complaint(golden(name, version, "xml"), version)
        #expect(complaint == nil, "\(complaint ?? "")")
    }

    @Test(
        "the XML Schema refuses what the standard refuses",
        arguments: [
            ("<bedrag>31245</bedrag>", "<bedrag>312.45</bedrag>"),
            ("<gebeurtenis_kenmerk>a1</gebeurtenis_kenmerk>", ""), ("<gebeurtenis_type>BetalingVerwerkt<", "<gebeurtenis_type>Betaling<"),
            ("<categorie>Algemeen</categorie>", "<categorie>Iets</categorie>"), ("<saldo>51605</saldo>", ""),
            ("+02:00</document_datumtijd>", "</document_datumtijd><onbekend/>"),
            ("<type>gem_rioolheffing</type>", "<type>Rioolheffing</type>"),
            ("<version>3</version>", "<version>3.0.0</version>"), ("<bsn>999990019</bsn>", "<bsn>99999001</bsn>"),
            ("<primaire_verplichting>true<", "<primaire_verplichting>ja<"),
            ("<achterstand>b2</achterstand>", "<achterstand></achterstand>"),
            ("https://wetten", "wetten"), ("<rekeningnummer>NL13TEST", "<rekeningnummer>TEST"),
        ])
    func theXMLSchemaRefuses(old: String, new: String) throws {
        let text = try golden("taxes", "3.0.0", "xml")
        try #require(text.contains(old))
        #expect(try complaint(text.replacing(old, with: new, maxReplacements: 1), "3.0.0") != nil)
    }

    @Test(arguments: GoldenTests.files) func theJSONSchemaAcceptsTheExamples(name: String, version: String) throws {
        #expect(try complaints(golden(name, version, "json"), version) == [])
    }

    @Test(
        "the JSON Schema refuses what the standard refuses",
        arguments: [
            ("\"bedrag\":31245,", ""), ("\"bedrag\":31245", "\"bedrag\":312.45"), ("\"bedrag\":31245", "\"bedrag\":-1"),
            ("\"bedrag\":31245", "\"bedrag\":\"31245\""), ("\"gebeurtenis_kenmerk\":\"a1\",", ""),
            ("\"gebeurtenis_type\":\"BetalingVerwerkt\"", "\"gebeurtenis_type\":\"Betaling\""),
            ("\"categorie\":\"Algemeen\"", "\"categorie\":\"Iets\""),
            ("\"saldo\":51605,", ""), ("\"type\":\"gem_rioolheffing\"", "\"type\":\"Rioolheffing\""),
            ("\"version\":\"3\"", "\"version\":\"3.0.0\""),
            ("\"bsn\":\"999990019\"", "\"bsn\":\"99999001\""), ("\"primaire_verplichting\":true", "\"primaire_verplichting\":\"ja\""),
            ("\"achterstanden\":[\"b2\"]", "\"achterstanden\":[\"\"]"), ("\"achterstanden\":[\"b2\"]", "\"achterstanden\":\"b2\""),
            ("\"zaakkenmerk\":\"BEL", "\"onbekend\":1,\"zaakkenmerk\":\"BEL"), ("https://wetten", "wetten"),
        ])
    func theJSONSchemaRefuses(old: String, new: String) throws {
        let text = try golden("taxes", "3.0.0", "json")
        try #require(text.contains(old))
        #expect(try complaints(text.replacing(old, with: new, maxReplacements: 1), "3.0.0") != [])
    }

    private func complaints(_ text: String, _ version: String) throws -> [String] {
        var diagnostics = Diagnostics()
        let definition = SourceText(name: "schema", text: try #require(standard.jsonSchema(version: version)))
        let schema = try #require(JSONReader.read(definition, into: &diagnostics))
        let document = try #require(JSONReader.read(SourceText(name: "document", text: text), into: &diagnostics))
        return JSONSchema(root: schema).complaints(document, schema, "")
    }
}
