import Connectors
import Core
import Syntax
import Testing

/// Who logged in, for whom, how sure that is, and whether it is a citizen: as messages of different vendors say it.
@Suite struct IdentityTests {
    private func connector(_ ask: String, headers: String = "{}", quirks: String = "{}", isXML: Bool = false) throws -> Connector {
        let (dialect, type) = isXML ? ("soap", "xml") : ("json", "json")
        return try Repository.connector(
            Repository.folder([
                "connector.yaml":
                    "vendor: proef\ndialect: \(dialect)\nquirks: \(quirks)\nquestions:\n  schuldenoverzicht:\n    minimum_assurance: substantieel\n    asks: [{ method: POST, paths: [/vraag], request: ask.\(type), headers: \(headers) }]\n    reply: reply.\(type)\n",
                "ask.\(type)": ask,
                "reply.xml":
                    "<x xmlns:a=\"urn:blauwbrug:sample\"><v>{volledig}</v><wie a:optional=\"\">{bsn}</wie><m a:each=\"meldingen\">{melding}</m><document xmlns=\"urn:d\" a:whole=\"document\"/></x>",
                "reply.json":
                    "{\"v\": \"{volledig}\", \"over\": \"{bsn}\", \"namens\": {\"a:value\": \"{vertegenwoordigde}\", \"a:optional\": true}, \"door\": {\"a:value\": \"{vertegenwoordiger}\", \"a:optional\": true}, \"niveau\": {\"a:value\": \"{betrouwbaarheidsniveau}\", \"a:optional\": true}, \"m\": [{\"a:each\": \"meldingen\", \"a:value\": \"{melding}\"}], \"d\": [{\"a:whole\": \"document\"}]}",
            ]))
    }

    private func request(_ body: String, headers: [(String, String)] = [], isXML: Bool = false) -> Request {
        let xml = "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body>\(body)</e:Body></e:Envelope>"
        return Request(
            method: "POST", path: "/vraag",
            headers: [Request.Header("Content-Type", isXML ? "text/xml" : "application/json")]
                + headers.map { Request.Header($0.0, $0.1) },
            body: Array((isXML ? xml : body).utf8))
    }

    private func problems(_ connector: Connector, _ request: Request) -> [String]? {
        connector.fault(request)?.problems.map { "\($0.name) \($0.code)" }
    }

    /// As a sample reads the `auth_context` of Open Formulieren, beside the variable `auth_bsn`.
    private static let registration = """
        {
          "auth_bsn": "{bsn}",
          "auth_context": {
            "source": { "a:value": "digid", "a:company": "eherkenning" },
            "levelOfAssurance": "{betrouwbaarheidsniveau}",
            "authorizee": {
              "legalSubject": {
                "identifierType": { "a:value": "bsn", "a:company": "rsin kvkNummer" },
                "identifier": { "a:value": "{bsn}", "a:same": true }
              },
              "actingSubject": { "a:any": true, "a:optional": true }
            },
            "representee": {
              "a:optional": true,
              "identifierType": { "a:value": "bsn", "a:company": true },
              "identifier": "{vertegenwoordigde}"
            },
            "mandate": { "a:any": "het formulier vraagt DigiD alleen om machtigingen voor deze dienst", "a:optional": true }
          }
        }
        """

    private func registration(
        bsn: String = "999990019", source: String = "digid", type: String = "bsn", identifier: String = "999990019",
        level: String = "urn:oasis:names:tc:SAML:2.0:ac:classes:MobileTwoFactorContract",
        representee: String? = "{\"identifierType\": \"bsn\", \"identifier\": \"999993653\"}"
    ) -> String {
        """
        { "auth_bsn": "\(bsn)", "auth_context": {
          "source": "\(source)", "levelOfAssurance": "\(level)",
          "authorizee": {"legalSubject": {"identifierType": "\(type)", "identifier": "\(identifier)"}},
          \(representee.map { "\"representee\": \($0)," } ?? "")
          "mandate": {"services": [{"id": "9f6c2e0e-2f9a-4a0d-9f53-000000000001"}]} } }
        """
    }

    @Test func theContextOfOpenFormulierenIsRead() throws {
        let connector = try connector(IdentityTests.registration)
        let represented = try connector.ask(request(registration())).inquiry
        #expect(represented.bsn == BSN("999993653") && represented.acting == BSN("999990019"))
        #expect(represented.assurance == .midden)
        for nobody in [nil, "null"] {
            let own = try connector.ask(request(registration(representee: nobody))).inquiry
            #expect(own.bsn == BSN("999990019") && own.acting == nil)
        }
    }

    @Test func aContextThatCannotBeHonouredIsRefused() throws {
        let connector = try connector(IdentityTests.registration)
        let cases: [(String, Fault.Situation, [String])] = [
            (registration(identifier: "999991450"), .invalid, ["auth_context.authorizee.legalSubject.identifier contradiction"]),
            (registration(bsn: ""), .invalid, ["auth_bsn required"]),
            (registration(level: "hoger"), .invalid, ["auth_context.levelOfAssurance assurance"]),
            (registration(source: "eidas"), .invalid, ["auth_context.source constant"]),
            (registration(source: "eHerkenning"), .forbidden, ["auth_context.source company"]),
            (registration(type: "RSIN"), .forbidden, ["auth_context.authorizee.legalSubject.identifierType company"]),
            (registration(type: "pseudo"), .invalid, ["auth_context.authorizee.legalSubject.identifierType constant"]),
            (
                registration(level: "urn:etoegang:core:assurance-class:loa3"), .forbidden, ["auth_context.levelOfAssurance company"]
            ),
            (
                registration(representee: "{\"identifierType\": \"kvkNummer\", \"identifier\": \"12345678\"}"), .forbidden,
                ["auth_context.representee.identifierType company"]
            ),
            (
                registration(representee: "{\"identifierType\": \"bsn\", \"identifier\": \"999990019\"}"), .invalid,
                ["auth_context.representee.identifier same_person"]
            ),
            (
                registration(representee: "{\"identifierType\": \"bsn\", \"identifier\": \"123456789\"}"), .invalidBSN,
                ["auth_context.representee.identifier pattern"]
            ),
            (
                registration(representee: "{\"identifierType\": \"bsn\"}"), .invalid,
                ["auth_context.representee.identifier required"]
            ),
        ]
        for (body, situation, expected) in cases {
            let fault = connector.fault(request(body))
            #expect(fault?.situation == situation, "\(expected)")
            #expect(fault?.problems.map { "\($0.name) \($0.code)" } == expected)
            let reply = connector.reply(with: try #require(fault), asked: nil, request: request(body), stamp: Sample.stamp)
            for digits in ["99999", "123456", "12345678"] { #expect(!reply.text.contains(digits)) }
        }
    }

    @Test func aCompanyIsToldOfAndOfNothingElse() throws {
        let connector = try connector(IdentityTests.registration)
        let body = registration(bsn: "", source: "eherkenning", type: "kvkNummer", identifier: "12345678", level: "x", representee: nil)
        let fault = try #require(connector.fault(request(body)))
        #expect(fault.situation == .forbidden && fault.problems.count == 2)
        #expect(Set(fault.problems.map(\.reason)) == ["Het overzicht is er alleen voor natuurlijke personen."])
        let reply = connector.reply(with: fault, asked: nil, request: request(body), stamp: Sample.stamp)
        #expect(reply.status == 403)
        #expect(reply.text.contains("Het overzicht is er alleen voor natuurlijke personen."))
    }

    @Test func aCompanyMayStandInAnElementAHeaderOrAnAttributeOfOurs() throws {
        let xml = try connector(
            "<q xmlns=\"urn:q\" xmlns:a=\"urn:blauwbrug:sample\"><bsn>{bsn}</bsn><soort a:optional=\"\" a:company=\"\">NPS</soort><bedrijf a:company=\"\"/></q>",
            isXML: true)
        func xmlProblems(_ inner: String) -> [String]? {
            problems(xml, request("<q xmlns=\"urn:q\">\(inner)</q>", isXML: true))
        }
        #expect(xmlProblems("<bsn>999990019</bsn>") == nil)
        #expect(xmlProblems("<bsn>999990019</bsn><soort>NPS</soort><bedrijf/>") == nil)
        #expect(xmlProblems("<bsn>999990019</bsn><soort/>") == nil)
        #expect(xmlProblems("<soort>NNP</soort>") == ["soort company"])
        #expect(xmlProblems("<bedrijf><rsin>1</rsin></bedrijf>") == ["bedrijf company"])
        let json = try connector("{\"bsn\": \"{bsn}\", \"bedrijf\": {\"a:company\": true}}", headers: "{ X-KvK: { company: true } }")
        #expect(problems(json, request("{\"bsn\":\"999990019\",\"bedrijf\":null}", headers: [("X-KvK", "")])) == nil)
        #expect(problems(json, request("{\"bsn\":\"999990019\",\"bedrijf\":{}}")) == nil)
        #expect(problems(json, request("{\"bedrijf\":{\"kvk\":\"12345678\"}}")) == ["bedrijf company"])
        #expect(problems(json, request("{\"bsn\":\"999990019\"}", headers: [("X-KvK", "12345678")])) == ["X-KvK company"])
    }

    @Test func whatStandsTwiceMustAgree() throws {
        let ask =
            "<q xmlns=\"urn:q\" xmlns:a=\"urn:blauwbrug:sample\"><weer a:optional=\"\" a:same=\"\">{bsn}</weer><bsn>{bsn}</bsn><r a:optional=\"\">{referentie}</r><s a:optional=\"\" a:same=\"\">{referentie}</s></q>"
        let xml = try connector(ask, quirks: "{ bsn_sector_prefix: true }", isXML: true)
        func xmlProblems(_ inner: String) -> [String]? {
            problems(xml, request("<q xmlns=\"urn:q\">\(inner)</q>", isXML: true))
        }
        #expect(xmlProblems("<bsn>999990019</bsn>") == nil)
        #expect(xmlProblems("<weer>999990019</weer><bsn>999990019</bsn><s>R</s><r>R</r>") == nil)
        #expect(xmlProblems("<weer>s00000000:999990019</weer><bsn>999990019</bsn>") == nil)
        #expect(xmlProblems("<weer>999993653</weer><bsn>999990019</bsn>") == ["weer contradiction"])
        #expect(xmlProblems("<bsn>999990019</bsn><r>R</r><s>r</s>") == ["s contradiction"])
        // Said once, in the place that is only compared: nothing was read, so it is not passed over.
        #expect(xmlProblems("<bsn>999990019</bsn><s>R</s>") == ["s contradiction"])
    }

    @Test func aReplySaysWhoseDebtsTheyAreAndWhoAsked() throws {
        let level = "\"niveau\": {\"a:value\": \"{betrouwbaarheidsniveau}\", \"a:optional\": true}"
        func ask(_ word: String) -> String {
            "{\"wie\": \"{bsn}\", \"ander\": {\"a:value\": \"{\(word)}\", \"a:optional\": true}, \(level)}"
        }
        let styles = [
            (ask("vertegenwoordigde"), "999993653", "999990019"), (ask("vertegenwoordiger"), "999990019", "999993653"),
        ]
        for (ask, subject, acting) in styles {
            let connector = try connector(ask)
            let asked = try connector.ask(request("{\"wie\":\"999990019\",\"ander\":\"999993653\",\"niveau\":\"LOW\"}"))
            #expect(asked.inquiry.bsn == BSN(subject) && asked.inquiry.acting == BSN(acting) && asked.inquiry.assurance == .midden)
            let text = try Replies.json(connector, asked).text
            #expect(
                text.hasPrefix(
                    "{\"v\":true,\"over\":\"\(subject)\",\"namens\":\"\(subject)\",\"door\":\"\(acting)\",\"niveau\":\"LOW\","))
            let own = try connector.ask(request("{\"wie\":\"999990019\"}"))
            let plain = try Replies.json(connector, own).text
            #expect(plain.hasPrefix("{\"v\":true,\"over\":\"999990019\",\"m\":"))
        }
    }

    @Test func aConnectorSaysWhatItsContractDemandsAndWhatItCanSay() throws {
        let silent = try connector("{\"bsn\": \"{bsn}\"}")
        #expect(!silent.carriesAssurance && silent.minimumAssurance == ["schuldenoverzicht": .substantieel])
        #expect(try connector("{\"bsn\": \"{bsn}\"}", headers: "{ X-LoA: \"{betrouwbaarheidsniveau}\" }").carriesAssurance)
        #expect(try Repository.connector("soap").minimumAssurance.isEmpty)
    }

    @Test func whoIsRepresentedIsNeverIgnored() throws {
        let connector = try connector("{\"bsn\": \"{bsn}\"}", quirks: "{ unknown: ignore }")
        for name in [
            "vertegenwoordigde", "vertegenwoordiger", "wordtVertegenwoordigdDoor", "representee", "auth_context_representee_identifier",
            "vertegenwoordigde-persoon", "representee_id", "authorizee", "legalSubject", "onBehalfOf", "burgerservicenr", "represents",
            "gemachtigde", "machtiging", "volmachtgever", "mandate", "authContext",
        ] {
            for value in ["\"x\"", "0", "{\"a\":1}"] {
                #expect(problems(connector, request("{\"bsn\":\"999990019\",\"\(name)\":\(value)}")) == ["\(name) unsupported"])
                #expect(problems(connector, request("{\"bsn\":\"999990019\",\"meer\":{\"\(name)\":\(value)}}")) == ["\(name) unsupported"])
            }
            // A form sends its variables also when nobody is represented.
            for value in ["\"\"", "null", "{}", "[]"] {
                #expect(problems(connector, request("{\"bsn\":\"999990019\",\"\(name)\":\(value)}")) == nil)
            }
            #expect(problems(connector, request("{\"bsn\":\"999990019\"}", headers: [("X-\(name)", "x")])) == ["X-\(name) unsupported"])
        }
    }
}
