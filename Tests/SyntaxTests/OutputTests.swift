import Core
import Syntax
import Testing

@Suite("Output: what is written can be read back")
struct OutputTests {
    @Test("JSON strings come back exactly, and NUL is refused by the reader")
    func json() throws {
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<3_000 * fuzzFactor {
            let text = NastyText.random(&generator)
            let key = NastyText.random(&generator)
            let output = Output(capacity: 64)
            output.append("{" as StaticString)
            output.json(key)
            output.append(":[" as StaticString)
            output.json(text)
            output.append("]}" as StaticString)
            let entries = try #require(try JSONReader.read(output.bytes, limits: JSONLimits()).entries)
            #expect(entries.count == 1)
            #expect(Array(entries[0].key.utf8) == Array(key.utf8))
            #expect(Array((entries[0].value.list?.first?.text ?? "?").utf8) == Array(text.utf8))
        }
        let output = Output()
        output.json("a\0b")
        #expect(output.bytes == Array(#""a\u0000b""#.utf8))
        #expect(throws: Fault(.encoding)) { try JSONReader.read(output.bytes, limits: JSONLimits()) }
    }

    @Test("XML texts and attributes come back exactly; what XML cannot hold comes back as U+FFFD")
    func xml() throws {
        var generator = SeededGenerator(seed: 12)
        for _ in 0..<3_000 * fuzzFactor {
            let text = NastyText.random(&generator) + (Bool.random(using: &generator) ? "\0" : "")
            let value = NastyText.random(&generator)
            let output = Output(capacity: 64)
            output.append("<a b=\"" as StaticString)
            output.xml(value)
            output.append("\">" as StaticString)
            output.xml(text)
            output.append("</a>" as StaticString)
            let markup = try XMLReader.read(output.bytes, limits: XMLLimits())
            #expect(Array(markup.attributes[0].value.utf8) == Array(representable(value).utf8))
            let read = markup.tokens.filter { $0.kind == .text }.map(\.text)
            #expect(read.count == (text.isEmpty ? 0 : 1))
            #expect(Array(read.joined().utf8) == Array(representable(text).utf8))
        }
    }

    private func representable(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: out.append(scalar)
            default: out.append("\u{FFFD}")
            }
        }
        return String(out)
    }

    @Test("a character to escape is found at every position", arguments: 0..<40)
    func everyPosition(position: Int) throws {
        for nasty in ["\"", "\\", "\u{1}", "\n", "<", ">", "&", "'", "\u{FFFE}", "\u{FFFF}"] {
            let text = String(repeating: "x", count: position) + nasty + String(repeating: "y", count: 40 - position)
            let json = Output()
            json.json(text)
            #expect(try JSONReader.read(json.bytes, limits: JSONLimits()).text == text)
            let xml = Output()
            xml.append("<a>" as StaticString)
            xml.xml(text)
            xml.append("</a>" as StaticString)
            #expect(try XMLReader.read(xml.bytes, limits: XMLLimits()).tokens[1].text == representable(text))
        }
    }

    @Test(
        "whole numbers",
        arguments: [0, 1, -1, 9, 10, 99, 100, -100, 123_456_789, .max, .min, 999_999_999_999_999_999, 1_000_000_000_000_000_000])
    func integers(number: Int) {
        let output = Output(capacity: 1)
        output.append(integer: number)
        #expect(String(decoding: output.bytes, as: UTF8.self) == String(number))
    }

    @Test("a moment is written with its offset, a date without")
    func times() throws {
        let output = Output()
        output.append(Instant(epoch: 1_751_354_100))
        output.append(byte: 0x20)
        output.append(Instant(epoch: 1_735_689_599))
        output.append(byte: 0x20)
        output.append(try #require(CalendarDate(year: 2025, month: 7, day: 1)))
        output.append(byte: 0x20)
        output.digits(42, 5)
        #expect(String(decoding: output.bytes, as: UTF8.self) == "2025-07-01T09:15:00+02:00 2025-01-01T00:59:59+01:00 2025-07-01 00042")
    }

    @Test("growing keeps what was written, clearing forgets it")
    func growing() {
        let output = Output(capacity: 1)
        var expected = ""
        for number in 0..<2_000 {
            output.append("regel \(number);")
            expected += "regel \(number);"
        }
        #expect(String(decoding: output.bytes, as: UTF8.self) == expected)
        #expect(output.count == expected.utf8.count)
        output.clear()
        #expect(output.bytes.isEmpty)
    }
}
