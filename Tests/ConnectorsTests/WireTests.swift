import Core
import Standard
import Syntax
import Testing

@testable import Connectors

/// Switches of one vendor, each off and on: a small vendor, its case, and what comes of it.
@Suite struct WireTests {
    private static let reply = """
        <v:antwoord xmlns:v="urn:v" xmlns:a="urn:blauwbrug:sample"><v:volledig>{volledig}</v:volledig><v:open>{totaal.saldo}</v:open>
          <v:melding a:each="meldingen">{melding}</v:melding></v:antwoord>
        """

    /// A vendor whose message is its BSN and whom it is for.
    private static func connector(_ lines: String) throws -> Connector {
        try Repository.connector(
            Repository.folder([
                "connector.yaml": """
                vendor: proef
                dialect: soap
                version: "4.1.0"
                \(lines)
                questions:
                  schuldenoverzicht:
                    asks: [{ paths: [/vraag], request: ask.xml }]
                    reply: reply.xml
                    drops: [{ word: financiele_zaken, because: proef }]
                """,
                "ask.xml": """
                <v:vraag xmlns:v="urn:v" xmlns:a="urn:blauwbrug:sample"><v:wie>{bsn}</v:wie><v:aan a:optional="">{ontvanger.organisatie}</v:aan>
                  <v:bij a:optional="">{ontvanger.administratie}</v:bij></v:vraag>
                """,
                "reply.xml": reply,
            ]))
    }

    private static func message(_ bsn: String, header: String = "") -> String {
        "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Header>\(header)</e:Header><e:Body><vraag xmlns=\"urn:v\"><wie>\(bsn)</wie></vraag></e:Body></e:Envelope>"
    }

    private static func request(_ bsn: String, header: String = "") -> Request {
        Messages.soap(message(bsn, header: header), path: "/vraag")
    }

    // MARK: - The BSN

    @Test(arguments: [
        // As written, what must be on for it, and the BSN.
        ("999990019", "", "999990019"), (" 999990019\n", "", "999990019"), ("\r\n\t999990019 ", "", "999990019"),
        ("012345672", "", "012345672"), ("12345672", "bsn_8_digits", "012345672"), (" 12345672 ", "bsn_8_digits", "012345672"),
        ("s00000000:999990019", "bsn_sector_prefix", "999990019"), ("\n s00000000:999990019", "bsn_sector_prefix", "999990019"),
    ]) func aBSNIsReadOnlyAsItsVendorMayWriteIt(written: String, needs: String, bsn: String) throws {
        for quirks in ["", "bsn_8_digits", "bsn_sector_prefix"] {
            let connector = try Self.connector(quirks.isEmpty ? "" : "quirks: { \(quirks): true }")
            let request = Self.request(written)
            if needs.isEmpty || needs == quirks {
                #expect(try connector.ask(request).inquiry.bsn == BSN(bsn))
            } else {
                #expect(connector.fault(request)?.situation == .invalidBSN, "'\(written)' with '\(quirks)'")
            }
        }
    }

    @Test(arguments: [
        "000000000", "00000000", "s00000000:000000000", "s00000000:00000000", "s00000001:999990019", "S00000000:999990019",
        "s00000000: 999990019", "s00000000:s00000000:999990019", "999990018", "99999001", "9999900190", "999 990 019", "9999.90.019",
        "٩٩٩٩٩٠٠١٩", "999990019\u{A0}", "+99990019",
    ]) func noVendorMayWriteItSo(written: String) throws {
        for quirks in ["", "quirks: { bsn_8_digits: true, bsn_sector_prefix: true }"] {
            let fault = try #require(try Self.connector(quirks).fault(Self.request(written)))
            #expect(fault.situation == .invalidBSN)
        }
    }

    @Test func bothSwitchesGoTogether() throws {
        let connector = try Self.connector("quirks: { bsn_8_digits: true, bsn_sector_prefix: true }")
        #expect(try connector.ask(Self.request("s00000000:12345672")).inquiry.bsn == BSN("012345672"))
    }

    // MARK: - Headers

    private static let security =
        "<w:Security xmlns:w=\"http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd\"%>"
        + "<w:Timestamp><w:Created>2026-11-21T19:30:12Z</w:Created></w:Timestamp></w:Security>"

    @Test(
        arguments: [
            // The switch; what becomes of no header, a header, and one that must be understood.
            ("", nil, nil, .mustUnderstand), ("wsse: { header: pass }", nil, nil, .mustUnderstand),
            ("wsse: { header: tolerate }", nil, nil, nil), ("wsse: { header: forbid }", nil, .unsupported, .unsupported),
            ("wsse: { header: require }", .invalid, nil, nil),
        ] as [(String, Fault.Situation?, Fault.Situation?, Fault.Situation?)])
    func securityIsNeverBelieved(word: String, none: Fault.Situation?, there: Fault.Situation?, demanded: Fault.Situation?) throws {
        let connector = try Self.connector(word)
        func situation(_ header: String) -> Fault.Situation? { connector.fault(Self.request("999990019", header: header))?.situation }
        #expect(situation("") == none)
        #expect(situation(Self.security.replacing("%", with: "")) == there)
        #expect(situation(Self.security.replacing("%", with: " e:mustUnderstand=\"1\"")) == demanded)
    }

    @Test func aCitizenInAHeaderIsRefusedWhateverTheSwitch() throws {
        let connector = try Self.connector("wsse: { header: tolerate }")
        let header = Self.security.replacing("%", with: "").replacing("<w:Created>", with: "<w:bsn>999993653</w:bsn><w:Created>")
        #expect(connector.fault(Self.request("999990019", header: header))?.problems.map(\.name) == ["bsn"])
    }

    private static let wsa = "http://www.w3.org/2005/08/addressing"

    private func addressed(_ spoken: String = "") throws -> (Connector, Asked) {
        let connector = try Self.connector("")
        let header = "<w:MessageID xmlns:w=\"\(Self.wsa)\" e:mustUnderstand=\"1\">urn:uuid:&lt;1&gt;</w:MessageID>\(spoken)"
        return (connector, try connector.ask(Self.request("999990019", header: header)))
    }

    @Test func theAnswerMirrorsTheAddressing() throws {
        let (connector, asked) = try addressed()
        let text = try Replies.json(connector, asked).text
        #expect(
            text.contains(
                "<SOAP-ENV:Header xmlns:wsa=\"\(Self.wsa)\"><wsa:Action>urn:v/vraagResponse</wsa:Action><wsa:MessageID>urn:uuid:\(Sample.reference)</wsa:MessageID><wsa:RelatesTo>urn:uuid:&lt;1&gt;</wsa:RelatesTo></SOAP-ENV:Header>"
            ))
        #expect(try !Replies.json(connector, connector.ask(Self.request("999990019"))).text.contains("Header"))
    }

    @Test func addressingForAnotherRoleIsNotMirrored() throws {
        let connector = try Self.connector("")
        let header = "<w:MessageID xmlns:w=\"\(Self.wsa)\" e:actor=\"urn:elders\">a</w:MessageID>"
        #expect(try !Replies.json(connector, connector.ask(Self.request("999990019", header: header))).text.contains("Header"))
    }

    // MARK: - Nothing to tell

    private static let nothing = Answer(documents: [], completeness: Completeness())

    @Test func nothingIsAnAnswerUnlessTheVendorWantsAFault() throws {
        let plain = try Self.connector("")
        #expect(try Replies.json(plain, plain.ask(Self.request("999990019")), Self.nothing).status == 200)
        let connector = try Self.connector("quirks: { empty: fo02 }")
        let asked = try connector.ask(Self.request("999990019"))
        let reply = try Replies.json(connector, asked, Self.nothing)
        #expect(reply.status == 500)
        #expect(reply.text.contains("<faultstring>Object niet gevonden</faultstring>") && reply.text.contains("StUF064"))
        #expect(try Replies.json(connector, asked).status == 200)
    }

    /// A source that failed may have known of debts: that is not "nothing".
    @Test func whatIsIncompleteIsNeverToldAsNothing() throws {
        let connector = try Self.connector("quirks: { empty: fo02 }")
        let missing = Completeness.Missing(source: "heffingen", kind: .timeout)
        let reply = try Replies.json(
            connector, connector.ask(Self.request("999990019")),
            Answer(documents: [], completeness: Completeness(missing: [missing])))
        #expect(reply.status == 200)
        #expect(reply.text.contains("volledig>false<"))
    }

    // MARK: - Encodings

    @Test func latin1IsReadOnlyWhereItIsSwitchedOn() throws {
        let body = Array("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>".utf8) + Array(Self.message("999990019").utf8)
        let request = Request(method: "POST", path: "/vraag", headers: [Request.Header("Content-Type", "text/xml")], body: body)
        #expect(try Self.connector("").fault(request)?.situation == .encoding)
        #expect(try Self.connector("quirks: { latin1: true }").fault(request) == nil)
    }
}
