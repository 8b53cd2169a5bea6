import Core
import Standard
import Syntax
import Testing

/// The examples of the reference (fcid.md §1.7 and §1.8) come out as they stand there, in both forms and both versions.
@Suite struct GoldenTests {
    static let namespace = "http://voorbeeld.example/koppelvlak/bk0100"
    let tab: Tab

    init() throws { tab = try Tab() }

    private func rendition(_ zaak: FinancialCase, _ version: String, _ form: Rendition.Form) throws -> Rendition {
        try tab.standard.rendition(of: tab.answer([zaak]), about: Tab.citizen, in: version, at: Tab.now, as: form)
    }

    static let files: [(String, String)] = [("taxes", "3.0.0"), ("taxes", "4.1.0"), ("reclaim", "3.0.0"), ("reclaim", "4.1.0")]

    private func example(_ name: String) throws -> FinancialCase { name == "taxes" ? try Examples.taxes(tab) : try Examples.reclaim(tab) }

    @Test(arguments: files) func asJSON(name: String, version: String) throws {
        let bytes = try rendition(example(name), version, .json).documents[0].bytes
        var diagnostics = Diagnostics()
        let source = SourceText(name: name, bytes: bytes)
        #expect(JSONReader.read(source, into: &diagnostics) != nil)
        #expect(diagnostics.all.isEmpty)
        try Files.expectGolden(String(decoding: bytes, as: UTF8.self) + "\n", "\(name)-\(version).json")
    }

    @Test(arguments: files) func asXML(name: String, version: String) throws {
        let bytes = try rendition(example(name), version, .xml(namespace: Self.namespace)).documents[0].bytes
        try Files.expectGolden(String(decoding: bytes, as: UTF8.self) + "\n", "\(name)-\(version).xml")
    }

    @Test func theTaxesAddUpAsInTheReference() throws {
        let zaak = try rendition(Examples.taxes(tab), "3.0.0", .json).documents[0].cases[0]
        #expect(zaak.value("totaal_opgelegd", tab.standard, "3.0.0") == .money(Cents(91605)))
        #expect(zaak.value("totaal_reeds_betaald", tab.standard, "3.0.0") == .money(Cents(40000)))
        #expect(zaak.saldo == Cents(51605))
        #expect(zaak.arrears == [Arrear(kenmerk: "b2", open: Cents(51605))])
        #expect(zaak.kenmerken(tab.standard) == ["a1", "a2", "a3", "b1", "c1", "a4", "d1", "b2"])
    }

    @Test func theReclaimAddsUpAsInTheReference() throws {
        let zaak = try rendition(Examples.reclaim(tab), "4.1.0", .json).documents[0].cases[0]
        #expect(zaak.value("totaal_financieel_verplicht", tab.standard, "4.1.0") == .money(Cents(120_000)))
        #expect(zaak.value("totaal_financieel_vereffend", tab.standard, "4.1.0") == .money(Cents(35000)))
        #expect(zaak.saldo == Cents(85000))
        #expect(zaak.arrears == [])
        #expect(zaak.kenmerken(tab.standard) == ["e1", "f1", "f2", "f3", "g1", "h4"])
    }

    /// The reference's own text, key by key and in its order. Its payments leave out the zaakkenmerk, which §1.4 says every event carries.
    @Test func theTaxesReadAsInTheReference() throws {
        let bytes = try rendition(Examples.taxes(tab), "3.0.0", .json).documents[0].bytes
        var diagnostics = Diagnostics()
        let ours = try #require(JSONReader.read(SourceText(name: "ours", bytes: bytes), into: &diagnostics))
        let theirs = try #require(JSONReader.read(Files.source("reference/taxes-3.0.0.json", under: Files.tests), into: &diagnostics))
        #expect(flat(ours) == flat(theirs))
    }

    @Test func theReclaimReadsAsInTheReference() throws {
        let bytes = try rendition(Examples.reclaim(tab), "4.1.0", .json).documents[0].bytes
        var diagnostics = Diagnostics()
        let ours = try #require(JSONReader.read(SourceText(name: "ours", bytes: bytes), into: &diagnostics))
        let theirs = try #require(JSONReader.read(Files.source("reference/reclaim-4.1.0.json", under: Files.tests), into: &diagnostics))
        #expect(flat(ours) == flat(theirs))
    }

    /// A tree as lines, one per leaf, in order.
    private func flat(_ node: Node, _ path: String = "") -> [String] {
        switch node.content {
        case .map(let entries): entries.flatMap { flat($0.value, "\(path).\($0.key)") }
        case .list(let items): ["\(path)#\(items.count)"] + items.enumerated().flatMap { flat($1, "\(path)[\($0)]") }
        case .text(let text): ["\(path)=\"\(text)\""]
        case .number(let digits): ["\(path)=\(digits)"]
        case .boolean(let flag): ["\(path)=\(flag)"]
        case .nothing: ["\(path)=null"]
        }
    }
}
