import Core
import Syntax
import Testing

/// One function per reader, taking any bytes, as a fuzzer wants them: it must return, whatever it is given.
enum FuzzTarget {
    static func json(_ bytes: [UInt8]) {
        let node = try? JSONReader.read(bytes, limits: JSONLimits())
        var diagnostics = Diagnostics()
        let file = JSONReader.read(SourceText(name: "fuzz", bytes: bytes), into: &diagnostics)
        #expect((node == nil) == (file == nil), "a request and a file are read in two ways")
        #expect((file == nil) == diagnostics.hasErrors)
        _ = DiagnosticPrinter.text(diagnostics)
    }

    static func xml(_ bytes: [UInt8]) {
        let start = threadTime()
        let markup = try? XMLReader.read(bytes, limits: XMLLimits())
        let time = threadTime() - start
        #expect(time < 100_000 + Double(bytes.count) * 20, "\(bytes.count) bytes cost \(time) µs")
        if let markup { wellNested(markup) }
        var diagnostics = Diagnostics()
        let file = XMLReader.read(SourceText(name: "fuzz", bytes: bytes), into: &diagnostics)
        #expect((markup == nil) == (file == nil), "a request and a file are read in two ways")
        // This sentence means that guard and libxml2 counted differently, or that libxml2 failed without a reason.
        #expect(!diagnostics.all.contains { $0.message.contains("cannot be read") }, "guard and libxml2 disagree")
        if let file { #expect(file.tokens.allSatisfy { $0.line > 0 && $0.column > 0 }) }
        _ = DiagnosticPrinter.text(diagnostics)
    }

    private static func wellNested(_ markup: Markup) {
        var open: [Int] = []
        for (at, token) in markup.tokens.enumerated() {
            switch token.kind {
            case .element: open.append(at)
            case .end: #expect(open.popLast().map { markup.tokens[$0].end } == at)
            case .text: #expect(!token.text.isEmpty && !open.isEmpty)
            }
        }
        #expect(open.isEmpty)
    }

    static func yaml(_ bytes: [UInt8]) {
        var diagnostics = Diagnostics()
        let node = YAMLReader.read(SourceText(name: "fuzz", bytes: bytes), into: &diagnostics)
        #expect(node != nil || diagnostics.hasErrors, "a file without tree has no mistake")
        _ = DiagnosticPrinter.text(diagnostics)
    }

    static func sql(_ bytes: [UInt8]) {
        let source = SourceText(name: "fuzz", bytes: bytes)
        var diagnostics = Diagnostics()
        let query = SQLText.query(Node(.text(source.text), Span(source: source, line: 1, column: 1)), into: &diagnostics)
        #expect((query == nil) == diagnostics.hasErrors)
        _ = DiagnosticPrinter.text(diagnostics)
    }
}

@Suite("Random bytes break no reader")
struct FuzzTests {
    private func run(_ seed: UInt64, _ seeds: [String], _ words: [String], _ target: ([UInt8]) -> Void) {
        var mutator = Mutator(seed: seed, seeds: seeds.map { Array($0.utf8) }, words: words.map { Array($0.utf8) })
        for _ in 0..<3_000 * fuzzFactor { target(mutator.next()) }
    }

    @Test func json() {
        run(
            1,
            [
                #"{"bsn":"999990019","versie":"4.1.0","opties":[true,false,null,-1.5e3,"\u20ac\ud834\udd1e"]}"#, "[[[[[[1]]]]]]",
                #"{"a":{"b":{"c":[]}}, "d" : "é" }"#,
            ],
            [
                "{", "}", "[", "]", "\"", "\\", "\\u", "\\ud834", "\\u0000", ":", ",", "1e9", "-", "null", "true", "\0", "\u{FEFF}",
                "\u{FFFE}",
            ], FuzzTarget.json)
    }

    @Test func xml() {
        run(
            2,
            [
                "<?xml version='1.0' encoding='UTF-8'?><s:E xmlns:s='urn:s'><s:B a='1' s:b='&amp;'>x<![CDATA[y]]>&#233;<!-- z --><?p q?></s:B></s:E>",
                "<a xmlns='u'><b xmlns=''><c d='e'/></b></a>", "<a><b>1</b><b>2</b> </a>",
            ],
            [
                "<", ">", "/>", "</", "<a>", "</a>", "<a ", "xmlns=''", " xmlns:p='u'", "p:", "='", "'", "\"", "&", "&amp;", "&#", ";",
                "<!--", "-->", "--",
                "<![CDATA[", "]]>", "<?", "?>", "<?xml", "<!DOCTYPE", "×", "é", "\u{FFFE}", "\u{FEFF}", "\0", "]]", "\r\n", ":", "<s:B>",
                "</s:B>",
            ], FuzzTarget.xml)
    }

    @Test func yaml() {
        run(
            3,
            [
                "mapping: heffingen\nrows:\n  r:\n    select: |\n      SELECT 1\n    columns: { a: char, b: [x, y] }\n- fout\n",
                "a: &x [1]\nb: *x\nc: !t 'd'\n",
                "? a\n: b\n---\n\"x\": \"\\u00e9\"\n...\n",
            ],
            [
                ": ", "- ", "? ", "|\n", ">\n", "  ", "\n", "\t", "{", "}", "[", "]", "&a ", "*a", "!!str ", "'", "\"", "#", "---\n", "...",
                "%YAML 1.1\n", "<<: ", "\0", "é",
            ],
            FuzzTarget.yaml)
    }

    @Test func sql() {
        run(
            4,
            [
                "SELECT a, 'b''c', \"d\", E'e\\'f', $$g$$, $h$i$h$ -- j\n/* k */ FROM t WHERE l = :bsn::text AND m[1:2];",
                "WITH x AS (SELECT * FROM t) SELECT n FROM x WHERE o = :bsn",
            ],
            [
                "'", "''", "\"", "$", "$$", "$q$", "--", "/*", "*/", ":", "::", ":bsn", ":x", ";", "?", "@x", "E'", "\\", "(", ")", "*",
                "select", "\n", "é", "\0",
            ],
            FuzzTarget.sql)
    }
}

/// Makes new inputs of old ones: cut, repeat, splice, insert words, flip bits. The same seed makes the same inputs.
struct Mutator {
    private var generator: SeededGenerator
    private var seeds: [[UInt8]]
    private let words: [[UInt8]]

    init(seed: UInt64, seeds: [[UInt8]], words: [[UInt8]]) {
        generator = SeededGenerator(seed: seed)
        self.seeds = seeds
        self.words = words
    }

    mutating func next() -> [UInt8] {
        var bytes = seeds.randomElement(using: &generator)!
        for _ in 0..<Int.random(in: 1...6, using: &generator) { mutate(&bytes) }
        // Now and then a mutant becomes a parent.
        if Int.random(in: 0..<50, using: &generator) == 0, bytes.count < 4_096 {
            if seeds.count < 200 { seeds.append(bytes) } else { seeds[Int.random(in: 3..<200, using: &generator)] = bytes }
        }
        return bytes
    }

    private mutating func mutate(_ bytes: inout [UInt8]) {
        let at = Int.random(in: 0...bytes.count, using: &generator)
        let end = min(bytes.count, at + Int.random(in: 0...24, using: &generator))
        switch Int.random(in: 0..<7, using: &generator) {
        case 0: bytes.removeSubrange(at..<end)
        case 1: bytes.insert(contentsOf: words.randomElement(using: &generator)!, at: at)
        case 2: bytes.replaceSubrange(at..<end, with: words.randomElement(using: &generator)!)
        case 3 where at < bytes.count: bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        case 4 where bytes.count < 4_096:
            let piece = Array(bytes[at..<end])
            for _ in 0..<Int.random(in: 1...40, using: &generator) { bytes.insert(contentsOf: piece, at: at) }
        case 5: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: at)
        default:
            let other = seeds.randomElement(using: &generator)!
            bytes = Array(bytes[..<at]) + other[Int.random(in: 0...other.count, using: &generator)...]
        }
    }
}
