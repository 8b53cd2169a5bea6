import Connectors
import Core
import Standard
import Syntax
import Testing

/// SOAP 1.2 on the address of SOAP 1.1: answered in the envelope's version, faults as the recommendation has them.
@Suite struct SOAP12Tests {
    private static let namespace = "http://www.w3.org/2003/05/soap-envelope"
    private let connector: Connector
    init() throws { connector = try Repository.connector("soap") }

    private func request(_ body: String, type: String = "application/soap+xml; charset=utf-8") -> Request {
        Messages.soap(body, type: type)
    }

    private func told(_ connector: Connector, _ request: Request) throws -> Reply {
        let fault = try #require(connector.fault(request))
        return connector.reply(with: fault, asked: nil, request: request, stamp: Sample.stamp)
    }

    @Test func aMessageIsReadWhateverItsMediaTypeSays() throws {
        for type in ["application/soap+xml", "application/soap+xml; charset=utf-8; action=\"geefSchuldenoverzicht_Di02\"", "text/xml"] {
            #expect(try connector.ask(request(Messages.di02(envelope: Self.namespace), type: type)).inquiry.bsn == BSN("999990019"))
        }
    }

    @Test func aFaultHasCodeReasonAndDetail() throws {
        let reply = try told(connector, request(Messages.di02(envelope: Self.namespace, bsn: "1")))
        #expect(reply.status == 500)
        #expect(reply.header("Content-Type") == "application/soap+xml; charset=utf-8")
        let text = reply.text
        for part in [
            "<env:Envelope xmlns:env=\"\(Self.namespace)\">", "<env:Code><env:Value>env:Sender</env:Value></env:Code>",
            "<env:Reason><env:Text xml:lang=\"nl\">", "<env:Detail><StUF:Fo02Bericht", "<StUF:code>StUF055</StUF:code>",
            "</env:Detail></env:Fault>",
        ] { #expect(text.contains(part), "\(part)") }
        #expect(!text.contains("<faultcode>"))
    }

    @Test func ourOwnFailureIsTheReceivers() {
        let reply = connector.reply(
            with: Fault(.sourceFailed), asked: nil, request: request(Messages.di02(envelope: Self.namespace)), stamp: Sample.stamp)
        #expect(reply.text.contains("<env:Value>env:Receiver</env:Value>"))
    }

    @Test func whatCannotBeReadIsAnsweredInItsProbableVersion() throws {
        for (body, type, prefix) in [
            ("<e:Envelope xmlns:e=\"\(Self.namespace)\"><e:Body>", "text/xml", "env"), ("<", "application/soap+xml", "env"),
            ("<", "text/xml", "SOAP-ENV"), ("<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\">", "text/xml", "SOAP-ENV"),
        ] { #expect(try told(connector, request(body, type: type)).text.contains("<\(prefix):Fault>"), "\(body) \(type)") }
    }

    @Test func headersForAnotherRoleAreNotOurs() throws {
        func header(_ role: String) -> String { "<x xmlns='urn:x' e:mustUnderstand='true'\(role)/>" }
        for role in ["", " e:role='\(Self.namespace)/role/next'", " e:role='\(Self.namespace)/role/ultimateReceiver'"] {
            let body = Messages.di02(envelope: Self.namespace, header: header(role))
            #expect(try told(connector, request(body)).text.contains("env:MustUnderstand"), "\(role)")
        }
        for role in [" e:role='urn:other'", " e:role='\(Self.namespace)/role/none'"] {
            #expect(connector.fault(request(Messages.di02(envelope: Self.namespace, header: header(role)))) == nil, "\(role)")
        }
    }

    @Test func theLegacySwitchPutsTheChildrenOfA11FaultInA12Envelope() throws {
        let legacy = try Repository.connector("soap", replacing: "  fault_http_status: 500", with: "  soap12_fault_style: legacy11")
        let text = try told(legacy, request(Messages.di02(envelope: Self.namespace, bsn: "1"))).text
        #expect(text.contains("<env:Fault><faultcode>env:Sender</faultcode><faultstring>"))
        #expect(text.contains("</faultstring><detail><StUF:Fo02Bericht"))
        #expect(!text.contains("env:Reason"))
    }
}
