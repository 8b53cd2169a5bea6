import Connectors
import Core
import Standard
import Syntax
import Testing

/// What a reply sample can say, in XML and in JSON.
@Suite struct ReplySampleTests {
    private static let xml = """
        vendor: proef
        dialect: soap
        version: "4.1.0"
        prefixes: { v: "urn:v" }
        questions:
          schuldenoverzicht:
            asks: [{ method: POST, paths: [/vraag], request: ask.xml }]
            reply: reply.xml
        """
    private static let ask = """
        <v:vraag xmlns:v="urn:v" xmlns:a="urn:blauwbrug:sample"><v:wie>{bsn}</v:wie><v:ref a:optional="">{referentie}</v:ref><v:k a:optional="">{echo.kanaal}</v:k></v:vraag>
        """
    private static let nothing = """
        <a:nothing a:kind="BetalingsverplichtingIngetrokken FinancieleVerplichtingKwijtgescholden FinancieleVerplichtingGecorrigeerd" because="proef"/>
        """
    private static let allKinds = [
        "FinancieleVerplichtingOpgelegd", "BetalingsverplichtingIngetrokken", "BetalingsverplichtingOpgelegd", "BetalingVerwerkt",
        "FinancieleVerplichtingKwijtgescholden", "FinancieleVerplichtingGecorrigeerd",
    ].map { "{ word: \($0), because: proef }" }.joined(separator: ", ")

    /// Fills the inside of `<v:antwoord>` for a request; what a sample leaves out is dropped with a reason first.
    private func fill(
        _ inside: String, request: String = "<v:vraag xmlns:v=\"urn:v\"><v:wie>999990019</v:wie></v:vraag>",
        answer: Answer = Replies.answer(),
        drops: String = allKinds + ", " + words
    ) throws -> String {
        let files = [
            "connector.yaml": ReplySampleTests.xml + "\n    drops: [\(drops)]\n", "ask.xml": ReplySampleTests.ask,
            "reply.xml": "<v:antwoord xmlns:v=\"urn:v\" xmlns:w=\"urn:w\" xmlns:a=\"urn:blauwbrug:sample\">\(inside)</v:antwoord>",
        ]
        let connector = try Repository.connector(Repository.folder(files))
        let body =
            "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body>\(request)</e:Body></e:Envelope>"
        let asked = try connector.ask(Messages.soap(body, path: "/vraag"))
        let reply = try Replies.json(connector, asked, answer)
        _ = try XMLReader.read(reply.body, limits: XMLLimits())
        let from = try #require(reply.text.range(of: "<v:antwoord")?.upperBound)
        let text = reply.text[from...]
        let inner = text[text.index(after: try #require(text.firstIndex(of: ">")))...]
        return String(inner[..<(try #require(inner.range(of: "</v:antwoord>")?.lowerBound))])
    }
    private static let words =
        "{ word: totaal_financieel_verplicht, because: p }, { word: totaal_financieel_vereffend, because: p }, { word: saldo, because: p }, { word: volledig, because: p }"

    private func filled(_ inside: String, _ expected: String, request: String? = nil, answer: Answer = Replies.answer()) throws {
        let standard = "<v:vraag xmlns:v=\"urn:v\"><v:wie>999990019</v:wie></v:vraag>"
        let names = ReplySampleTests.dropsFor(inside)
        #expect(try fill(inside, request: request ?? standard, answer: answer, drops: names) == expected)
    }

    /// Only what the sample really leaves out may have a reason.
    private static func dropsFor(_ inside: String) -> String {
        var words: [String] = []
        for word in ["totaal_financieel_verplicht", "totaal_financieel_vereffend", "saldo"] where !inside.contains("{\(word)}") {
            words.append(word)
        }
        if !inside.contains("{volledig}"), !inside.contains("{melding}") { words.append("volledig") }
        if !inside.contains("gebeurtenissen") {
            words += Repository.standard.kinds.map(\.name)
        } else if !inside.contains("{bedrag}") {
            words.append("bedrag")
        }
        return words.map { "{ word: \($0), because: proef }" }.joined(separator: ", ")
    }

    @Test func wordsOfTheMessage() throws {
        try filled(
            "<v:a nr=\"{reply.referentie}\">{reply.tijdstip}</v:a><v:b>{bsn}</v:b><v:c>{volledig}</v:c><v:d>{documentVersie}</v:d>",
            "<v:a nr=\"\(Sample.reference)\">2025-07-01T09:15:00+02:00</v:a><v:b>999990019</v:b><v:c>true</v:c><v:d>4.1.0</v:d>")
    }

    @Test func constantsAndPartsOfTextsAreEscaped() throws {
        try filled("<v:a x=\"&lt;&amp;\">&lt;{{ {bsn} }}</v:a><v:leeg/>", "<v:a x=\"&lt;&amp;\">&lt;{ 999990019 }</v:a><v:leeg/>")
    }

    @Test func listsRepeatAndStepsFormat() throws {
        try filled(
            "<v:z a:each=\"financiele_zaken\" nr=\"Z:{zaakkenmerk}\"><v:s a:step=\"decimal\">{saldo}</v:s><v:d a:step=\"yyyymmdd\">{saldo_datumtijd}</v:d></v:z>",
            "<v:z nr=\"Z:Z-1\"><v:s>212.45</v:s><v:d>20250701</v:d></v:z><v:z nr=\"Z:Z-2\"><v:s>0.05</v:s><v:d>20250701</v:d></v:z>")
    }

    @Test func stepsHoldForAnAttributeWhenTheTextHasNoHole() throws {
        try filled(
            "<v:z a:each=\"financiele_zaken\" a:step=\"decimal\" s=\"{saldo}\"/>", "<v:z s=\"212.45\"/><v:z s=\"0.05\"/>")
    }

    @Test func eventsDifferByKind() throws {
        try filled(
            "<v:z a:each=\"financiele_zaken\"><a:each in=\"gebeurtenissen\"><v:op a:kind=\"FinancieleVerplichtingOpgelegd\">{bedrag}</v:op><v:vraag a:kind=\"BetalingsverplichtingOpgelegd\" soort=\"{type}\">{bedrag}</v:vraag><v:af a:kind=\"BetalingVerwerkt\">{bedrag}</v:af>\(ReplySampleTests.nothing)</a:each></v:z>",
            "<v:z><v:op>31245</v:op><v:vraag soort=\"Aanschrijving\">31245</v:vraag><v:af>10000</v:af></v:z><v:z><v:op>5</v:op></v:z>")
    }

    @Test func eventsCanLookAlike() throws {
        try filled(
            "<v:z a:each=\"financiele_zaken\"><v:g a:each=\"gebeurtenissen\" a:optional=\"all\" s=\"{gebeurtenis_type}\"><v:b>{bedrag}</v:b><v:o>{omschrijving}</v:o></v:g></v:z>",
            "<v:z><v:g s=\"FinancieleVerplichtingOpgelegd\"><v:b>31245</v:b><v:o>Onroerendezaakbelasting</v:o></v:g><v:g s=\"BetalingsverplichtingOpgelegd\"><v:b>31245</v:b></v:g><v:g s=\"BetalingVerwerkt\"><v:b>10000</v:b></v:g></v:z><v:z><v:g s=\"FinancieleVerplichtingOpgelegd\"><v:b>5</v:b></v:g></v:z>"
        )
    }

    @Test func organisationsAndArrears() throws {
        var answer = Replies.answer()
        answer.documents.append(OrganisationAnswer(organisation: Replies.organisation("00000001009876543000"), cases: []))
        try filled(
            "<v:o a:each=\"documenten\" oin=\"{aangeleverd_door}\"><v:z a:each=\"financiele_zaken\" van=\"{aangeleverd_door}\"><v:t a:each=\"achterstanden\" k=\"{achterstand.kenmerk}\">{achterstand.open}</v:t></v:z></v:o>",
            "<v:o oin=\"00000001001234567000\"><v:z van=\"00000001001234567000\"><v:t k=\"b1\">21245</v:t></v:z><v:z van=\"00000001001234567000\"></v:z></v:o><v:o oin=\"00000001009876543000\"></v:o>",
            answer: answer)
    }

    @Test func remarksSayWhatIsMissing() throws {
        var answer = Replies.answer()
        answer.completeness.missing = [Completeness.Missing(source: "sociaal", kind: .unreachable)]
        answer.completeness.notes = [String(repeating: "x", count: 300)]
        let long = String(repeating: "x", count: 249) + "…"
        try filled(
            "<v:v>{volledig}</v:v><v:m a:each=\"meldingen\">- {melding}</v:m>",
            "<v:v>false</v:v><v:m>- Dit overzicht is niet volledig: de gegevens van sociaal ontbreken, omdat dit systeem niet bereikbaar is.</v:m><v:m>- \(long)</v:m>",
            answer: answer)
    }

    @Test func optionalElementsDisappear() throws {
        let sample =
            "<v:a a:optional=\"\"><v:b>{referentie}</v:b></v:a><v:c a:optional=\"all\" k=\"{echo.kanaal}\"><v:r>{referentie}</v:r><v:s>altijd</v:s></v:c>"
        try filled(sample, "")
        try filled(
            sample, "<v:a><v:b>R</v:b></v:a><v:c><v:r>R</v:r><v:s>altijd</v:s></v:c>",
            request: "<v:vraag xmlns:v=\"urn:v\"><v:wie>999990019</v:wie><v:ref>R</v:ref></v:vraag>")
        try filled(
            sample, "<v:c k=\"&lt;K&amp;\"><v:s>altijd</v:s></v:c>",
            request: "<v:vraag xmlns:v=\"urn:v\"><v:wie>999990019</v:wie><v:k>&lt;K&amp;</v:k></v:vraag>")
    }

    @Test func otherNamespacesKeepTheirOwn() throws {
        #expect(
            try fill("<w:a w:b=\"{bsn}\"/>", drops: ReplySampleTests.allKinds + ", " + ReplySampleTests.words)
                == "<ns1:a ns1:b=\"999990019\"/>")
    }

    @Test func whatASourceDoesNotGiveLeavesItsElementOut() throws {
        try filled(
            """
            <v:z a:each="financiele_zaken"><a:each in="gebeurtenissen"><v:op a:kind="FinancieleVerplichtingOpgelegd" b="{bedrag}">\
            <v:o a:optional="">{omschrijving}</v:o><v:c a:optional=""><v:d>{beschikkingsnummer}</v:d></v:c></v:op>\
            <a:nothing a:kind="BetalingsverplichtingOpgelegd BetalingVerwerkt" because="proef"/>\(ReplySampleTests.nothing)</a:each></v:z>
            """,
            """
            <v:z><v:op b="31245"><v:o>Onroerendezaakbelasting</v:o><v:c><v:d>B-1</v:d></v:c></v:op></v:z>\
            <v:z><v:op b="5"></v:op></v:z>
            """)
    }

    @Test func theVersionsAreThoseTheSampleSaysAllOf() throws {
        #expect(try Repository.connector("soap").versions == ["4.1.0", "3.0.0"])
        var files = Repository.files(under: "\(DiagnosticCaseTests.folder)/CON000-base-xml", called: "proef")
        #expect(try Repository.connector(VendorFolder(name: "proef", files: files)).versions == ["4.1.0"])
        let (sample, connector) = (try #require(files["reply.xml"]), try #require(files["connector.yaml"]))
        func text(_ source: SourceText) -> String { String(decoding: source.bytes, as: UTF8.self) }
        let older = text(sample).replacing("financieel_verplicht}", with: "opgelegd}")
            .replacing("financieel_vereffend}", with: "reeds_betaald}")
            .split(separator: "\n").filter { !$0.contains("Gecorrigeerd") }.joined(separator: "\n")
            .replacing("<v:ref ", with: "<v:m a:each=\"meldingen\">{melding}</v:m><v:ref ")
        files["reply.xml"] = SourceText(name: "reply.xml", text: older)
        files["connector.yaml"] = SourceText(name: "connector.yaml", text: text(connector).replacing("4.1.0", with: "3.0.0"))
        #expect(try Repository.connector(VendorFolder(name: "proef", files: files)).versions == ["3.0.0"])
    }

    @Test func aVersionThatCountsWhatItDoesNotShowIsOfferedOnlyWithRemarks() throws {
        let ask = "<v:vraag xmlns:v=\"urn:v\"><v:wie>{bsn}</v:wie></v:vraag>"
        func versions(_ inside: String, drops: String = "") throws -> [String] {
            let sample = "<v:a xmlns:v=\"urn:v\" xmlns:a=\"urn:blauwbrug:sample\">\(inside)<v:d a:whole=\"document\"/></v:a>"
            return try Repository.connector(
                Repository.folder(["connector.yaml": ReplySampleTests.xml + drops, "ask.xml": ask, "reply.xml": sample])
            ).versions
        }
        #expect(try versions("<v:v>{volledig}</v:v>") == ["4.1.0"])
        #expect(try versions("<v:m a:each=\"meldingen\">{melding}</v:m>") == ["4.1.0", "3.0.0"])
        #expect(try versions("<v:v>{volledig}</v:v>", drops: "\n    drops: [{ word: melding, because: p }]\n") == ["4.1.0", "3.0.0"])
    }

    @Test func jsonTakesTheTypeOfItsField() throws {
        let files = [
            "connector.yaml": ReplySampleTests.xml.replacing("soap", with: "json").replacing("    prefixes", with: "#")
                .replacing("prefixes: { v: \"urn:v\" }", with: "").replacing(".xml", with: ".json"),
            "ask.json": "{\"wie\": \"{bsn}\", \"ref\": {\"a:value\": \"{referentie}\", \"a:optional\": true}}",
            "reply.json": """
            {
              "a": "{volledig}", "tekst": "{{{bsn}}} \\"x\\"", "vast": [1, true, null, "é\\n"],
              "ref": {"a:value": "{referentie}", "a:optional": true},
              "om": {"a:optional": "all", "ref": "{referentie}", "vast": 1},
              "tijd": "{reply.tijdstip}", "dag": {"a:value": "{reply.tijdstip}", "a:step": "date"},
              "zaken": [{
                "a:each": "financiele_zaken", "a:optional": "all", "nr": "{zaakkenmerk}", "op": "{totaal_financieel_verplicht}",
                "af": "{totaal_financieel_vereffend}", "saldo": {"a:value": "{saldo}", "a:step": "decimal"},
                "laat": [{"a:each": "achterstanden", "a:value": "{achterstand.kenmerk}"}],
                "posten": [{"a:each": "gebeurtenissen", "a:kinds": [
                  {"a:kind": "FinancieleVerplichtingOpgelegd", "in": "{bedrag}", "hoofd": "{primaire_verplichting}", "om": "{omschrijving}"},
                  {"a:kind": "BetalingVerwerkt", "uit": "{bedrag}"},
                  {"a:kind": "BetalingsverplichtingOpgelegd BetalingsverplichtingIngetrokken", "a:nothing": true, "a:because": "proef"},
                  {"a:kind": "FinancieleVerplichtingKwijtgescholden FinancieleVerplichtingGecorrigeerd", "a:nothing": true, "a:because": "p"}
                ]}]
              }]
            }
            """,
        ]
        let connector = try Repository.connector(Repository.folder(files))
        func reply(_ body: String) throws -> String {
            let request = Request(
                method: "POST", path: "/vraag", headers: [Request.Header("Content-Type", "application/json")], body: Array(body.utf8))
            let reply = try Replies.json(connector, try connector.ask(request))
            _ = try JSONReader.read(reply.body, limits: JSONLimits())
            return reply.text
        }
        // Under `all` a list without items is absent too.
        let rest =
            "\"tijd\":\"2025-07-01T09:15:00+02:00\",\"dag\":\"2025-07-01\",\"zaken\":[{\"nr\":\"Z-1\",\"op\":31245,\"af\":10000,\"saldo\":\"212.45\",\"laat\":[\"b1\"],\"posten\":[{\"in\":31245,\"hoofd\":true,\"om\":\"Onroerendezaakbelasting\"},{\"uit\":10000}]},{\"nr\":\"Z-2\",\"op\":5,\"af\":0,\"saldo\":\"0.05\",\"posten\":[{\"in\":5,\"hoofd\":true}]}]}"
        let start = "{\"a\":true,\"tekst\":\"{999990019} \\\"x\\\"\",\"vast\":[1,true,null,\"é\\n\"],"
        let first = try reply("{\"wie\":\"999990019\"}")
        #expect(first == start + rest, "\(first)")
        #expect(
            try reply("{\"wie\":\"999990019\",\"ref\":\"a\\\"b\"}") == start + "\"ref\":\"a\\\"b\",\"om\":{\"ref\":\"a\\\"b\",\"vast\":1},"
                + rest)
    }
}
