import Core
import Testing

@testable import Syntax

/// Schemas and messages of these tests: one vocabulary, in two files.
enum Vraag {
    static let namespace = "urn:vraag"

    static func schema(_ body: String, head: String = "") -> String {
        "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns=\"urn:vraag\" targetNamespace=\"urn:vraag\" elementFormDefault=\"qualified\" \(head)>\n\(body)\n</xs:schema>"
    }

    static let files = [
        "schemas/vraag.xsd": schema(
            """
            <xs:include schemaLocation="../typen/typen.xsd"/>
            <xs:element name="vraag"><xs:complexType>
              <xs:sequence>
                <xs:element name="nummer" type="xs:int"/>
                <xs:element name="naam" type="Naam" minOccurs="0"/>
                <xs:element name="vast" type="xs:string" fixed="ja" minOccurs="0"/>
                <xs:element name="leeg" type="xs:string" minOccurs="0"/>
                <xs:element name="soort" type="Soort"/>
              </xs:sequence>
              <xs:attribute name="dag" type="xs:date" use="required"/>
              <xs:attribute name="versie" fixed="1"/>
            </xs:complexType></xs:element>
            """),
        "typen/typen.xsd": schema(
            """
            <xs:simpleType name="Naam"><xs:restriction base="xs:string"><xs:maxLength value="3"/><xs:pattern value="[a-z]*"/></xs:restriction></xs:simpleType>
            <xs:simpleType name="Soort"><xs:restriction base="xs:string"><xs:enumeration value="J"/><xs:enumeration value="N"/></xs:restriction></xs:simpleType>
            """),
    ]

    static func compile(
        _ files: [String: String], start: String = "schemas/vraag.xsd"
    ) -> (schema: XMLSchema?, mistakes: [XMLSchemaMistake], diagnostics: Diagnostics) {
        var diagnostics = Diagnostics()
        let sources = files.reduce(into: [String: SourceText]()) { $0[$1.key] = SourceText(name: $1.key, text: $1.value) }
        let outcome = XMLSchema.compile(sources, start: start, into: &diagnostics)
        return (outcome.schema, outcome.mistakes, diagnostics)
    }

    static let schema: XMLSchema = {
        let outcome = compile(files)
        guard let schema = outcome.schema else { preconditionFailure("\(outcome.mistakes.map(\.message))") }
        return schema
    }()

    /// What is wrong with the element in the Body of an envelope, one line each.
    static func told(_ message: String, _ schema: XMLSchema = Vraag.schema) throws -> [String] {
        try violations(
            "<e:Envelope xmlns:e='urn:e' xmlns:v='urn:vraag'>\n<e:Header><wat/></e:Header><e:Body>\(message)</e:Body></e:Envelope>", schema
        )
        .map { "\($0.path.map(\.name).joined(separator: "/"))\($0.attribute.map { "/@\($0)" } ?? "") \($0.rule) :\($0.line)" }
    }

    static func violations(_ text: String, _ schema: XMLSchema = Vraag.schema) throws -> [XMLViolation] {
        let bytes = Array(text.utf8)
        let markup = try XMLReader.read(bytes, limits: XMLLimits())
        let body = markup.tokens.firstIndex { $0.kind == .element && markup.names[$0.name].local == "Body" }
        let token = body.flatMap { body in markup.tokens[(body + 1)...].firstIndex { $0.kind == .element } } ?? 0
        return schema.violations(in: bytes, of: markup, at: token)
    }
}

@Suite struct XMLSchemaTests {
    @Test("a message that holds has no violations, whatever stands around it")
    func holds() throws {
        #expect(try Vraag.told("<v:vraag dag='2026-01-31'><v:nummer>1</v:nummer><v:soort>J</v:soort></v:vraag>").isEmpty)
        #expect(
            try Vraag.told(
                "<vraag xmlns='urn:vraag' dag='2026-01-31' versie='1'><nummer>7</nummer><naam>abc</naam><vast>ja</vast><soort><![CDATA[N]]></soort><!-- x --></vraag>"
            ).isEmpty)
        let marked =
            "\u{FEFF}<?xml version='1.0' encoding='UTF-8'?><Body><vraag xmlns='urn:vraag' dag='2026-01-31'><nummer>1</nummer><soort>J</soort></vraag></Body>"
        #expect(try Vraag.violations(marked).isEmpty)
    }

    @Test(
        "each violation says where and what, with names of the schema and no value",
        arguments: [
            (
                "<v:vraag dag='2026-01-31'><v:soort>J</v:soort><v:nummer>1</v:nummer></v:vraag>",
                ["soort unexpected(expected: [\"nummer\"]) :2"]
            ),
            (
                "<v:vraag dag='2026-01-31'><v:nummer>1</v:nummer></v:vraag>",
                ["vraag missing(expected: [\"naam\", \"vast\", \"leeg\", \"soort\"]) :2"]
            ),
            (
                "<v:vraag dag='2026-01-31'>\n<v:nummer>x</v:nummer>\n<v:soort>Q</v:soort></v:vraag>",
                ["nummer type :3", "soort constant(allowed: [\"J\", \"N\"]) :4"]
            ),
            ("<v:vraag><v:nummer>1</v:nummer><v:soort>J</v:soort></v:vraag>", ["vraag/@dag attributeMissing :2"]),
            (
                "<v:vraag v:dag='2026-01-31' dag='gisteren'><v:nummer>1</v:nummer><v:soort>J</v:soort></v:vraag>",
                ["vraag/@dag type :2", "vraag/@dag attributeUnknown :2"]
            ),
            (
                "<v:vraag dag='2026-01-31' versie='2'><v:nummer>1</v:nummer><v:soort>J</v:soort></v:vraag>",
                ["vraag/@versie constant(allowed: [\"1\"]) :2"]
            ),
            (
                "<v:vraag dag='2026-01-31'><v:nummer>1</v:nummer><v:naam>Jansen</v:naam><v:soort>J</v:soort></v:vraag>",
                ["naam tooLong(Optional(3)) :2", "naam pattern :2"]
            ),
            (
                "<v:vraag dag='2026-01-31'><v:nummer>1</v:nummer><v:vast>nee</v:vast><v:soort>J</v:soort></v:vraag>",
                ["vast constant(allowed: [\"ja\"]) :2"]
            ),
            ("<v:vraag dag='2026-01-31'>tekst<v:nummer>1</v:nummer><v:soort>J</v:soort></v:vraag>", ["vraag mixed :2"]),
            (
                "<v:vraag dag='2026-01-31'><v:nummer>1</v:nummer><v:leeg xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:nil='true'/><v:soort>J</v:soort></v:vraag>",
                ["leeg notNillable :2"]
            ),
            ("<v:wens/>", ["wens unknownRoot :2"]),
            ("<vraag/>", ["vraag unknownRoot :2"]),
        ] as [(String, [String])])
    func rules(message: String, expected: [String]) throws {
        #expect(try Vraag.told(message) == expected)
    }

    @Test("the same message, with an element where a value belongs")
    func elementInText() throws {
        let told = try Vraag.told("<v:vraag dag='2026-01-31'><v:nummer><v:soort/></v:nummer><v:soort>J</v:soort></v:vraag>")
        #expect(told.first == "nummer elementInText :2")
    }

    @Test("what a message holds never comes back: neither a BSN, a name, an amount, nor a text that looks like libxml2's own")
    func noValue() throws {
        let canaries = ["999990019", "Jansen", "1234.56", "Expected is ( nummer )", "', attribute 'dag': x", "'J', 'N'"]
        for canary in canaries {
            let quoted = canary.replacing("'", with: "&#39;")
            let messages = [
                "<v:vraag dag='\(quoted)' versie='\(quoted)' ander='\(quoted)'><v:nummer>\(quoted)</v:nummer><v:naam>\(quoted)</v:naam><v:vast>\(quoted)</v:vast><v:soort>\(quoted)</v:soort></v:vraag>",
                "<v:vraag dag='2026-01-31'>\(quoted)<v:naam>\(quoted)</v:naam>\(quoted)</v:vraag>",
                "<v:vraag xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:type='\(quoted)' dag='2026-01-31'><v:nummer i:type='v:\(quoted)'>\(quoted)</v:nummer></v:vraag>",
                "<v:vraag xmlns:x='urn:\(canary.utf8.first ?? 0)' x:dag='\(quoted)' dag='2026-01-31'><x:nummer>\(quoted)</x:nummer></v:vraag>",
            ]
            for message in messages {
                let found = try Vraag.told(message)
                #expect(!found.isEmpty)
                for line in found where canary.count > 1 { #expect(!line.contains(canary), "\(line)") }
                if canary == "999990019" { #expect(!found.contains { $0.contains("99999") }) }
            }
        }
    }

    @Test("many violations are told up to 16, and soon")
    func bounded() throws {
        let wrong = String(repeating: "<v:nummer>x</v:nummer>", count: 20_000)
        #expect(try Vraag.told("<v:vraag dag='2026-01-31'>\(wrong)</v:vraag>").count <= 16)
        let long = Vraag.compile([
            "schemas/vraag.xsd": Vraag.schema(
                "<xs:element name='vraag'><xs:complexType><xs:sequence><xs:element name='nummer' type='xs:int' minOccurs='0' maxOccurs='100000000'/></xs:sequence></xs:complexType></xs:element>"
            )
        ])
        let schema = try #require(long.schema)
        #expect(try Vraag.told("<v:vraag>\(wrong)</v:vraag>", schema).count == 16)
    }

    @Test("many threads validate and compile at once, each its own message")
    func threads() async {
        await withTaskGroup(of: Int.self) { group in
            for task in 0..<8 {
                group.addTask {
                    var wrong = 0
                    for turn in 0..<150 {
                        let number = turn % 2 == 0 ? "\(turn)" : "x\(task)"
                        let told = try? Vraag.told("<v:vraag dag='2026-01-31'><v:nummer>\(number)</v:nummer><v:soort>J</v:soort></v:vraag>")
                        if told != (turn % 2 == 0 ? [] : ["nummer type :2"]) { wrong += 1 }
                        if turn % 25 == 0, Vraag.compile(Vraag.files).schema == nil { wrong += 1 }
                    }
                    return wrong
                }
            }
            for await wrong in group { #expect(wrong == 0) }
        }
    }

    @Test("a schema lives as long as its last owner")
    func owners() throws {
        for _ in 0..<20 {
            let schema = try #require(Vraag.compile(Vraag.files).schema)
            let other = schema
            #expect(try Vraag.told("<v:vraag/>", other).count == 2)
        }
    }
}
