import Core
import Testing

@testable import Syntax

@Suite struct XMLSchemaSealTests {
    @Test(
        "nothing outside the set is followed, and the mistake has its line",
        arguments: [
            "http://127.0.0.1:9/x.xsd", "https://www.w3.org/2001/xml.xsd", "file:///etc/passwd", "/etc/passwd", "//127.0.0.1/x.xsd",
            "../../x.xsd",
            "../schemas/../../etc/passwd", "..\\\\x.xsd", "x%2e%2e/y.xsd", "weg.xsd", "", ".", "schemas//x.xsd",
            "x-schema-set://set/schemas/vraag.xsd",
            "é.xsd", "vraag.xsd?x", "data:,x",
        ])
    func outside(location: String) throws {
        for kind in ["include", "import namespace='urn:ander'", "redefine"] {
            var files = Vraag.files
            files["schemas/vraag.xsd"] = Vraag.schema("<xs:annotation/>\n<xs:\(kind) schemaLocation='\(location)'/>")
            let outcome = Vraag.compile(files)
            #expect(outcome.schema == nil)
            let mistake = try #require(outcome.mistakes.first, "\(kind) \(location)")
            #expect(mistake.kind == .outside && mistake.span.line == 3, "\(kind) \(location): \(mistake.message)")
            #expect(outcome.diagnostics.all.isEmpty)
        }
    }

    @Test("a location is relative to the file it stands in")
    func relative() {
        #expect(XMLSchemaLocation("b.xsd", in: "a.xsd") == .inside("b.xsd"))
        #expect(XMLSchemaLocation("./b.xsd", in: "x/y/a.xsd") == .inside("x/y/b.xsd"))
        #expect(XMLSchemaLocation("../../z/b.xsd", in: "x/y/a.xsd") == .inside("z/b.xsd"))
    }

    @Test("xml:base does not change what a location means")
    func base() throws {
        var files = Vraag.files
        files["schemas/vraag.xsd"] = Vraag.schema("<xs:include schemaLocation='a.xsd'/>", head: "xml:base='file:///etc/'")
        files["schemas/a.xsd"] = Vraag.schema("")
        #expect(Vraag.compile(files).mistakes.map(\.kind) == [.outside])
    }

    @Test("libxml2 asks for names of the set alone, and would not get another")
    func asked() throws {
        // The first lock is passed by, to see the second hold.
        var set = XMLSchemaSet(["a.xsd": SourceText(name: "a.xsd", text: Vraag.schema(""))])
        var diagnostics = Diagnostics()
        set.gather(from: "a.xsd", &diagnostics)
        guard case .failure = XMLSchemaCompiled.make(set, start: "b.xsd") else {
            Issue.record("a file that is not in the set was read")
            return
        }
        let hostile = [
            "a.xsd": SourceText(
                name: "a.xsd",
                text: Vraag.schema(
                    "<xs:import namespace='urn:x' schemaLocation='file:///etc/passwd'/><xs:element name='v' type='xs:string'/>"))
        ]
        guard case .failure = XMLSchemaCompiled.make(XMLSchemaSet(unchecked: hostile), start: "a.xsd") else {
            Issue.record("a name outside the set was passed over")
            return
        }
        #expect(XMLSchemaSeal.current == nil)
    }

    @Test("a schema with a DTD, another encoding or no schema at all is refused with its place")
    func notASchema() {
        let wrong: [String: Code] = [
            "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>\n<x>&e;</x>": .fileSyntax,
            "<?xml version='1.0' encoding='ISO-8859-1'?><x/>": .notUTF8,
            "<xs:schema": .fileSyntax,
        ]
        for (text, code) in wrong {
            var files = Vraag.files
            files["typen/typen.xsd"] = text
            let outcome = Vraag.compile(files)
            #expect(outcome.schema == nil && outcome.mistakes.isEmpty)
            #expect(outcome.diagnostics.all.map(\.code) == [code])
            #expect(outcome.diagnostics.all.first?.span.source.name == "typen/typen.xsd")
        }
        #expect(Vraag.compile(["schemas/vraag.xsd": "<vraag/>"]).mistakes.map(\.kind) == [.invalid])
        let unresolved = Vraag.compile(["schemas/vraag.xsd": Vraag.schema("\n<xs:element name='a' type='Weg'/>")]).mistakes
        #expect(unresolved.map(\.kind) == [.invalid])
        #expect(unresolved.first?.span.line == 3)
        #expect(unresolved.first?.message.contains("Weg") == true)
    }

    @Test("files that include each other in a circle are each read once")
    func circle() {
        let files = [
            "schemas/vraag.xsd": Vraag.schema("<xs:include schemaLocation='b.xsd'/><xs:element name='vraag' type='B'/>"),
            "schemas/b.xsd": Vraag.schema(
                "<xs:include schemaLocation='vraag.xsd'/><xs:complexType name='B'/>"),
        ]
        let outcome = Vraag.compile(files)
        #expect(outcome.mistakes.map(\.message) == [])
        #expect(outcome.schema?.files.keys.sorted() == ["schemas/b.xsd", "schemas/vraag.xsd"])
    }

    @Test("a schema that would take libxml2 seconds or gigabytes is refused at once")
    func hostile() {
        let doubling =
            (0..<25).map {
                "<xs:group name='g\($0)'><xs:sequence><xs:group ref='g\($0 + 1)'/><xs:group ref='g\($0 + 1)'/></xs:sequence></xs:group>"
            }
            .joined() + "<xs:group name='g25'><xs:sequence><xs:element name='a'/></xs:sequence></xs:group>"
            + "<xs:element name='v'><xs:complexType><xs:group ref='g0'/></xs:complexType></xs:element>"
        func nested(_ depth: Int) -> String {
            depth == 0
                ? "<xs:element name='a'/>" : "<xs:choice minOccurs='0' maxOccurs='20'>\(nested(depth - 1))\(nested(depth - 1))</xs:choice>"
        }
        let wide =
            "<xs:element name='v'><xs:complexType><xs:sequence>\((0..<1_000).map { "<xs:element name='e\($0)' minOccurs='0'/>" }.joined())</xs:sequence></xs:complexType></xs:element>"
        for body in [doubling, "<xs:element name='v'><xs:complexType>\(nested(7))</xs:complexType></xs:element>", wide] {
            #expect(Vraag.compile(["schemas/vraag.xsd": Vraag.schema(body)]).mistakes.map(\.kind) == [.tooLarge])
        }
        let circular = "<xs:group name='g'><xs:sequence><xs:group ref='g'/></xs:sequence></xs:group>"
        #expect(Vraag.compile(["schemas/vraag.xsd": Vraag.schema(circular)]).schema == nil)
    }

    @Test("the number of files is bounded")
    func files() {
        var files: [String: String] = [:]
        for at in 0..<402 {
            files["schemas/\(at == 0 ? "vraag" : "s\(at)").xsd"] = Vraag.schema("<xs:include schemaLocation='s\(at + 1).xsd'/>")
        }
        files["schemas/s402.xsd"] = Vraag.schema("")
        #expect(Vraag.compile(files).mistakes.map(\.kind) == [.tooLarge])
    }
}
