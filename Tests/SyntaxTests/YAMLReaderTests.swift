import Core
import Syntax
import Testing

@Suite("YAML is read as it was written")
struct YAMLReaderTests {
    private func read(_ text: String) -> (node: Node?, report: String) {
        var diagnostics = Diagnostics()
        let node = YAMLReader.read(SourceText(name: "f.yaml", text: text), into: &diagnostics)
        return (node, DiagnosticPrinter.text(diagnostics))
    }

    @Test("scalars are texts; only true, false and nothing are not")
    func scalars() throws {
        let yaml = "[N, on, no, 01-02, 1.50, 0x10, ~, null, 'true', \"\", True, true, false, 1e3, 2025-01-01]"
        let items = try #require(read(yaml).node?.list)
        let texts = items.map { $0.text ?? "<\($0.shape)>" }
        #expect(
            texts == [
                "N", "on", "no", "01-02", "1.50", "0x10", "~", "null", "true", "", "True", "<true or false>", "<true or false>", "1e3",
                "2025-01-01",
            ])
        #expect(read("a:\nb: 1").node?["a"]?.shape == "nothing")
    }

    @Test("every node knows its place")
    func places() throws {
        let node = try #require(read("één: twee\nlijst:\n  - x\n  - {a: b, c: 'd e'}\n").node)
        let entries = try #require(node.entries)
        #expect(node.span.place == "f.yaml:1:1")
        #expect(entries.map(\.keySpan.place) == ["f.yaml:1:1", "f.yaml:2:1"])
        #expect(entries.map(\.keySpan.length) == [3, 5])
        #expect(entries[0].value.span.place == "f.yaml:1:6")
        let list = try #require(entries[1].value.list)
        #expect(list.map(\.span.place) == ["f.yaml:3:5", "f.yaml:4:5"])
        #expect(list[1]["c"]?.span.place == "f.yaml:4:15")
        #expect(list[1]["c"]?.span.length == 5)
    }

    @Test(
        "a block begins at the first character of its first line",
        arguments: [
            ("a: |\n  SELECT 1\n  FROM t\n", "SELECT 1\nFROM t\n", "f.yaml:2:3", 8),
            ("a: |\n\n\n    SELECT é\n", "\n\nSELECT é\n", "f.yaml:4:5", 8),
            ("a: |- # waarom\n  x\n", "x", "f.yaml:2:3", 1),
            ("a: >\n  x\n  y\n", "x y\n", "f.yaml:2:3", 1),
            ("a: |2\n    x\n", "  x\n", "f.yaml:2:5", 1),
            ("- a:\n    b: |+\n      x\n\n", "x\n\n", "f.yaml:3:7", 1),
        ])
    func blocks(yaml: String, text: String, place: String, length: Int) throws {
        let root = try #require(read(yaml).node)
        let block = try #require(root["a"]?["b"] ?? root["a"] ?? root.list?.first?["a"]?["b"])
        #expect(block.text == text)
        #expect(block.span.place == place)
        #expect(block.span.length == length)
    }

    @Test("anchors, aliases and tags are refused where they stand")
    func refused() {
        #expect(
            read("a: &x 1\nb: *x\nc: !!str 2\n").report == """
                f.yaml:1:4: error[FILE110]: a YAML anchor is not allowed
                  |
                1 | a: &x 1
                  |    ^
                  = help: write the value out, or use 'include'

                f.yaml:2:4: error[FILE110]: a YAML alias is not allowed
                  |
                2 | b: *x
                  |    ^^
                  = help: write the value out, or use 'include'

                f.yaml:3:4: error[FILE111]: a YAML tag is not allowed
                  |
                3 | c: !!str 2
                  |    ^
                  = help: every value is a text as written

                """)
        for (yaml, place) in [
            ("a: &x [1]", "f.yaml:1:4: error[FILE110]"), ("a: &x {b: 1}", "f.yaml:1:4: error[FILE110]"),
            ("&x a: 1", "f.yaml:1:1: error[FILE110]"),
            ("a: !x [1]", "f.yaml:1:4: error[FILE111]"), ("!x a: 1", "f.yaml:1:1: error[FILE111]"),
            ("a: ! b", "f.yaml:1:4: error[FILE111]"),
            ("b: 1\n<<: *x", "f.yaml:2:5: error[FILE110]"), ("? [a]\n: b", "f.yaml:1:3: error[FILE100]"),
            ("*x : 1", "f.yaml:1:1: error[FILE100]"),
        ] { #expect(read(yaml).report.hasPrefix(place), "\(yaml): \(read(yaml).report)") }
    }

    @Test("an alias bomb expands nothing")
    func bomb() {
        var yaml = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1...30 { yaml += "a\(level): &a\(level) [\(Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", "))]\n" }
        let time = leastTime(of: 1) {
            let report = read(yaml).report
            #expect(report.hasPrefix("f.yaml:1:5: error[FILE110]: a YAML anchor is not allowed\n"))
            #expect(report.contains("f.yaml:31:12: error[FILE110]"))
        }
        #expect(time < 5_000_000)
    }

    @Test("a key that stands twice is shown with its first place")
    func duplicates() {
        let (node, report) = read("a: 1\nb: 2\na: 3\n")
        #expect(
            report == """
                f.yaml:3:1: error[FILE104]: 'a' stands here for the second time
                  |
                3 | a: 3
                  | ^
                  = f.yaml:1:1: the first is here

                """)
        #expect(node?["a"]?.text == "1")
    }

    @Test("syntax errors have a place, and leave no tree")
    func syntax() {
        for (yaml, place) in [
            ("a: [1, 2\nb: 3", "f.yaml:2:"), ("a: 'x", "f.yaml:1:"), ("a: b: c", "f.yaml:1:5"), ("a:\n\t- b", "f.yaml:2:1"),
            ("", "f.yaml:1:1"),
            ("# niets\n", "f.yaml:"), ("a: @x", "f.yaml:1:4"), ("a: %x", "f.yaml:1:4"), ("a: \"\\q\"", "f.yaml:1:"),
        ] {
            let (node, report) = read(yaml)
            #expect(node == nil, "\(yaml)")
            #expect(report.hasPrefix(place) && report.contains("error[FILE100]"), "\(yaml): \(report)")
        }
        #expect(read("a: 1\n---\nb: 2\n").report.contains("f.yaml:2:1: error[FILE100]: a second document begins here"))
    }

    @Test("depth, size and encoding have limits")
    func limits() {
        let nested = { (depth: Int) in String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
        #expect(read(nested(40)).report == "")
        #expect(read(nested(41)).report.contains("error[FILE112]: nested too deeply"))
        #expect(read(nested(50_000)).report.contains("error[FILE112]: nested too deeply"))
        #expect(read(String(repeating: "x", count: 4_194_305)).report.contains("error[FILE112]: the file is larger than 4 MiB"))
        var diagnostics = Diagnostics()
        #expect(YAMLReader.read(SourceText(name: "f.yaml", bytes: [0x61, 0x3A, 0x20, 0xE9]), into: &diagnostics) == nil)
        #expect(diagnostics.all.map(\.code) == [.notUTF8])
    }
}
