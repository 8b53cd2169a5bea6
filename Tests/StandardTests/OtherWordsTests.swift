import Core
import Standard
import Testing

/// Another standard, with other words, works as well: the program knows roles, not names.
@Suite struct OtherWordsTests {
    let tab: Tab

    init() throws { tab = Tab(try Compiled.small.get()) }

    private func events() throws -> [CaseEvent] {
        [
            try tab.event("Drink", "d1", ["poured": at("2025-01-10"), "price": .money(Cents(500)), "size": .text("small")]),
            try tab.event("Drink", "d2", ["poured": at("2025-01-11"), "price": .money(Cents(700)), "shared": .boolean(true)]),
            try tab.event(
                "Bill", "b1", ["when": at("2025-01-12"), "sum": .money(Cents(1200)), "until": at("2025-02-01"), "reference": .text("R1")]),
            try tab.event(
                "Bill", "b2", ["when": at("2025-01-13"), "sum": .money(Cents(1200)), "until": at("2025-02-01"), "reference": .text("R2")]),
            try tab.event("Torn", "t1", ["when": at("2025-01-14"), "bill": .text("b2")]),
            try tab.event("Paid", "p1", ["when": at("2025-01-15"), "sum": .money(Cents(200)), "reference": .text("R1")]),
        ]
    }

    @Test func isWrittenInItsOwnWords() throws {
        let text = String(decoding: try tab.rendition(events(), version: "1.0.0").documents[0].bytes, as: UTF8.self)
        #expect(
            text.hasPrefix(
                "{\"edition\":\"one\",\"owned-by\":\"00000001001234567000\",\"tabs\":[{\"number\":\"Z-1\",\"open\":1000,"
                    + "\"lines\":[{\"what\":\"Drink\",\"id\":\"d1\","
                    + "\"when\":\"2025-01-10T00:00:00+01:00\",\"poured\":\"2025-01-10T00:00:00+01:00\",\"price\":500,\"size\":\"small\"},"))
        #expect(text.hasSuffix("],\"late\":[\"b1\"]}]}"))
        #expect(!text.contains("shared"))
    }

    @Test func isWrittenAsXMLInItsOwnWords() throws {
        let text = String(
            decoding: try tab.rendition(events(), version: "2.0.0", as: .xml(namespace: "urn:tab")).documents[0].bytes, as: UTF8.self)
        #expect(
            text.hasPrefix(
                "<tabs xmlns=\"urn:tab\"><edition>two</edition><owned-by>00000001001234567000</owned-by><tabs><tab><number>Z-1</number>"))
        #expect(text.contains("<line><what>Torn</what><id>t1</id><when>2025-01-14T00:00:00+01:00</when><bill>b2</bill></line>"))
        #expect(text.hasSuffix("</lines><late><id>b1</id></late></tab></tabs></tabs>"))
        #expect(!text.contains("<size>") && text.contains("<shared>true</shared>"))
    }

    @Test func addsUpInItsOwnWords() throws {
        let zaak = try tab.rendered(events(), version: "2.0.0")
        #expect(zaak.saldo == Cents(1000))
        #expect(zaak.arrears == [Arrear("b1", 1000)])
        #expect(tab.standard.defaultVersion == "1.0.0")
        #expect(tab.standard.list("tabs", in: .document) == .cases)
    }

    @Test func noWireNameOfTheStandardStandsInTheProgram() throws {
        let fcid = try Compiled.fcid.get()
        var names = Set(fcid.kinds.flatMap { kind in [kind.name] + kind.fields.map(\.name) })
        for version in fcid.versions {
            names.formUnion(fcid.words(in: .document, version: version))
            names.formUnion(fcid.words(in: .zaak, version: version))
        }
        names.formUnion(["body", "financiele_zaak", "gebeurtenis", "achterstand"])
        // Words of the definition files, of the formats and of our own API that happen to be the same.
        names.subtract(["type", "version", "bsn"])
        #expect(names.count > 40)
        for path in try sources("\(Files.root)/Sources/Standard") {
            let text = String(decoding: try Files.read(path), as: UTF8.self)
            for line in text.split(separator: "\n") where !line.trimmingPrefix(while: \.isWhitespace).hasPrefix("//") {
                let literals = line.split(separator: "\"", omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 1 }
                for (_, literal) in literals { #expect(!names.contains(String(literal)), "\(literal) in \(path)") }
            }
        }
    }

    private func sources(_ folder: String) throws -> [String] {
        try Files.list(folder).flatMap { name -> [String] in
            name.hasSuffix(".swift") ? ["\(folder)/\(name)"] : try sources("\(folder)/\(name)")
        }
    }
}
