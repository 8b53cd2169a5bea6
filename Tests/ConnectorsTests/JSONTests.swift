import Connectors
import Core
import Standard
import Syntax
import Testing

@Suite struct JSONTests {
    let connector: Connector
    init() throws { connector = try Repository.connector("json") }

    private func problem(_ request: Request) throws -> (reply: Reply, node: Node) {
        let fault = try #require(connector.fault(request))
        let reply = connector.reply(with: fault, asked: nil, request: request, stamp: Sample.stamp)
        return (reply, try JSONReader.read(reply.body, limits: JSONLimits()))
    }

    @Test func aPostIsRead() throws {
        let asked = try connector.ask(Messages.json("{\"bsn\":\"999990019\",\"documentVersie\":\"4.1.0\",\"referentie\":\"r\"}"))
        #expect(asked.inquiry.bsn == BSN("999990019"))
        #expect(asked.version == "4.1.0")
        #expect(asked.form == .json)
        #expect(asked.inquiry.reference == "r")
        #expect(try connector.ask(Messages.json("{\"bsn\":\"999990019\"}")).version == "3.0.0")
    }

    @Test func aGetReadsHeaders() throws {
        let headers = [("x-bsn", "999990019"), ("X-Referentie", "r"), ("X-Vertegenwoordigde", ""), ("X-Anders", "y"), ("Accept", "*/*")]
        let asked = try connector.ask(Messages.get(headers, path: "/voorbeeldstad/v1/schuldenoverzicht"))
        #expect(asked.inquiry.bsn == BSN("999990019"))
        #expect(asked.inquiry.reference == "r")
        #expect(asked.inquiry.tenant == "voorbeeldstad")
    }

    @Test func aGetThatCannotBeReadIsRefused() throws {
        let cases: [([(String, String)], String, [String])] = [
            ([], "", ["X-BSN required"]),
            ([("X-BSN", "")], "", ["X-BSN required"]),
            ([("X-BSN", "999990019"), ("X-BSN", "999993653")], "", ["X-BSN duplicate"]),
            ([("X-BSN", "999990019, 999993653")], "", ["X-BSN pattern"]),
            ([("X-BSN", "999990019"), ("X-Vertegenwoordigde", "999990019")], "", ["X-Vertegenwoordigde same_person"]),
            ([("X-BSN", "999990019"), ("X-Vertegenwoordigde", "999993654")], "", ["X-Vertegenwoordigde pattern"]),
            ([("X-BSN", "999990019"), ("X-LoA", "21")], "", ["X-LoA assurance"]),
            ([("X-LoA", "urn:etoegang:core:assurance-class:loa3")], "", ["X-LoA company"]),
            ([("X-BSN", "999990019"), ("X-Peildatum", "2025-01-01")], "", ["X-Peildatum unsupported"]),
            ([("X-BSN", "999990019"), ("X-Document-Versie", "5")], "", ["X-Document-Versie version"]),
            ([("X-BSN", "999990019")], "{}", ["body unknown"]),
        ]
        for (headers, body, expected) in cases {
            let fault = try #require(connector.fault(Messages.get(headers, body: body)))
            #expect(fault.problems.map { "\($0.name) \($0.code)" } == expected)
        }
    }

    @Test func aHeaderThatThisRequestDoesNotReadIsRefusedWhenItWouldChangeTheAnswer() throws {
        func fault(_ headers: [(String, String)]) -> Fault? {
            connector.fault(Messages.json("{\"bsn\":\"999990019\"}", headers: [("Content-Type", "application/json")] + headers))
        }
        let all = try #require(fault([("X-Peildatum", "2025-01-01"), ("x-vertegenwoordigde", "x"), ("X-BSN", "123456782")]))
        #expect(all.situation == .unsupported)
        #expect(all.problems.map(\.name) == ["X-Peildatum", "X-Vertegenwoordigde", "X-BSN"])
        #expect(all.problems.map(\.reason)[0] == "Een peildatum wordt nog niet ondersteund.")
        // Declared by the GET alone.
        for name in ["X-BSN", "X-Referentie", "X-Document-Versie", "X-LoA", "X-Vertegenwoordigde", "X-Peildatum"] {
            #expect(fault([(name, "x")])?.problems.map { "\($0.name) \($0.code)" } == ["\(name) unsupported"])
            #expect(fault([(name, "")]) == nil)
        }
        // Declared by nobody.
        for name in [
            "Peildatum", "BSN", "inp.bsn", "X-Representatie", "representatie", "X-Peil_Tijdstip", "x-machtiging", "X-Burgerservicenummer",
        ] {
            #expect(fault([(name, "x")])?.problems.map { "\($0.name) \($0.code)" } == ["\(name) unsupported"])
            #expect(fault([(name, "")]) == nil)
            let get = connector.fault(Messages.get([("X-BSN", "999990019"), (name, "x")]))
            #expect(get?.problems.map { "\($0.name) \($0.code)" } == ["\(name) unsupported"])
        }
        #expect(fault([("BSN-999993653", "x")])?.problems.map(\.name) == ["onbekend"])
        for name in ["Accept-Language", "X-Request-ID", "X-Forwarded-For", "traceparent", "User-Agent", "X", "Authorization", "Cookie"] {
            #expect(fault([(name, "x")]) == nil, "\(name)")
        }
    }

    @Test(arguments: [
        "123456789", "000000000", "99999001", "9999900190", " 999990019", "999990019 ", "99999001x", "٩٩٩٩٩٠٠١٩", "999.990.019",
    ]) func aBSNThatIsNoneIsRefused(bsn: String) throws {
        let request = Messages.json("{\"bsn\":\"\(bsn)\"}")
        #expect(connector.fault(request)?.situation == .invalidBSN)
        let (reply, node) = try problem(request)
        #expect(reply.status == 400)
        #expect(node["code"]?.text == "paramsValidation")
        #expect(node["invalidParams"]?.list?.first?["name"]?.text == "bsn")
        #expect(!reply.text.contains(bsn))
    }

    @Test func shapesThatAreNotAgreedAreRefused() throws {
        let cases: [(String, Fault.Situation)] = [
            ("", .malformed), ("[]", .malformed), ("{\"bsn\":\"999990019\"} x", .malformed), ("{\"bsn\":999990019}", .invalid),
            ("{\"bsn\":[\"999990019\"]}", .invalid), ("{\"bsn\":null}", .invalid), ("{}", .invalid),
            ("{\"bsn\":\"999990019\",\"bsn\":\"999993653\"}", .invalid), ("{\"bsn\":\"999990019\",\"x\":1}", .invalid),
            ("{\"bsn\":\"999990019\",\"peildatum\":\"2025-01-01\"}", .unsupported),
            ("{\"bsn\":\"999990019\",\"peildatum\":null}", .internal),
            ("{\"bsn\":\"999990019\",\"vertegenwoordiger\":{\"bsn\":\"999993653\"}}", .invalid),
            ("{\"bsn\":\"999990019\",\"vertegenwoordiger\":\"999990019\"}", .invalid),
            ("{\"bsn\":\"999990019\",\"betrouwbaarheidsniveau\":true}", .invalid),
            ("{\"bsn\":\"999990019\",\"betrouwbaarheidsniveau\":2e1}", .invalid),
            ("{\"bsn\":\"999990019\",\"betrouwbaarheidsniveau\":20}", .internal),
            ("{\"betrouwbaarheidsniveau\":\"urn:etoegang:core:assurance-class:loa2\"}", .forbidden),
            ("{\"bsn\":\"999990019\",\"representatie\":\"xml\"}", .unsupported),
            ("{\"bsn\":\"999990019\",\"documentVersie\":\"4.0.0\"}", .unknownVersion),
        ]
        for (body, situation) in cases {
            // `internal` stands for: no fault at all.
            #expect(connector.fault(Messages.json(body))?.situation ?? .internal == situation, "\(body)")
        }
        #expect(throws: Fault.self) { try connector.ask(Messages.json("\u{FEFF}{\"bsn\":\"999990019\"}")) }
    }

    @Test func mediaTypesAreHonoured() {
        func fault(_ headers: [(String, String)]) -> Fault.Situation? {
            connector.fault(Messages.json("{\"bsn\":\"999990019\"}", headers: headers))?.situation
        }
        #expect(
            fault([("Content-Type", "application/json; charset=utf-8"), ("Accept", "application/json, application/problem+json")]) == nil)
        #expect(fault([("Content-Type", "application/json"), ("Accept", "text/html, application/*;q=0.8")]) == nil)
        #expect(fault([]) == .unsupportedMediaType)
        #expect(fault([("Content-Type", "text/json")]) == .unsupportedMediaType)
        #expect(fault([("Content-Type", "application/json; charset=utf-16")]) == .unsupportedMediaType)
        #expect(fault([("Content-Type", "application/json"), ("Content-Type", "application/json")]) == .unsupportedMediaType)
        #expect(fault([("Content-Type", "application/json"), ("Content-Encoding", "gzip")]) == .unsupportedMediaType)
        #expect(fault([("Content-Type", "application/json"), ("Accept", "application/xml")]) == .notAcceptable)
        #expect(fault([("Content-Type", "application/json"), ("Accept", "application/json;q=0, */*;q=0.1")]) == .notAcceptable)
        #expect(fault([("Content-Type", "application/json"), ("Accept", "application/pdf;q=0, application/json;q=0")]) == .notAcceptable)
    }

    @Test func anyQueryIsRefused() throws {
        for query in ["", "bsn=999990019", "x"] {
            let (reply, node) = try problem(Messages.json("{\"bsn\":\"999990019\"}", query: query))
            #expect(reply.status == 400)
            #expect(node["invalidParams"]?.list?.first?["name"]?.text == "query")
            #expect(!reply.text.contains("999990019"))
        }
    }

    @Test func everyReplyCarriesTheVersionOfTheAPI() throws {
        for situation in Fault.Situation.allCases {
            let reply = connector.reply(with: Fault(situation), asked: nil, request: Messages.json("{}"), stamp: Sample.stamp)
            #expect(reply.header("API-Version") == "1.0.0")
        }
        let asked = try connector.ask(Messages.json("{\"bsn\":\"999990019\"}"))
        #expect(try Replies.json(connector, asked).header("API-Version") == "1.0.0")
    }

    @Test func theVersionOfTheAPIIsTheConnectorsOwn() throws {
        var files = Repository.vendor("json").files
        let text = try #require(files["connector.yaml"]).text.replacing("api_version: \"1.0.0\"", with: "api_version: \"2.3.0\"")
        files["connector.yaml"] = SourceText(name: "connector.yaml", text: text)
        let connector = try Repository.connector(VendorFolder(name: "json", files: files))
        func versions(_ reply: Reply) -> [String] { reply.headers.filter { $0.name == "API-Version" }.map(\.value) }
        for situation in Fault.Situation.allCases {
            let reply = connector.reply(with: Fault(situation), asked: nil, request: Messages.json("{}"), stamp: Sample.stamp)
            #expect(versions(reply) == ["2.3.0"])
        }
        #expect(versions(try Replies.json(connector, try connector.ask(Messages.json("{\"bsn\":\"999990019\"}")))) == ["2.3.0"])
    }

    @Test func aWrongMethodSaysWhichAreRight() {
        let fault = Fault(.methodNotAllowed, allow: ["GET", "POST"])
        let reply = connector.reply(with: fault, asked: nil, request: Messages.get([]), stamp: Sample.stamp)
        #expect(reply.status == 405)
        #expect(reply.header("Allow") == "GET, POST")
    }

    @Test func theReferenceIsAURI() throws {
        for (reference, instance) in [
            (Sample.reference, "urn:uuid:\(Sample.reference)"), ("r-1", "urn:blauwbrug:referentie:r-1"),
        ] {
            let reply = PlainFaults.reply(to: Fault(.notFound), stamp: Stamp(reference: reference, now: Sample.stamp.now))
            #expect(try JSONReader.read(reply.body, limits: JSONLimits())["instance"]?.text == instance)
            #expect(reply.status == 404)
        }
    }
}
