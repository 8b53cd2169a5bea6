import Core
import Syntax
import Testing

@Suite("XML: nothing hostile reaches libxml2")
struct XMLGuardTests {
    private func guarded(_ bytes: [UInt8], _ limits: XMLLimits = XMLLimits()) -> Fault.Situation? {
        let outcome: Result<Void, Fault> = bytes.withUnsafeBufferPointer { bytes in
            do throws(Fault) { return .success(try XMLGuard.check(bytes, limits: limits)) } catch { return .failure(error) }
        }
        if case .failure(let fault) = outcome { return fault.situation }
        return nil
    }

    private func guarded(_ text: String) -> Fault.Situation? { guarded(Array(text.utf8)) }

    private func read(_ bytes: [UInt8]) -> Fault.Situation? {
        do {
            _ = try XMLReader.read(bytes, limits: XMLLimits())
            return nil
        } catch { return error.situation }
    }

    @Test("document types and entities (A-01, A-02, A-03)", arguments: HostileXML.documentTypes)
    func documentTypes(hostile: HostileXML) {
        #expect(guarded(hostile.bytes) == hostile.situation)
        #expect(read(hostile.bytes) == hostile.situation)
    }

    @Test("floods (A-04, A-06)", arguments: HostileXML.floods)
    func floods(hostile: HostileXML) {
        #expect(guarded(hostile.bytes) == hostile.situation)
        #expect(read(hostile.bytes) == hostile.situation)
    }

    @Test("encodings (A-07)", arguments: HostileXML.encodings)
    func encodings(hostile: HostileXML) {
        #expect(guarded(hostile.bytes) == hostile.situation)
        #expect(read(hostile.bytes) == hostile.situation)
    }

    @Test("every limit lets through what is at the limit")
    func atTheLimit() {
        let attributes = (0..<64).map { " a\($0)=''" }.joined()
        let namespaces = (0..<32).map { " xmlns:n\($0)='http://x/\($0)'" }.joined()
        for (name, text) in [
            ("attributes", "<a\(attributes)/>"), ("namespaces", "<a\(namespaces)/>"), ("both", "<a\(namespaces)\(attributes)/>"),
            ("depth", String(repeating: "<a>", count: 64) + String(repeating: "</a>", count: 64)),
            ("nodes", "<r>" + String(repeating: "<a/>", count: 49_999) + "</r>"),
            ("text", "<a>" + String(repeating: "x", count: 262_144) + "</a>"),
            ("name", "<" + String(repeating: "n", count: 256) + "/>"), ("value", "<a b='" + String(repeating: "v", count: 8_192) + "'/>"),
            (
                "namespaces in scope and gone again",
                "<r>" + (0..<50).map { n in "<a\((0..<32).map { " xmlns:n\(n)_\($0)='http://x/'" }.joined())/>" }.joined() + "</r>"
            ),
        ] {
            #expect(guarded(text) == nil, "\(name)")
            #expect(read(Array(text.utf8)) == nil, "\(name)")
        }
    }

    @Test(
        "what is not XML is malformed",
        arguments: [
            "", " ", "x", "<", "<a", "<a>", "<a ", "<a b", "<a b=", "<a b='", "<a b=''", "</a>", "<a></a", "<a></>", "<>", "< a/>", "<a/",
            "<a/ >", "<1a/>",
            "<-a/>", "<.a/>", "<a/><b/>", "<a/>x", "x<a/>", "<a b=c/>", "<a b='1'c='2'/>", "<a b='<'/>", "<a b/>", "<a>]]></a>", "<a>&</a>",
            "<a>& b</a>",
            "<a>&amp</a>", "<a>&#;</a>", "<a>&#x;</a>", "<a>&#12a;</a>", "<a>&#x1g;</a>", "<a>&#X41;</a>", "<a><!-- -- --></a>",
            "<a><!-- ---></a>", "<a><!--</a>",
            "<a><!-></a>", "<a><![CDATA[</a>", "<a><![cdata[]]></a>", "<![CDATA[x]]><a/>", "<a/><![CDATA[]]>", "<a><?x</a>",
            "<a><? x?></a>", "<a><?xml version='1.0'?></a>",
            "<a><?XmL?></a>", " <?xml version='1.0'?><a/>", "<?xml?><a/>", "<?xml encoding='UTF-8'?><a/>",
            "<?xml version='1.0' standalone='maybe'?><a/>",
            "<?xml version='1.0'><a/>", "<?xml version='1.0' encoding='UTF-8' version='1.0'?><a/>", "<?xml version=1.0?><a/>", "<?1?><a/>",
            "<?é ?><a/>", "<!-- --", "<?a?>",
            "<a></a></a>", "<a>\u{FEFF}",
        ])
    func malformed(text: String) {
        #expect(guarded(text) == .malformed)
    }

    @Test(
        "what only libxml2 notices is malformed too",
        arguments: [
            "<a></b>", "<a><b></a></b>", "<a b='' b=''/>", "<a xmlns:p='u' xmlns:q='u' p:b='' q:b=''/>", "<p:a/>", "<a p:b=''/>",
            "<a xmlns:p='u' xmlns:p='v'/>",
            "<a xmlns:p=''/>", "<:a/>", "<a:/>", "<a:b:c xmlns:a='u'/>", "<×/>", "<a ×=''/>", "<a\u{2028} b=''/>",
            "<a xmlns:xml='urn:other'/>",
            "<a xmlns:xmlns='u'/>", "<a xmlns='http://www.w3.org/2000/xmlns/'/>", "<a×>" + "</a×>",
        ])
    func onlyLibxml2(text: String) {
        #expect(guarded(text) == nil, "the guard was not meant to notice this")
        #expect(read(Array(text.utf8)) == .malformed)
    }

    @Test("limits come from the caller")
    func otherLimits() {
        var limits = XMLLimits()
        limits.depth = 2
        limits.attributes = 1
        limits.nodes = 6
        #expect(guarded(Array("<a><b c=''/></a>".utf8), limits) == nil)
        #expect(guarded(Array("<a><b><c/></b></a>".utf8), limits) == .tooComplex)
        #expect(guarded(Array("<a><b c='' d=''/></a>".utf8), limits) == .tooComplex)
        #expect(guarded(Array("<a>x<b/>x<b/>x</a>".utf8), limits) == nil)
        #expect(guarded(Array("<a>x<b/>x<b/>x<b/></a>".utf8), limits) == .tooComplex)
        limits.depth = 0
        #expect(guarded(Array("<a/>".utf8), limits) == .tooComplex)
    }

    @Test("cost grows with the size, whatever the shape, refused or not")
    func cost() {
        let shapes: [(String, (Int) -> String)] = [
            ("attributes", { "<a" + (0..<$0 / 10).map { " a\($0)=''" }.joined() + "/>" }),
            ("namespaces", { "<a" + (0..<$0 / 20).map { " xmlns:n\($0)='u'" }.joined() + "/>" }),
            (
                "64 attributes each",
                { size in
                    let element = "<a" + (0..<64).map { " a\($0)=''" }.joined() + "/>"
                    return "<r>" + String(repeating: element, count: min(size / element.utf8.count, 700)) + "</r>"
                }
            ),
            (
                "128 namespaces in scope",
                { size in
                    let open = (0..<4).map { level in "<n0_0:a\((0..<32).map { " xmlns:n\(level)_\($0)='http://x/'" }.joined())>" }.joined()
                    return open + String(repeating: "<n0_0:b n0_1:c=''/>", count: min(size / 19, 20_000))
                        + String(repeating: "</n0_0:a>", count: 4)
                }
            ),
            ("elements", { "<r>" + String(repeating: "<a>x</a>", count: min($0 / 8, 20_000)) + "</r>" }),
            ("long text", { "<a>" + String(repeating: "x", count: $0) + "</a>" }),
            ("references", { "<a>" + String(repeating: "&amp;", count: min($0 / 5, 50_000)) + "</a>" }),
            (
                "references in values",
                { "<r>" + String(repeating: "<a b='\(String(repeating: "&#38;", count: 400))'/>", count: $0 / 2_011) + "</r>" }
            ),
            ("other characters", { "<a>" + String(repeating: "é", count: min($0 / 2, 100_000)) + "</a>" }),
            ("brackets", { "<a>" + String(repeating: "]]", count: min($0 / 2, 100_000)) + "</a>" }),
            ("comments", { "<r>" + String(repeating: "<!-- x -->", count: $0 / 10) + "</r>" }),
            ("CDATA", { "<r>" + String(repeating: "<![CDATA[x]]>", count: min($0 / 13, 20_000)) + "</r>" }),
            ("open comment", { "<r><!--" + String(repeating: "- ", count: $0 / 2) }),
            (
                "wrong from the start",
                { "<a></b>" + String(repeating: "<c d=''>", count: 60) + String(repeating: "x<e/>", count: min($0 / 5, 20_000)) }
            ),
            ("wrong end tags", { "<r>" + String(repeating: "<a></b>", count: min($0 / 7, 20_000)) + "</r>" }),
            ("bad names", { "<r>" + String(repeating: "<a×='' ×=''/>", count: min($0 / 15, 16_000)) + "</r>" }),
            ("unknown prefixes", { "<r>" + String(repeating: "<p:a q:b=''/>", count: min($0 / 13, 16_000)) + "</r>" }),
            ("distinct names", { "<r>" + (0..<min($0 / 10, 40_000)).map { "<n\($0)/>" }.joined() + "</r>" }),
        ]
        for (name, shape) in shapes {
            let small = Array(shape(25_000).utf8)
            let large = Array(shape(200_000).utf8)
            let times = (leastTime { _ = read(small) }, leastTime { _ = read(large) })
            // Refusals may cost next to nothing; a floor keeps the ratio of two tiny numbers out.
            let ratio = times.1 / max(times.0, 200) / (Double(large.count) / Double(small.count))
            #expect(ratio < 5, "\(name): \(small.count) bytes \(times.0) µs, \(large.count) bytes \(times.1) µs")
        }
    }
}
