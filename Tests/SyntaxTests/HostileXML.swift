import Core
import Syntax
import Testing

/// Messages that were made to hurt, and the word for why they are refused.
struct HostileXML: Sendable, CustomTestStringConvertible {
    let name: String
    let bytes: [UInt8]
    let situation: Fault.Situation

    init(_ name: String, _ bytes: [UInt8], _ situation: Fault.Situation) {
        self.name = name
        self.bytes = bytes
        self.situation = situation
    }

    init(_ name: String, _ text: String, _ situation: Fault.Situation) { self.init(name, Array(text.utf8), situation) }

    var testDescription: String { name }

    // MARK: - A-01, A-02, A-03: document types

    static let documentTypes: [HostileXML] = {
        let laughs =
            "<!DOCTYPE a [<!ENTITY a0 \"ha\">"
            + (1...10).map { "<!ENTITY a\($0) \"\(String(repeating: "&a\($0 - 1);", count: 10))\">" }.joined()
        let defaults = (0..<2_000).map { " a\($0) CDATA 'x'" }.joined()
        return [
            HostileXML("external entity", "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><a>&x;</a>", .doctype),
            HostileXML("external DTD", "<?xml version='1.0'?><!DOCTYPE a SYSTEM \"http://127.0.0.1:1/x.dtd\"><a/>", .doctype),
            HostileXML("public DTD", "<!DOCTYPE a PUBLIC \"-//x//y\" \"http://127.0.0.1:1/x.dtd\"><a/>", .doctype),
            HostileXML("parameter entity", "<!DOCTYPE a [<!ENTITY % p SYSTEM \"http://127.0.0.1:1/\">%p;]><a/>", .doctype),
            HostileXML("billion laughs", laughs + "]><a>&a10;</a>", .doctype),
            HostileXML(
                "quadratic blow-up",
                "<!DOCTYPE a [<!ENTITY x \"\(String(repeating: "x", count: 100_000))\">]><a>\(String(repeating: "&x;", count: 20_000))</a>",
                .doctype),
            HostileXML("entity in an attribute", laughs + "]><a b=\"&a10;\"/>", .doctype),
            HostileXML(
                "default attributes", "<!DOCTYPE a [<!ATTLIST a\(defaults)>]><r>\(String(repeating: "<a/>", count: 2_000))</r>", .doctype),
            HostileXML("lower case", "<!doctype a><a/>", .doctype),
            HostileXML("inside the root", "<a><!DOCTYPE a></a>", .doctype),
            HostileXML("behind the root", "<a/><!DOCTYPE a>", .doctype),
            HostileXML("behind a comment", "<!-- x --> <!DOCTYPE a><a/>", .doctype),
            HostileXML("entity declaration alone", "<!ENTITY x 'y'><a/>", .malformed),
            HostileXML("undeclared entity", "<a>&x;</a>", .malformed),
            HostileXML("undeclared entity in an attribute", "<a b='&x;'/>", .malformed),
            HostileXML("HTML entity", "<a>&eacute;</a>", .malformed),
        ]
    }()

    // MARK: - A-04, A-06: floods

    static let floods: [HostileXML] = {
        let attributes = { (count: Int) in (0..<count).map { " a\($0)=''" }.joined() }
        let namespaces = { (count: Int) in (0..<count).map { " xmlns:n\($0)='u\($0)'" }.joined() }
        let open = { (count: Int) in String(repeating: "<a>", count: count) }
        let close = { (count: Int) in String(repeating: "</a>", count: count) }
        return [
            HostileXML("65 attributes", "<a\(attributes(65))/>", .tooComplex),
            HostileXML("40,000 attributes", "<a\(attributes(40_000))/>", .tooComplex),
            HostileXML(
                "2,000 attributes on many elements", "<r>\(String(repeating: "<a\(attributes(2_000))/>", count: 40))</r>", .tooComplex),
            HostileXML("33 namespaces", "<a\(namespaces(33))/>", .tooComplex),
            HostileXML("20,000 namespaces and attributes", "<a\(namespaces(20_000))\(attributes(20_000))/>", .tooComplex),
            HostileXML(
                "32 namespaces on every level",
                (0..<5).map { level in "<a\((0..<32).map { " xmlns:n\(level)_\($0)='u'" }.joined())>" }.joined() + close(5),
                .tooComplex),
            HostileXML("depth 65", open(65) + close(65), .tooComplex),
            HostileXML("depth 65, closed at once", open(64) + "<a/>" + close(64), .tooComplex),
            HostileXML("depth 256", open(256) + close(256), .tooComplex),
            HostileXML("depth 1,000,000", open(1_000_000), .tooComplex),
            HostileXML("a megabyte of elements", "<r>" + String(repeating: "<a/>", count: 262_144) + "</r>", .tooComplex),
            HostileXML("a megabyte of comments", "<r>" + String(repeating: "<!---->", count: 150_000) + "</r>", .tooComplex),
            HostileXML("a megabyte of instructions", "<r>" + String(repeating: "<?a?>", count: 200_000) + "</r>", .tooComplex),
            HostileXML("50,001 nodes", "<r>" + String(repeating: "<a/>", count: 50_000) + "</r>", .tooComplex),
            HostileXML("a text of 256 KiB and a byte", "<a>" + String(repeating: "x", count: 262_145) + "</a>", .tooComplex),
            HostileXML("a text of 11 MB", "<a>" + String(repeating: "x", count: 11_000_000) + "</a>", .tooComplex),
            HostileXML(
                "a text in pieces",
                "<a>" + String(repeating: "\(String(repeating: "x", count: 60_000))<!-- --><![CDATA[y]]>", count: 5) + "</a>", .tooComplex),
            HostileXML("huge CDATA", "<a><![CDATA[" + String(repeating: "x", count: 262_145) + "]]></a>", .tooComplex),
            HostileXML("huge comment", "<a><!--" + String(repeating: "x", count: 262_145) + "--></a>", .tooComplex),
            HostileXML("huge instruction", "<a><?p " + String(repeating: "x", count: 262_145) + "?></a>", .tooComplex),
            HostileXML("a name of 257 bytes", "<" + String(repeating: "n", count: 257) + "/>", .tooComplex),
            HostileXML("a name of 60 kB", "<" + String(repeating: "n", count: 60_000) + "/>", .tooComplex),
            HostileXML("an attribute's name of 257 bytes", "<a " + String(repeating: "n", count: 257) + "=''/>", .tooComplex),
            HostileXML("an instruction's name of 257 bytes", "<?" + String(repeating: "n", count: 257) + "?><a/>", .tooComplex),
            HostileXML("a value of 8 KiB and a byte", "<a b='" + String(repeating: "v", count: 8_193) + "'/>", .tooComplex),
        ]
    }()

    // MARK: - A-07: encodings

    static let encodings: [HostileXML] = {
        let text = "<?xml version=\"1.0\"?><a/>"
        let units = Array(text.utf16)
        let little = units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let big = units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        let declared = { (encoding: String) in "<?xml version=\"1.0\" encoding=\"\(encoding)\"?><a/>" }
        let inText = { (bytes: [UInt8]) in Array("<a>".utf8) + bytes + Array("</a>".utf8) }
        // "<?xml version" in EBCDIC (IBM037).
        let ebcdic: [UInt8] = [0x4C, 0x6F, 0xA7, 0x94, 0x93, 0x40, 0xA5, 0x85, 0x99, 0xA2, 0x89, 0x96, 0x95]
        return [
            HostileXML("UTF-16 LE", little, .encoding), HostileXML("UTF-16 BE", big, .encoding),
            HostileXML("UTF-16 LE with BOM", [0xFF, 0xFE] + little, .encoding),
            HostileXML("UTF-16 BE with BOM", [0xFE, 0xFF] + big, .encoding),
            HostileXML("UTF-32 LE", text.unicodeScalars.flatMap { [UInt8($0.value), 0, 0, 0] }, .encoding),
            HostileXML("UTF-32 BE with BOM", [0, 0, 0xFE, 0xFF] + text.unicodeScalars.flatMap { [0, 0, 0, UInt8($0.value)] }, .encoding),
            HostileXML("EBCDIC", ebcdic, .encoding),
            HostileXML("UTF-7", declared("UTF-7"), .encoding), HostileXML("IBM037 declared", declared("IBM037"), .encoding),
            HostileXML("Latin-1 declared", declared("ISO-8859-1"), .encoding), HostileXML("UTF-16 declared", declared("UTF-16"), .encoding),
            HostileXML("ASCII declared", declared("US-ASCII"), .encoding), HostileXML("empty encoding", declared(""), .encoding),
            HostileXML("Latin-1 bytes", inText([0xE9]), .encoding),
            HostileXML("Latin-1 bytes in a name", Array("<".utf8) + [0xE9] + Array("/>".utf8), .encoding),
            HostileXML("overlong slash", inText([0xC0, 0xAF]), .encoding), HostileXML("overlong <", inText([0xC0, 0xBC]), .encoding),
            HostileXML("overlong in three", inText([0xE0, 0x80, 0xBC]), .encoding),
            HostileXML("overlong in four", inText([0xF0, 0x80, 0x80, 0xBC]), .encoding),
            HostileXML("surrogates", inText([0xED, 0xA0, 0x80, 0xED, 0xB0, 0x80]), .encoding),
            HostileXML("beyond U+10FFFF", inText([0xF4, 0x90, 0x80, 0x80]), .encoding),
            HostileXML("cut off", Array("<a>".utf8) + [0xE2, 0x82], .encoding), HostileXML("NUL", inText([0]), .encoding),
            HostileXML("NUL behind the root", Array("<a/>".utf8) + [0], .encoding),
            HostileXML("XML 1.1", "<?xml version='1.1'?><a/>", .encoding),
            HostileXML("XML 2.0", "<?xml version='2.0'?><a/>", .encoding),
            HostileXML("NUL by reference", "<a>&#0;</a>", .malformed), HostileXML("U+FFFE", "<a>\u{FFFE}</a>", .malformed),
            HostileXML("U+FFFF in an attribute", "<a b='\u{FFFF}'/>", .malformed),
            HostileXML("U+FFFE by reference", "<a>&#xFFFE;</a>", .malformed),
            HostileXML("surrogate by reference", "<a>&#xD834;</a>", .malformed),
            HostileXML("beyond by reference", "<a>&#x110000;</a>", .malformed),
            HostileXML("far beyond by reference", "<a>&#x\(String(repeating: "F", count: 1_000));</a>", .malformed),
            HostileXML("control character", "<a>\u{1}</a>", .malformed), HostileXML("control by reference", "<a>&#1;</a>", .malformed),
            HostileXML("two marks", "\u{FEFF}\u{FEFF}<a/>", .malformed),
        ]
    }()
}
