import Connectors
import Core
import Syntax
import Testing

/// What a request sample can say beyond what the shipped vendors use.
@Suite struct RequestSampleTests {
    private func connector(_ ask: String, quirks: String = "{}", isXML: Bool = true) throws -> Connector {
        let (dialect, type) = isXML ? ("soap", "xml") : ("json", "json")
        return try Repository.connector(
            Repository.folder([
                "connector.yaml":
                    "vendor: proef\ndialect: \(dialect)\nquirks: \(quirks)\nquestions:\n  schuldenoverzicht:\n    asks: [{ method: POST, paths: [/vraag], request: ask.\(type) }]\n    reply: reply.\(type)\n",
                "ask.\(type)": ask,
                "reply.xml":
                    "<x xmlns:a=\"urn:blauwbrug:sample\"><v>{volledig}</v><m a:each=\"meldingen\">{melding}</m><document xmlns=\"urn:d\" a:whole=\"document\"/></x>",
                "reply.json":
                    "{\"v\": \"{volledig}\", \"m\": [{\"a:each\": \"meldingen\", \"a:value\": \"{melding}\"}], \"d\": [{\"a:whole\": \"document\"}]}",
            ]))
    }

    private func problems(_ connector: Connector, _ message: String, isXML: Bool = true) -> [String]? {
        let xml = "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body>\(message)</e:Body></e:Envelope>"
        let request = Request(
            method: "POST", path: "/vraag", headers: [Request.Header("Content-Type", isXML ? "text/xml" : "application/json")],
            body: Array((isXML ? xml : message).utf8))
        return connector.fault(request)?.problems.map { "\($0.name) \($0.code)" }
    }

    @Test func unknownPartsAreRefusedOrIgnored() throws {
        let ask = "<q xmlns=\"urn:q\"><bsn>{bsn}</bsn></q>"
        let message = "<q xmlns=\"urn:q\" x=\"1\"><bsn>999990019</bsn><extra><diep>1</diep></extra></q>"
        #expect(problems(try connector(ask), message) == ["q/@x unknown", "extra unknown"])
        #expect(problems(try connector(ask, quirks: "{ unknown: ignore }"), message) == nil)
        let json = "{\"bsn\": \"{bsn}\"}"
        let body = "{\"bsn\":\"999990019\",\"extra\":{\"diep\":[1]}}"
        #expect(problems(try connector(json, isXML: false), body, isXML: false) == ["extra unknown"])
        #expect(problems(try connector(json, quirks: "{ unknown: ignore }", isXML: false), body, isXML: false) == nil)
    }

    @Test func whatChangesTheAnswerIsNeverIgnored() throws {
        let xml = try connector("<q xmlns=\"urn:q\"><bsn>{bsn}</bsn></q>", quirks: "{ unknown: ignore }")
        let json = try connector("{\"bsn\": \"{bsn}\"}", quirks: "{ unknown: ignore }", isXML: false)
        for name in ["peildatum", "Peil-Datum", "bsn2", "burgerservicenummer", "vertegenwoordiger", "representatie", "inp.bsn"] {
            let inXML = "<q xmlns=\"urn:q\"><bsn>999990019</bsn><extra><o:\(name) xmlns:o=\"urn:o\">x</o:\(name)></extra></q>"
            #expect(problems(xml, inXML) == ["\(name) unsupported"])
            for part in ["<extra \(name)=\"x\"/>", "<extra><diep o:\(name)=\"x\" xmlns:o=\"urn:o\"/></extra>"] {
                #expect(problems(xml, "<q xmlns=\"urn:q\"><bsn>999990019</bsn>\(part)</q>") == ["@\(name) unsupported"])
            }
            #expect(problems(json, "{\"bsn\":\"999990019\",\"extra\":[{\"\(name)\":1}]}", isXML: false) == ["\(name) unsupported"])
        }
    }

    @Test func namesOfAMessageThatCouldHoldADatumAreNotRepeated() throws {
        let json = try connector("{\"bsn\": \"{bsn}\"}", isXML: false)
        for name in ["999993653", "x9999", "naam van iemand", String(repeating: "x", count: 41), "<x>"] {
            #expect(problems(json, "{\"bsn\":\"999990019\",\"\(name)\":1}", isXML: false) == ["onbekend unknown"])
        }
    }

    @Test func quirksOfBSNs() throws {
        let ask = "<q xmlns=\"urn:q\"><bsn>{bsn}</bsn></q>"
        func taken(_ quirks: String, _ bsn: String) throws -> Bool {
            problems(try connector(ask, quirks: quirks), "<q xmlns=\"urn:q\"><bsn>\(bsn)</bsn></q>") == nil
        }
        // 010464554 passes the 11-proef.
        #expect(try !taken("{}", "10464554"))
        #expect(try taken("{ bsn_8_digits: true }", "10464554"))
        #expect(try !taken("{ bsn_8_digits: true }", "10464555"))
        #expect(try !taken("{}", "s00000000:999990019"))
        #expect(try taken("{ bsn_sector_prefix: true }", "s00000000:999990019"))
        #expect(try !taken("{ bsn_sector_prefix: true }", "s00000001:999990019"))
    }

    @Test func listsOfARequestHaveOneLength() throws {
        let json = try connector("{\"type\": \"Raadpleeg\", \"n\": 1, \"ja\": true, \"bsns\": [\"{bsn}\"]}", isXML: false)
        func message(_ bsns: String, type: String = "\"Raadpleeg\"", n: String = "1", ja: String = "true") -> [String]? {
            problems(json, "{\"type\":\(type),\"n\":\(n),\"ja\":\(ja),\"bsns\":\(bsns)}", isXML: false)
        }
        #expect(message("[\"999990019\"]") == nil)
        #expect(message("[\"999990019\",\"999993653\"]") == ["bsns maxItems"])
        #expect(message("[]") == ["bsns minItems"])
        #expect(message("\"999990019\"") == ["bsns array"])
        #expect(message("[\"999990018\"]") == ["bsns[0] pattern"])
        #expect(message("[\"999990019\"]", type: "\"Zoek\"", n: "2", ja: "false") == ["type constant", "n constant", "ja constant"])
        #expect(message("[\"999990019\"]", type: "1", n: "\"1\"", ja: "1") == ["type type", "n type", "ja type"])
    }

    @Test func anyIsNotReadAndConstantsMustBeSo() throws {
        let ask =
            "<q xmlns=\"urn:q\" xmlns:a=\"urn:blauwbrug:sample\" soort=\"x\"><v a:case=\"ignore\">Ja</v><n>{bsn}</n><w a:any=\"\"/><o a:optional=\"\"><p>vast</p></o></q>"
        let connector = try connector(ask)
        func message(_ inside: String, soort: String = "soort=\"x\"") -> [String]? {
            problems(connector, "<q xmlns=\"urn:q\" \(soort)>\(inside)</q>")
        }
        #expect(message("<v>JA</v><n>999990019</n><w><x>1</x>2</w>") == nil)
        #expect(message("<v>JA</v><n>999990019</n>") == ["w required"])
        #expect(message("<v>nee</v><n>999990019</n><w/>", soort: "") == ["v constant", "q/@soort required"].reversed())
        #expect(message("<v>ja</v><n>999990019</n><w/><o/>") == ["p required"])
        #expect(message("<v>ja</v><n>999990019</n><w/><o><p>anders</p></o>") == ["p constant"])
        #expect(message("<v>ja</v><n><x/></n><w/>") == ["n type"])
        #expect(message("<v>ja</v>los<n>999990019</n><w/>") == ["q type"])
    }

    @Test func theVersionsAReplyCanSayAreOffered() throws {
        let connector = try connector(
            "<q xmlns=\"urn:q\" xmlns:a=\"urn:blauwbrug:sample\"><n>{bsn}</n><versie a:optional=\"\">{documentVersie}</versie></q>")
        #expect(problems(connector, "<q xmlns=\"urn:q\"><n>999990019</n><versie>3.0.0</versie></q>") == nil)
        #expect(problems(connector, "<q xmlns=\"urn:q\"><n>999990019</n><versie>4.1.0</versie></q>") == nil)
        #expect(problems(connector, "<q xmlns=\"urn:q\"><n>999990019</n><versie>4</versie></q>") == ["versie version"])
    }

    @Test func theHashChangesWithASampleAndNotWithACase() throws {
        let one = try connector("<q xmlns=\"urn:q\"><n>{bsn}</n></q>").hash
        let two = try connector("<q xmlns=\"urn:q\"><m>{bsn}</m></q>").hash
        #expect(one != two)
        var folder = Repository.vendor("json")
        let before = try Repository.connector(folder).hash
        folder = VendorFolder(
            name: "json", files: folder.files.merging(["cases/y/request.json": SourceText(name: "y", text: "{}")]) { $1 })
        #expect(try Repository.connector(folder).hash == before)
    }
}
