import Connectors
import Core
import Testing

/// The three ways of looking at a SOAP request, on one vendor with a small schema.
@Suite struct ValidationTests {
    static let files = [
        "connector.yaml": """
        vendor: proef
        dialect: soap
        validate: lenient
        version: "4.1.0"
        questions:
          schuldenoverzicht:
            asks:
              - { method: POST, paths: [/vraag], request: ask.xml, schema: schemas/vraag.xsd }
            reply: reply.xml
        """,
        "ask.xml": """
        <v:vraag xmlns:v="urn:v" xmlns:s="urn:s" xmlns:a="urn:blauwbrug:sample">
          <v:kop><v:berichtcode>Lv01</v:berichtcode><v:afzender>EFORM</v:afzender><v:peildatum a:refuse="Nog niet."/></v:kop>
          <v:indicatorAantal a:optional="">false</v:indicatorAantal>
          <v:persoon s:entiteittype="NPS"><v:bsn>{bsn}</v:bsn><v:ref>{referentie}</v:ref></v:persoon>
          <v:scope a:optional="" a:any=""/>
        </v:vraag>
        """,
        "reply.xml": """
        <v:antwoord xmlns:v="urn:v" xmlns:a="urn:blauwbrug:sample" ref="{reply.referentie}">
          <v:ref a:optional="">{referentie}</v:ref><v:melding a:each="meldingen">{melding}</v:melding>
          <v:document a:whole="document"/>
        </v:antwoord>
        """,
        "schemas/vraag.xsd": """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:v="urn:v" xmlns:s="urn:s" targetNamespace="urn:v" elementFormDefault="qualified">
          <xs:import namespace="urn:s" schemaLocation="soorten/s.xsd"/>
          <xs:element name="vraag"><xs:complexType><xs:sequence>
            <xs:element name="kop"><xs:complexType><xs:sequence>
              <xs:element name="berichtcode" type="xs:string" fixed="Lv01"/>
              <xs:element name="afzender" type="xs:string"/>
            </xs:sequence></xs:complexType></xs:element>
            <xs:element name="indicatorAantal" type="xs:boolean" minOccurs="0"/>
            <xs:element name="persoon"><xs:complexType><xs:sequence>
              <xs:element name="bsn"><xs:simpleType><xs:restriction base="xs:string"><xs:pattern value="[0-9]{9}"/></xs:restriction></xs:simpleType></xs:element>
              <xs:element name="ref" type="xs:string"/>
            </xs:sequence><xs:attribute ref="s:entiteittype" use="required"/></xs:complexType></xs:element>
            <xs:element name="scope" minOccurs="0" type="xs:anyType"/>
          </xs:sequence></xs:complexType></xs:element>
        </xs:schema>
        """,
        "schemas/soorten/s.xsd": """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:s"><xs:attribute name="entiteittype" fixed="NPS"/></xs:schema>
        """,
    ]

    private static func connector(_ validate: String, _ changes: [String: String] = [:]) throws -> Connector {
        var files = ValidationTests.files.merging(changes) { $1 }
        files["connector.yaml"] = files["connector.yaml"]?.replacing("validate: lenient", with: "validate: \(validate)")
        if validate != "strict" { files["connector.yaml"] = files["connector.yaml"]?.replacing(", schema: schemas/vraag.xsd", with: "") }
        return try Repository.connector(Repository.folder(files))
    }

    private static func vraag(
        kop: String = "<v:berichtcode>Lv01</v:berichtcode><v:afzender>EFORM</v:afzender>", attribute: String = "s:entiteittype='NPS'",
        persoon: String = "<v:bsn>999990019</v:bsn><v:ref>R1</v:ref>", after: String = "", reversed: Bool = false
    ) -> Request {
        let parts = ["<v:kop>\(kop)</v:kop>", "<v:persoon \(attribute)>\(persoon)</v:persoon>"]
        let inner = (reversed ? parts.reversed() : parts).joined(separator: "\n")
        return Messages.soap(
            "<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/' xmlns:s='urn:s'><e:Header><x/></e:Header><e:Body><v:vraag xmlns:v='urn:v'>\n\(inner)\(after)</v:vraag></e:Body></e:Envelope>",
            path: "/vraag")
    }

    private func names(_ fault: Fault?) -> [String] { fault?.problems.map { "\($0.name) \($0.code)" } ?? [] }

    @Test(arguments: ["strict", "lenient", "off"]) func theMessageOfTheSampleIsTaken(validate: String) throws {
        let asked = try Self.connector(validate).ask(Self.vraag(after: "<v:indicatorAantal/>".replacing("<v:indicatorAantal/>", with: "")))
        #expect(asked.inquiry.bsn == BSN("999990019"))
        #expect(asked.inquiry.reference == "R1")
    }

    @Test("PHP's attribute without namespace, and elements in another order: lenient answers, strict refuses both at once, with lines")
    func php() throws {
        let request = Self.vraag(attribute: "entiteittype='NPS'", persoon: "<v:ref>R1</v:ref><v:bsn>999990019</v:bsn>")
        #expect(try Self.connector("lenient").fault(request) == nil)
        #expect(try Self.connector("off").fault(request) == nil)
        let strict = try Self.connector("strict")
        let fault = try #require(strict.fault(request))
        #expect(fault.situation == .invalid)
        #expect(names(fault) == ["persoon/@entiteittype schema", "persoon/ref schema"])
        let text = strict.reply(with: fault, asked: nil, request: request, stamp: Sample.stamp).text
        #expect(text.contains("<StUF:code>StUF055</StUF:code>"))
        #expect(text.contains("persoon/ref: Dit element hoort hier niet; verwacht: bsn (regel 3)."), "\(text)")
        #expect(try Self.connector("lenient").fault(Self.vraag(reversed: true)) == nil)
        #expect(names(strict.fault(Self.vraag(reversed: true))).contains("persoon schema"))
    }

    @Test("a schema fault is a 400 of the message in every style, told once")
    func styles() throws {
        let changes = [
            "connector.yaml": try #require(Self.files["connector.yaml"]).replacing(
                "dialect: soap", with: "dialect: soap\nfault_style: plain")
        ]
        let strict = try Self.connector("strict", changes)
        let request = Self.vraag(persoon: "<v:bsn>999990019</v:bsn>")
        let fault = try #require(strict.fault(request))
        #expect(fault.problems.map(\.reason) == ["Hier ontbreekt een element; verwacht: ref (regel 3)."])
        let reply = strict.reply(with: fault, asked: nil, request: request, stamp: Sample.stamp)
        #expect(reply.status == 500 && reply.text.contains("<faultcode>SOAP-ENV:Client</faultcode>"))
    }

    @Test("strict: what the schema allows and the sample does not is still refused, and a wrong berichtcode keeps its own StUF fault")
    func sampleAfterSchema() throws {
        let strict = try Self.connector("strict")
        #expect(names(strict.fault(Self.vraag(persoon: "<v:bsn>999990018</v:bsn><v:ref>R1</v:ref>"))) == ["bsn pattern"])
        let request = Self.vraag(kop: "<v:berichtcode>Lv02</v:berichtcode><v:afzender>EFORM</v:afzender>")
        let fault = try #require(strict.fault(request))
        #expect(names(fault) == ["kop/berichtcode schema", "berichtcode constant"])
        #expect(
            strict.reply(with: fault, asked: nil, request: request, stamp: Sample.stamp).text.contains("<StUF:code>StUF022</StUF:code>"))
        #expect(
            names(strict.fault(Self.vraag(kop: "<v:berichtcode>Lv01</v:berichtcode><v:afzender>ANDERS</v:afzender>"))) == [
                "afzender constant"
            ])
    }

    @Test("off: only the words are read")
    func off() throws {
        let connector = try Self.connector("off")
        let loose = Self.vraag(
            kop: "los<v:berichtcode>Lv01</v:berichtcode><v:afzender>ANDERS</v:afzender><v:nieuw x='1'><v:diep/></v:nieuw>",
            attribute: "z='1'",
            persoon: "<v:bsn>999990019</v:bsn>", after: "<v:scope/><v:scope/>tekst")
        let asked = try connector.ask(loose)
        #expect(asked.inquiry.reference == nil)
        #expect(names(try Self.connector("lenient").fault(loose)).count >= 6)
    }

    @Test("off: what says which message it is, what changes the answer, and the BSN are looked at")
    func offStillRefuses() throws {
        let connector = try Self.connector("off")
        func refused(_ request: Request) -> [String] { names(connector.fault(request)) }
        #expect(refused(Self.vraag(kop: "<v:berichtcode>Lv02</v:berichtcode>")) == ["berichtcode constant"])
        #expect(refused(Self.vraag(attribute: "s:entiteittype='VES'")) == ["persoon/@entiteittype constant"])
        #expect(refused(Self.vraag(attribute: "entiteittype='VES'")) == ["persoon/@entiteittype constant"])
        #expect(refused(Self.vraag(kop: "<v:peildatum>20260101</v:peildatum>")) == ["peildatum unsupported"])
        #expect(
            refused(Self.vraag(after: "<v:vertegenwoordiger><v:naam>x</v:naam></v:vertegenwoordiger>")) == ["vertegenwoordiger unsupported"]
        )
        #expect(refused(Self.vraag(after: "<v:extra><v:bsn>999993653</v:bsn></v:extra>")) == ["bsn unsupported"])
        #expect(refused(Self.vraag(after: "<v:indicatorAantal>true</v:indicatorAantal>")) == ["indicatorAantal constant"])
        #expect(refused(Self.vraag(persoon: "<v:bsn>999990018</v:bsn>")) == ["bsn pattern"])
        #expect(refused(Self.vraag(persoon: "<v:bsn>999990019</v:bsn><v:bsn>999993653</v:bsn>")) == ["bsn duplicate"])
        #expect(refused(Self.vraag(persoon: "<v:ref>R1</v:ref>")) == ["bsn required"])
        #expect(refused(Self.vraag(persoon: "")) == ["bsn required"])
    }

    @Test("off: what stands beside a BSN says whose number it is, and is looked at")
    func offReadsWhoseNumberItIs() throws {
        let sample = ValidationTests.files["ask.xml"]?.replacing("<v:bsn>", with: "<v:bsn soort=\"BSN\">") ?? ""
        let connector = try Self.connector("off", ["ask.xml": sample])
        func request(_ soort: String) -> Request { Self.vraag(persoon: "<v:bsn\(soort)>999990019</v:bsn>") }
        #expect(connector.fault(request(" soort='BSN'")) == nil)
        #expect(connector.fault(request(" soort='KVK'"))?.problems.map(\.code) == ["constant"])
        #expect(connector.fault(request("")) != nil)
    }

    @Test("off: a reply cannot count on a word that the sample demands")
    func offGuarantees() {
        var files = Self.files
        files["connector.yaml"] = files["connector.yaml"]?.replacing("validate: lenient", with: "validate: off").replacing(
            ", schema: schemas/vraag.xsd", with: "")
        files["reply.xml"] = files["reply.xml"]?.replacing("<v:ref a:optional=\"\">", with: "<v:ref>")
        var diagnostics = Diagnostics()
        #expect(Connector.compile(Repository.folder(files), standard: Repository.standard, into: &diagnostics) == nil)
        #expect(diagnostics.all.map(\.code) == [.holeMayBeAbsent])
    }

    @Test("no value of a message is in a schema fault: not where it was sent, not where it was not expected")
    func canary() throws {
        let strict = try Self.connector("strict")
        for canary in ["999990019", "Jansen", "1234,56"] {
            let requests = [
                Self.vraag(kop: "<v:berichtcode>\(canary)</v:berichtcode><v:afzender>\(canary)</v:afzender>"),
                Self.vraag(attribute: "s:entiteittype='\(canary)'", persoon: "<v:ref>\(canary)</v:ref><v:bsn>\(canary)x</v:bsn>\(canary)"),
                Self.vraag(attribute: "x='\(canary)'", persoon: "<v:bsn>\(canary)<v:naam>\(canary)</v:naam></v:bsn>"),
                Self.vraag(attribute: "xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:type='v:\(canary)'"),
                Self.vraag(
                    after:
                        "<n\(canary.prefix(4))\(canary.dropFirst(4).prefix(5).filter { $0 != "," })>\(canary)</n\(canary.prefix(4))\(canary.dropFirst(4).prefix(5).filter { $0 != "," })>"
                ),
            ]
            for request in requests {
                let fault = try #require(strict.fault(request))
                let text = strict.reply(with: fault, asked: nil, request: request, stamp: Sample.stamp).text
                #expect(!text.contains(canary) || (canary == "Jansen" && text.contains("nJansen")), "\(text)")
            }
        }
    }

    @Test("the files of the schema are part of the connector's hash")
    func hash() throws {
        let one = try Self.connector("strict")
        let other = try Self.connector(
            "strict",
            ["schemas/soorten/s.xsd": try #require(Self.files["schemas/soorten/s.xsd"]).replacing("fixed=\"NPS\"", with: "fixed=\"NNP\"")])
        #expect(one.hash != other.hash)
    }
}
