import Core
import Syntax
import Testing

@Suite("JSON is read strictly")
struct JSONReaderTests {
    private func situation(_ bytes: [UInt8], limits: JSONLimits = JSONLimits()) -> Fault.Situation? {
        do {
            _ = try JSONReader.read(bytes, limits: limits)
            return nil
        } catch { return error.situation }
    }

    private func situation(_ text: String) -> Fault.Situation? { situation(Array(text.utf8)) }

    @Test("every kind of value, numbers as they were written")
    func values() throws {
        let text = #" {"a":"é\n\u20ac\ud834\udd1e\/","b":[1,-0.50,1e400,12345678901234567890],"c":true,"d":false,"e":null,"":{}} "#
        let node = try JSONReader.read(Array(text.utf8), limits: JSONLimits())
        #expect(node["a"]?.text == "é\n€𝄞/")
        let numbers = try #require(node["b"]?.list).map { if case .number(let digits) = $0.content { digits } else { "?" } }
        #expect(numbers == ["1", "-0.50", "1e400", "12345678901234567890"])
        if case .boolean(true)? = node["c"]?.content {} else { Issue.record("c is not true") }
        if case .boolean(false)? = node["d"]?.content {} else { Issue.record("d is not false") }
        if case .nothing? = node["e"]?.content {} else { Issue.record("e is not nothing") }
        #expect(node[""]?.entries?.isEmpty == true)
        #expect(node.entries?.map(\.key) == ["a", "b", "c", "d", "e", ""])
    }

    @Test(
        "a text that is not JSON is malformed",
        arguments: [
            "", " ", "{", "[", "}", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{,}", "{a:1}", "{'a':1}",
            "{1:1}",
            "{\"a\" 1}", "{\"a\":1 \"b\":2}", "[1}", "{\"a\":1]", "01", "-", "-01", "+1", ".5", "1.", "1.e1", "1e", "1e+", "0x10", "1_0",
            "NaN",
            "Infinity", "-Infinity", "tru", "True", "TRUE", "nul", "nulll", "undefined", "\"", "\"a", "\"\\", "\"\\x\"", "\"\\u12\"",
            "\"\\u12G4\"",
            "\"\\a\"", "\"a\nb\"", "\"a\tb\"", "[\u{1}]", "1 1", "{} {}", "[]]", "{}x", "\u{A0}1", "// c\n1", "/* c */1", "\"a\u{1F}b\"",
            "1\u{B}",
            "[1,\u{2028}2]", "“a”", "\\u0031", "1;",
        ])
    func malformed(text: String) {
        #expect(situation(text) == .malformed)
    }

    @Test("what is not UTF-8 text is an encoding fault")
    func encodings() {
        let cases: [(String, [UInt8])] = [
            ("BOM", [0xEF, 0xBB, 0xBF, 0x7B, 0x7D]), ("UTF-16 LE", [0x7B, 0, 0x7D, 0]), ("UTF-16 BE", [0, 0x7B, 0, 0x7D]),
            ("UTF-16 BOM", [0xFF, 0xFE, 0x7B, 0, 0x7D, 0]), ("UTF-32", [0x7B, 0, 0, 0, 0x7D, 0, 0, 0]),
            ("Latin-1", Array("\"caf".utf8) + [0xE9, 0x22]),
            ("overlong", [0x22, 0xC0, 0xAF, 0x22]), ("overlong 3", [0x22, 0xE0, 0x80, 0xAF, 0x22]),
            ("overlong 4", [0x22, 0xF0, 0x80, 0x80, 0xAF, 0x22]),
            ("surrogate in UTF-8", [0x22, 0xED, 0xA0, 0x80, 0x22]), ("above U+10FFFF", [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22]),
            ("F5", [0x22, 0xF5, 0x80, 0x80, 0x80, 0x22]), ("cut off", [0x22, 0xE2, 0x82]), ("lone continuation", [0x22, 0x80, 0x22]),
            ("raw NUL", [0x22, 0x00, 0x22]), ("NUL behind", [0x31, 0x00]), ("escaped NUL", Array(#""\u0000""#.utf8)),
            ("high surrogate", Array(#""\ud834""#.utf8)), ("low surrogate", Array(#""\udd1e""#.utf8)),
            ("swapped", Array(#""\udd1e\ud834""#.utf8)),
            ("high and letter", Array(#""\ud834x""#.utf8)), ("high and newline", Array(#""\ud834\n""#.utf8)),
            ("high twice", Array(#""\ud834\ud834\udd1e""#.utf8)), ("in a key", Array(#"{"\ud834":1}"#.utf8)),
        ]
        for (name, bytes) in cases { #expect(situation(bytes) == .encoding, "\(name)") }
    }

    @Test("a key that stands twice is refused, and named only when it looks like a name")
    func duplicates() {
        for (text, name) in [
            (#"{"bsn":1,"bsn":1}"#, "bsn"), (#"{"a":{"x":1,"y":2,"\u0078":3}}"#, "x"), (#"{"":1,"":2}"#, ""),
            (#"{"999990019":1,"999990019":2}"#, ""), (#"{"de heer Jansen":1,"de heer Jansen":2}"#, ""),
        ] {
            do {
                _ = try JSONReader.read(Array(text.utf8), limits: JSONLimits())
                Issue.record("accepted: \(text)")
            } catch {
                #expect(error.situation == .invalid)
                #expect(error.problems.map(\.name) == [name])
                #expect(error.problems.map(\.code) == ["duplicate"])
            }
        }
        let many = (0..<100).map { "\"k\($0)\":0" }.joined(separator: ",")
        #expect(situation("{\(many)}") == nil)
        #expect(situation("{\(many),\"k57\":0}") == .invalid)
    }

    @Test("limits hold at the limit and one beyond")
    func limits() {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            let at = String(repeating: open, count: 32) + "1" + String(repeating: close, count: 32)
            let beyond = String(repeating: open, count: 33) + "1" + String(repeating: close, count: 33)
            #expect(situation(at) == nil)
            #expect(situation(beyond) == .tooComplex)
            #expect(situation(String(repeating: open, count: 100_000)) == .tooComplex)
        }
        #expect(situation(String(repeating: "9", count: 32)) == nil)
        #expect(situation(String(repeating: "9", count: 33)) == .tooComplex)
        #expect(situation("-0." + String(repeating: "0", count: 100_000)) == .tooComplex)
        var few = JSONLimits()
        few.nodes = 10
        #expect(situation(Array("[\(Array(repeating: "1", count: 9).joined(separator: ","))]".utf8), limits: few) == nil)
        #expect(situation(Array("[\(Array(repeating: "1", count: 10).joined(separator: ","))]".utf8), limits: few) == .tooComplex)
    }

    @Test("cost grows with the size, whatever the shape")
    func cost() {
        let shapes: [(String, (Int) -> String)] = [
            ("string", { "\"" + String(repeating: "é", count: $0 / 2) + "\"" }),
            ("escapes", { "\"" + String(repeating: "\\u00e9", count: $0 / 6) + "\"" }),
            ("digits", { String(repeating: "9", count: $0) }),
            ("spaces", { String(repeating: " ", count: $0) + "1" }),
            ("keys", { "{" + (0..<$0 / 24).map { "\"k\($0)\":0" }.joined(separator: ",") + "}" }),
            (
                "same texts",
                { "[" + Array(repeating: "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"", count: $0 / 43).joined(separator: ",") + "]" }
            ),
        ]
        for (name, shape) in shapes {
            let small = Array(shape(100_000).utf8)
            let large = Array(shape(800_000).utf8)
            let ratio = leastTime { _ = situation(large) } / leastTime { _ = situation(small) }
            #expect(ratio < 40, "\(name): eight times the bytes cost \(ratio) times the time")
        }
    }

    @Test("in a file a mistake is shown where it stands")
    func places() throws {
        let text = """
            {
              "één": "twee", "drie": [1,
                {"vier": true, "vijf": null}],
              "een": tru
            }
            """
        var diagnostics = Diagnostics()
        #expect(JSONReader.read(SourceText(name: "f.json", text: text), into: &diagnostics) == nil)
        #expect(
            DiagnosticPrinter.text(diagnostics) == """
                f.json:4:10: error[FILE100]: not well-formed JSON: a value is expected here
                  |
                4 |   "een": tru
                  |          ^

                """)
        diagnostics = Diagnostics()
        let good = text.replacing("tru\n", with: "true\n")
        let node = try #require(JSONReader.read(SourceText(name: "f.json", text: good), into: &diagnostics))
        let entries = try #require(node.entries)
        #expect(diagnostics.all.isEmpty)
        #expect(node.span.place == "f.json:1:1")
        #expect(entries.map(\.keySpan.place) == ["f.json:2:3", "f.json:2:18", "f.json:4:3"])
        #expect(entries.map(\.keySpan.length) == [5, 6, 5])
        #expect(entries[0].value.span.place == "f.json:2:10")
        #expect(entries[1].value.list?[1]["vijf"]?.span.place == "f.json:3:28")
        diagnostics = Diagnostics()
        #expect(JSONReader.read(SourceText(name: "f.json", text: "{\"a\": 1,\n \"a\": 2}"), into: &diagnostics) == nil)
        #expect(
            DiagnosticPrinter.text(diagnostics) == """
                f.json:2:2: error[FILE104]: 'a' stands here for the second time
                  |
                2 |  "a": 2}
                  |  ^^^
                  = f.json:1:2: the first is here

                """)
    }

    @Test("the nodes of a request carry no place")
    func noPlaces() throws {
        let node = try JSONReader.read(Array("\n\n{\"bsn\":\"999990019\"}".utf8), limits: JSONLimits())
        #expect(node.span.source.bytes.isEmpty)
        #expect(node["bsn"]?.span.source.bytes.isEmpty == true)
    }
}
