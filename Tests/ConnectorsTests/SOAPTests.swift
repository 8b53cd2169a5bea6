import Connectors
import Core
import Standard
import Syntax
import Testing

@Suite struct SOAPTests {
    let connector: Connector
    init() throws { connector = try Repository.connector("soap") }

    /// The StUF code in the fault a request gets, or the SOAP code alone.
    private func code(_ request: Request) throws -> String {
        let fault = try #require(connector.fault(request))
        let text = connector.reply(with: fault, asked: nil, request: request, stamp: Sample.stamp).text
        let tag = text.contains("<StUF:code>") ? "<StUF:code>" : "<faultcode>"
        let from = try #require(text.range(of: tag)?.upperBound)
        return String(text[from...].prefix { $0 != "<" })
    }

    @Test func everythingOfTheMessageIsRead() throws {
        let request = Messages.soap(
            Messages.di02(
                bsn: " 999990019\n",
                stuurgegevens:
                    "<s:zender><s:organisatie>0999</s:organisatie><s:applicatie>EFORM</s:applicatie><s:administratie/></s:zender><s:referentienummer>R1</s:referentienummer><s:tijdstipBericht>20260101</s:tijdstipBericht>",
                parameters:
                    "<b:parameters><b:documentVersie>3.0.0</b:documentVersie><b:representatie>json</b:representatie></b:parameters>",
                persoon:
                    "<b:authenticatie><b:middel>digid</b:middel><b:betrouwbaarheidsniveau>25</b:betrouwbaarheidsniveau></b:authenticatie>"),
            path: "/voorbeeldstad/soap/schuldenoverzicht")
        let asked = try connector.ask(request)
        #expect(asked.inquiry.bsn == BSN("999990019"))
        #expect(asked.inquiry.reference == "R1")
        #expect(asked.inquiry.parties.sender.organisation == "0999")
        #expect(asked.inquiry.parties.sender.application == "EFORM")
        #expect(asked.inquiry.assurance == .substantieel)
        #expect(asked.inquiry.tenant == "voorbeeldstad")
        #expect(asked.version == "3.0.0")
        #expect(asked.form == .json)
    }

    @Test func defaultsHoldWhenNothingIsSaid() throws {
        let asked = try connector.ask(Messages.soap(Messages.di02()))
        #expect(asked.version == "4.1.0")
        #expect(asked.form == .xml(namespace: "http://voorbeeld.example/koppelvlak/bk0100"))
        #expect(asked.question == "schuldenoverzicht")
        #expect(asked.inquiry.tenant == nil)
        #expect(asked.inquiry.reference == nil)
    }

    @Test(arguments: [
        [], [""], ["\"\""], [Messages.action], ["\"\(Messages.action)\""], ["geefSchuldenoverzicht_Di02"],
        ["\"geefSchuldenoverzicht_Di02\""],
    ]) func anActionThatDoesNotContradictIsTaken(action: [String]) throws {
        #expect(connector.fault(Messages.soap(Messages.di02(), action: action)) == nil)
    }

    @Test func anActionThatContradictsIsRefused() {
        for action in [["wisSchulden"], ["\"\(Messages.action)x\""], [Messages.action, "wisSchulden"]] {
            #expect(connector.fault(Messages.soap(Messages.di02(), action: action))?.situation == .actionMismatch)
        }
        let type = "application/soap+xml; action=\"wisSchulden\""
        #expect(connector.fault(Messages.soap(Messages.di02(), type: type))?.situation == .actionMismatch)
    }

    @Test(arguments: ["text/xml", "TEXT/XML;charset=\"UTF-8\"", "application/soap+xml; charset=utf-8"])
    func contentTypesOfSOAPAreTaken(type: String) {
        #expect(connector.fault(Messages.soap(Messages.di02(), type: type)) == nil)
    }

    @Test(arguments: [nil, "application/json", "text/xml; charset=iso-8859-1", "text/plain", "application/xml", "text", ""])
    func otherContentTypesGet415(type: String?) {
        let request = Messages.soap(Messages.di02(), type: type)
        #expect(connector.fault(request)?.situation == .unsupportedMediaType)
        let reply = connector.reply(with: Fault(.unsupportedMediaType), asked: nil, request: request, stamp: Sample.stamp)
        #expect(reply.status == 415)
    }

    @Test func compressedBodiesGet415() {
        let headers = [Request.Header("Content-Type", "text/xml"), Request.Header("Content-Encoding", "gzip")]
        let request = Request(method: "POST", path: Messages.soapPath, headers: headers, body: Array(Messages.di02().utf8))
        #expect(connector.fault(request)?.situation == .unsupportedMediaType)
    }

    @Test func faultsFollowTheTableOfStUF() throws {
        let cases: [(String, String)] = [
            ("StUF055", Messages.di02(bsn: "123456789")),
            ("StUF055", Messages.di02(bsn: "000000000")),
            ("StUF055", Messages.di02(bsn: "99999001")),
            ("StUF055", Messages.di02(bsn: "")),
            ("StUF055", "geen xml"),
            ("StUF055", "<!DOCTYPE x><x/>"),
            ("StUF055", "<x/>"),
            ("StUF055", Messages.di02(besideMessage: "<x/>")),
            ("StUF055", Messages.di02(besideMessage: "tekst")),
            ("StUF055", Messages.di02(parameters: "<b:parameters><b:peildatum>2025-01-01</b:peildatum></b:parameters>")),
            ("StUF055", Messages.di02(parameters: "<b:parameters><b:representatie>csv</b:representatie></b:parameters>")),
            ("StUF055", Messages.di02(parameters: "<b:parameters><b:taal>fr</b:taal></b:parameters>")),
            ("StUF055", Messages.di02(parameters: "<b:parameters><b:documentVersie>2.0.0</b:documentVersie></b:parameters>")),
            ("StUF055", Messages.di02(persoon: "<b:vertegenwoordiger><b:inp.bsn>999990019</b:inp.bsn></b:vertegenwoordiger>")),
            ("StUF055", Messages.di02(persoon: Messages.login("31"))),
            ("StUF052", Messages.di02(bsn: "", persoon: Messages.login("urn:etoegang:core:assurance-class:loa3"))),
            ("StUF055", Messages.di02(persoon: "<b:extra/>")),
            ("StUF022", Messages.di02(berichtcode: "Xx01")),
            ("StUF025", Messages.di02(berichtcode: "Lv01")),
            ("StUF025", Messages.di02(root: "geefSchuldenoverzicht_Di01", berichtcode: "Di01")),
            ("StUF037", Messages.di02(root: "wisSchulden_Di02", functie: "wisSchulden")),
            ("StUF022", Messages.di02(root: "wisSchulden_Di02")),
            ("StUF028", Messages.di02(entiteittype: "VES")),
            ("StUF034", Messages.di02(functie: "wisSchulden")),
            // The first of the table wins.
            ("StUF022", Messages.di02(berichtcode: "Xx01", functie: "wisSchulden", entiteittype: "VES", bsn: "1")),
            ("StUF025", Messages.di02(berichtcode: "Lv01", functie: "wisSchulden", entiteittype: "VES", bsn: "1")),
            ("StUF028", Messages.di02(functie: "wisSchulden", entiteittype: "VES", bsn: "1")),
            ("StUF001", Messages.di02(sector: "urn:anders", stuf: "http://www.egem.nl/StUF/StUF0204")),
            ("StUF004", Messages.di02(sector: "http://www.egem.nl/StUF/sector/bg/0310")),
            ("StUF007", Messages.di02(sector: "http://voorbeeld.example/koppelvlak/bk0200")),
            ("SOAP-ENV:VersionMismatch", Messages.di02(envelope: "urn:unknown")),
            ("SOAP-ENV:MustUnderstand", Messages.di02(header: "<x xmlns='urn:x' e:mustUnderstand='1'/>")),
        ]
        for (expected, body) in cases { #expect(try code(Messages.soap(body)) == expected, "\(body)") }
    }

    @Test func detailsNameTheElement() throws {
        for (name, body) in [
            ("peildatum", Messages.di02(parameters: "<b:parameters><b:peildatum>2025-01-01</b:peildatum></b:parameters>")),
            (
                "vertegenwoordiger/inp.bsn",
                Messages.di02(persoon: "<b:vertegenwoordiger><b:inp.bsn>999993654</b:inp.bsn></b:vertegenwoordiger>")
            ),
            ("betrouwbaarheidsniveau", Messages.di02(persoon: Messages.login("Gemiddeld"))),
            ("betrouwbaarheidsniveau", Messages.di02(persoon: Messages.login("urn:etoegang:core:assurance-class:loa3"))),
            ("inp.bsn", Messages.di02(bsn: "999990018")),
            ("representatie", Messages.di02(parameters: "<b:parameters><b:representatie>csv</b:representatie></b:parameters>")),
            ("taal", Messages.di02(parameters: "<b:parameters><b:taal>fr</b:taal></b:parameters>")),
            ("documentVersie", Messages.di02(parameters: "<b:parameters><b:documentVersie>9</b:documentVersie></b:parameters>")),
        ] {
            let fault = try #require(connector.fault(Messages.soap(body)))
            #expect(fault.problems.map(\.name) == [name])
            let reply = connector.reply(with: fault, asked: nil, request: Messages.soap(body), stamp: Sample.stamp)
            #expect(reply.text.contains("<StUF:details>\(name): "))
            #expect(reply.text.contains("<StUF:plek>client</StUF:plek>"))
            #expect(!reply.text.contains("99999"))
        }
    }

    @Test func whatSaysNothingIsNoReasonToRefuse() {
        for body in [
            Messages.di02(parameters: "<b:parameters><b:peildatum/></b:parameters>"),
            Messages.di02(
                parameters:
                    "<b:parameters><b:peildatum xmlns:x='http://www.w3.org/2001/XMLSchema-instance' x:nil='true'/></b:parameters>"),
            Messages.di02(parameters: "<b:parameters/>"),
            Messages.di02(persoon: "<b:vertegenwoordiger> </b:vertegenwoordiger>"),
            Messages.di02(header: "<x xmlns='urn:x' e:mustUnderstand='0'/><y xmlns='urn:y' e:actor='urn:ander' e:mustUnderstand='1'/>"),
            Messages.di02(functie: "GEEFschuldenoverzicht"),
            "\u{FEFF}" + Messages.di02(bsn: "<!-- x --><![CDATA[999990019]]>"),
        ] { #expect(connector.fault(Messages.soap(body)) == nil, "\(body)") }
    }

    @Test func anyOrderOfElementsIsTaken() {
        let swapped = Messages.di02(
            stuurgegevens: "<s:referentienummer>R</s:referentienummer><s:zender><s:applicatie>A</s:applicatie></s:zender>")
        #expect(connector.fault(Messages.soap(swapped)) == nil)
    }

    @Test func anElementTwiceIsRefused() {
        let twice = Messages.di02(persoon: "<b:inp.bsn>999990019</b:inp.bsn>")
        #expect(connector.fault(Messages.soap(twice))?.problems.map(\.code) == ["duplicate"])
    }

    @Test func prefixesMeanNothingAndUnqualifiedAttributesAreTaken() {
        let php = Messages.di02().replacing("s:entiteittype", with: "entiteittype").replacing(
            "s:functie=\"selectie", with: "functie=\"selectie")
        #expect(connector.fault(Messages.soap(php)) == nil)
    }

    @Test func aQueryIsRefused() {
        #expect(connector.fault(Messages.soap(Messages.di02(), query: "wsdl"))?.problems.map(\.name) == ["query"])
    }

    @Test func aHeaderThatWouldChangeTheAnswerIsRefused() {
        func fault(_ name: String, _ value: String) -> Fault? {
            let headers = [Request.Header("Content-Type", "text/xml"), Request.Header(name, value)]
            return connector.fault(Request(method: "POST", path: Messages.soapPath, headers: headers, body: Array(Messages.di02().utf8)))
        }
        for name in ["X-Peildatum", "peildatum", "X-Vertegenwoordigde", "X-BSN", "X-Representatie"] {
            let fault = fault(name, "x")
            #expect(fault?.situation == .unsupported)
            #expect(fault?.problems.map(\.name) == [name])
        }
        #expect(fault("X-Vertegenwoordigde", "") == nil)
        #expect(fault("X-Anders", "x") == nil)
    }

    @Test func tooLongReferencesAreRefused() {
        let long = String(repeating: "x", count: 41)
        let body = Messages.di02(stuurgegevens: "<s:referentienummer>\(long)</s:referentienummer>")
        #expect(connector.fault(Messages.soap(body))?.problems.map(\.code) == ["length"])
    }
}
