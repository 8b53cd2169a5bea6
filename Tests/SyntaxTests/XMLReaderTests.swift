import Core
import Glibc
import Syntax
import Testing

@Suite("XML is read into tokens that mean what XML means")
struct XMLReaderTests {
    /// One line per token: `<{uri}local @{uri}name=value`, `"text"`, `>`.
    private func shown(_ text: String) throws -> [String] {
        let markup = try XMLReader.read(Array(text.utf8), limits: XMLLimits())
        return markup.tokens.enumerated().map { at, token in
            switch token.kind {
            case .element:
                #expect(markup.tokens[token.end].kind == .end && markup.tokens[token.end].name == token.name)
                let attributes = markup.attributes[token.attributes].map { " @\(name(markup.names[$0.name]))=\($0.value)" }
                return "<\(name(markup.names[token.name]))\(attributes.joined())"
            case .end: return ">"
            case .text:
                #expect(token.end == at)
                return "\"\(token.text)\""
            }
        }
    }

    private func name(_ name: Markup.Name) -> String { name.namespace.isEmpty ? name.local : "{\(name.namespace)}\(name.local)" }

    @Test("elements, attributes and texts")
    func plain() throws {
        #expect(
            try shown("\u{FEFF}<?xml version='1.0' encoding='utf-8' standalone='yes'?>\n<a b='1' c=\"2\"> x <d/>y</a>\n<!-- na -->")
                == ["<a @b=1 @c=2", "\" x \"", "<d", ">", "\"y\"", ">"])
    }

    @Test("entities, CDATA, comments and instructions leave one text")
    func oneText() throws {
        #expect(
            try shown("<a>1<!-- 2 -->3<![CDATA[<4>&amp;]]><?p 5?>&lt;&gt;&amp;&apos;&quot;&#54;&#x37;&#x1F600;</a>") == [
                "<a", "\"13<4>&amp;<>&'\"67😀\"", ">",
            ])
        #expect(try shown("<a><![CDATA[]]></a>") == ["<a", ">"])
        #expect(try shown("<a><!-- 999990019 --><?p 999990019?></a>") == ["<a", ">"])
        #expect(try shown("<a><![CDATA[]]]]><![CDATA[>]]></a>") == ["<a", "\"]]>\"", ">"])
    }

    @Test("line ends are one character, also in values; written by reference they stay")
    func lineEnds() throws {
        #expect(try shown("<a b='1\r\n2\t3\n4&#10;5&#13;6'>1\r\n2\r3&#13;</a>") == ["<a @b=1 2 3 4\n5\r6", "\"1\n2\n3\r\"", ">"])
    }

    @Test("an ampersand in a value is one ampersand")
    func ampersands() throws {
        #expect(try shown("<a b='&amp;&#38;&#x26;&amp;#38;&amp;amp;x&lt;'/>") == ["<a @b=&&&&#38;&amp;x<", ">"])
    }

    @Test("names go by URI; prefixes may change their meaning (A-08)")
    func namespaces() throws {
        #expect(
            try shown("<p:a xmlns:p='urn:1' xmlns='urn:2' p:x='' y=''><b/><p:b xmlns:p='urn:2'/><b xmlns=''/><b xml:lang='nl'/></p:a>")
                == [
                    "<{urn:1}a @{urn:1}x= @y=", "<{urn:2}b", ">", "<{urn:2}b", ">", "<b", ">",
                    "<{urn:2}b @{http://www.w3.org/XML/1998/namespace}lang=nl", ">", ">",
                ])
    }

    @Test("each name stands once in a message, whatever earlier messages held")
    func names() throws {
        for _ in 0..<3 {
            let markup = try XMLReader.read(Array("<a xmlns='u'><b/><b/><c b=''/><a/></a>".utf8), limits: XMLLimits())
            #expect(markup.names.map(name) == ["{u}a", "{u}b", "b", "{u}c"])
            let other = try XMLReader.read(Array("<b><a/></b>".utf8), limits: XMLLimits())
            #expect(other.names.map(name) == ["b", "a"])
        }
    }

    @Test("nothing of a message that failed is left for the next")
    func noMemory() throws {
        let wrong = ["<b>geheim</c>", "<×/>", "geheim<p:b ×=''/>", "<q:b/>", "<p:b c='' c=''/>", "</p:a><p:a>"]
        for turn in 0..<60 {
            let message = "<p:a xmlns:p='urn:p' xmlns='urn:d'>\(wrong[turn % wrong.count])</p:a>"
            #expect(throws: Fault(.malformed)) { try XMLReader.read(Array(message.utf8), limits: XMLLimits()) }
            #expect(throws: Fault(.malformed)) { try XMLReader.read(Array("<p:a/>".utf8), limits: XMLLimits()) }
            #expect(try shown("<b>x</b>") == ["<b", "\"x\"", ">"])
        }
    }

    @Test("inclusions and hints are ordinary elements and attributes, never followed (A-05)")
    func inclusions() throws {
        let include = "<x xmlns:xi='http://www.w3.org/2001/XInclude'><xi:include href='file:///etc/hostname' parse='text'/></x>"
        #expect(try shown(include) == ["<x", "<{http://www.w3.org/2001/XInclude}include @href=file:///etc/hostname @parse=text", ">", ">"])
        let hint =
            "<?xml-stylesheet href='http://127.0.0.1:1/'?><x xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:schemaLocation='u http://127.0.0.1:1/'/>"
        #expect(try shown(hint) == ["<x @{http://www.w3.org/2001/XMLSchema-instance}schemaLocation=u http://127.0.0.1:1/", ">"])
    }

    @Test("many threads read at once, each its own message")
    func threads() async {
        await withTaskGroup(of: Int.self) { group in
            for task in 0..<8 {
                group.addTask {
                    var wrong = 0
                    for turn in 0..<200 {
                        let text = "<t\(task) xmlns='u\(task)'><n\(turn)>\(task).\(turn)</n\(turn)></t\(task)>"
                        let markup = try? XMLReader.read(Array(text.utf8), limits: XMLLimits())
                        if markup?.names.map(\.local) != ["t\(task)", "n\(turn)"] || markup?.tokens[2].text != "\(task).\(turn)" {
                            wrong += 1
                        }
                    }
                    return wrong
                }
            }
            for await wrong in group { #expect(wrong == 0) }
        }
    }

    @Test("in a sample file every token knows its place")
    func places() throws {
        let text = """
            <?xml version="1.0"?>
            <!-- één -->
            <a
                b="1">é<c/>
              <![CDATA[x]]></a>
            """
        var diagnostics = Diagnostics()
        let markup = try #require(XMLReader.read(SourceText(name: "s.xml", text: text), into: &diagnostics))
        #expect(diagnostics.all.isEmpty)
        #expect(markup.tokens.map { "\($0.line):\($0.column)" } == ["3:1", "4:11", "4:12", "4:12", "4:16", "5:16"])
        let request = try XMLReader.read(Array(text.utf8), limits: XMLLimits())
        #expect(request.tokens.allSatisfy { $0.line == 0 && $0.column == 0 })
    }

    @Test("in a sample file a mistake is shown where it stands")
    func mistakes() throws {
        #expect(
            report("<a>\n  <één>1</een>\n</a>").hasPrefix(
                """
                s.xml:2:9: error[FILE100]: not XML as it is read here: Opening and ending tag mismatch: één line 2 and een
                  |
                2 |   <één>1</een>
                  |         ^^^^^
                """))
        #expect(
            report("<a>\n<p:b c='1'/>\n</a>").hasPrefix(
                "s.xml:2:1: error[FILE100]: not XML as it is read here: Namespace prefix p on b is not defined\n"))
        #expect(report("<a>\n &x; </a>").hasPrefix("s.xml:2:2: error[FILE100]: not XML as it is read here: an entity nobody declared\n"))
        #expect(report("<?xml version='1.0' encoding='latin1'?><a/>").hasPrefix("s.xml:1:31: error[FILE113]"))
        #expect(report(String(repeating: "<a>", count: 65)).hasPrefix("s.xml:1:193: error[FILE112]"))
        #expect(report("<!DOCTYPE a><a/>").hasPrefix("s.xml:1:1: error[FILE100]: not XML as it is read here: a DOCTYPE is not allowed\n"))
    }

    private func report(_ text: String) -> String {
        var diagnostics = Diagnostics()
        #expect(XMLReader.read(SourceText(name: "s.xml", text: text), into: &diagnostics) == nil)
        #expect(diagnostics.errorCount == 1)
        return DiagnosticPrinter.text(diagnostics)
    }

    @Test("a SOAP message as vendors send them")
    func soap() throws {
        let message = """
            <?xml version="1.0" encoding="UTF-8"?>
            <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/">
              <soapenv:Body>
                <m:vraag xmlns:m="urn:voorbeeld" m:versie="1"><m:nummer>A &amp; B</m:nummer></m:vraag>
              </soapenv:Body>
            </soapenv:Envelope>
            """
        let markup = try XMLReader.read(Array(message.utf8), limits: XMLLimits())
        #expect(markup.names.map(\.local) == ["Envelope", "Body", "versie", "vraag", "nummer"])
        #expect(markup.tokens.first { $0.text.contains("A") }?.text == "A & B")
        #expect(markup.tokens.count { $0.kind == .element } == 4)
    }

    @Test("public sample messages are read, when they are there", .enabled(if: !PublicSamples.names.isEmpty))
    func publicSamples() throws {
        for name in PublicSamples.names {
            let markup = try XMLReader.read(PublicSamples.bytes(of: name), limits: XMLLimits())
            #expect(markup.tokens.count > 10, "\(name)")
        }
    }
}

/// The public messages of the standards may lie beside the repository; they are no part of it.
enum PublicSamples {
    private static let folder: String? = {
        guard let here = realpath(#filePath, nil) else { return nil }
        defer { free(here) }
        let parts = String(cString: here).split(separator: "/").dropLast(4)
        return "/" + parts.joined(separator: "/") + "/shared/samples/soap"
    }()

    static let names: [String] = {
        guard let folder, let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasSuffix(".xml") { names.append(name) }
        }
        return names.sorted()
    }()

    static func bytes(of name: String) -> [UInt8] {
        guard let folder, let file = fopen("\(folder)/\(name)", "r") else { return [] }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1_048_576)
        let count = fread(&bytes, 1, bytes.count, file)
        return Array(bytes[..<count])
    }
}
