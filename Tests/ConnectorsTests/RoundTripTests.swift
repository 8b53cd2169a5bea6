import Connectors
import Core
import Foundation
import Standard
import Syntax
import Testing

/// What a source can hold, in every shipped vendor's reply: always well-formed, and the same text again as far as the form can hold it.
@Suite struct RoundTripTests {
    private static let vendors = ["soap", "json", "stuf-fin", "stuf-bg", "stuf-prs", "zaakloket"]

    /// A text of pieces that each break something somewhere.
    private static func text(_ dice: inout Dice) -> String {
        let pieces = [
            "<", ">", "&", "\"", "'", "\\", "]]>", "<![CDATA[", "<!--", "--", "-->", "&#0;", "&lt;", "{bsn}", "{{", "\r", "\n", "\r\n",
            "\t", "\u{0}",
            "\u{1}", "\u{8}", "\u{B}", "\u{1F}", "\u{7F}", "\u{85}", "\u{9F}", "\u{A0}", "\u{301}", "e\u{301}", "\u{2028}", "\u{FEFF}",
            "\u{FFFD}",
            "\u{FFFE}", "\u{FFFF}", "𝄞", "\u{10FFFF}", "👩‍👧", "é", "€", "ﬁ", " ", "a", "7", "\\u0041", "%00", "</x>", "?>",
        ]
        return "x" + (0..<Int.random(in: 1...25, using: &dice)).map { _ in pieces.randomElement(using: &dice) ?? "" }.joined() + "x"
    }

    /// As XML 1.0 can hold it: what it cannot hold is U+FFFD, one for one, so that nobody takes a text for whole that is not.
    private static func inXML(_ text: String) -> String {
        var held = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let value = scalar.value
            let canStand = value == 0x9 || value == 0xA || value == 0xD || (value >= 0x20 && value != 0xFFFE && value != 0xFFFF)
            held.append(canStand ? scalar : "\u{FFFD}")
        }
        return String(held)
    }

    private func request(_ vendor: String, asJSON: Bool) throws -> Request {
        if vendor == "json" { return Messages.json("{\"bsn\":\"999990019\"}") }
        if vendor == "soap" {
            let parameters = asJSON ? "<b:parameters><b:representatie>json</b:representatie></b:parameters>" : ""
            return Messages.soap(Messages.di02(parameters: parameters))
        }
        let message = try #require(Repository.vendor(vendor).files["cases/overview/request.xml"])
        let path = try #require(try Repository.connector(vendor).routes.first).path
        return Messages.soap(message.text, path: path)
    }

    @Test(arguments: vendors) func whatASourceHoldsStandsInTheReply(vendor: String) throws {
        let connector = try Repository.connector(vendor)
        var dice = Dice(17)
        for round in 0..<150 {
            let text = Self.text(&dice)
            let asJSON = round % 2 == 0
            let asked = try connector.ask(request(vendor, asJSON: asJSON))
            let reply = try Replies.json(connector, asked, Replies.answer(omschrijving: text))
            if vendor == "json" {
                #expect(try says(text, reply.body, whole: false))
                continue
            }
            // Our guard and libxml2 both read it.
            let markup = try XMLReader.read(reply.body, limits: XMLLimits())
            let texts = markup.tokens.filter { $0.kind == .text }.map(\.text)
            switch vendor {
            case "soap" where asJSON:
                let document = try #require(texts.first { $0.hasPrefix("{") })
                #expect(try says(text, Array(document.utf8), whole: true))
            case "soap", "stuf-fin", "zaakloket": #expect(texts.contains(Self.inXML(text)))
            default: #expect(texts.contains("2"), "the number of cases")
            }
        }
    }

    /// The description of the first event. Our reader refuses a NUL; Foundation takes it, and loses a byte order mark behind an escape.
    private func says(_ text: String, _ bytes: [UInt8], whole: Bool) throws -> Bool {
        let path = (whole ? [] : ["documenten", ""]) + ["body", "financiele_zaken", "", "gebeurtenissen", "", "omschrijving"]
        if text.utf8.contains(0) {
            var found = try JSONSerialization.jsonObject(with: Data(bytes))
            for key in path { found = try #require(key.isEmpty ? (found as? [Any])?.first : (found as? [String: Any])?[key], "\(key)") }
            return (found as? String)?.replacing("\u{FEFF}", with: "") == text.replacing("\u{FEFF}", with: "")
        }
        var node = try JSONReader.read(bytes, limits: JSONLimits())
        for key in path { node = try #require(key.isEmpty ? node.list?.first : node[key], "\(key)") }
        return node.text == text
    }

    /// What a vendor says of itself comes back, or is refused: a control character in a word is never dropped.
    @Test(arguments: ["stuf-fin", "stuf-bg", "stuf-prs"]) func whatAVendorSaysComesBackOrIsRefused(vendor: String) throws {
        let connector = try Repository.connector(vendor)
        let whole = try request(vendor, asJSON: false)
        let message = String(decoding: whole.body, as: UTF8.self)
        let applicatie = try #require(message.firstMatch(of: /<StUF:applicatie>([^<]+)</)?.1)
        var dice = Dice(19)
        var (back, refused) = (0, 0)
        for _ in 0..<200 {
            let text = String(Self.text(&dice).prefix(40))
            let written = Output()
            written.xml(text)
            let request = Messages.soap(
                message.replacing(">\(applicatie)<", with: ">\(written.text)<", maxReplacements: 1), path: whole.path)
            if let fault = connector.fault(request) {
                #expect(fault.problems.map(\.name) == ["applicatie"] && fault.problems.map(\.code) == ["length"])
                refused += 1
                continue
            }
            let asked = try connector.ask(request)
            let said = try #require(asked.inquiry.parties.sender.application)
            #expect(said == Self.inXML(text).trimmingSpace)
            let markup = try XMLReader.read(Replies.json(connector, asked).body, limits: XMLLimits())
            #expect(markup.tokens.contains { $0.kind == .text && $0.text == said })
            back += 1
        }
        #expect(back > 20 && refused > 20)
    }
}

extension String {
    fileprivate var trimmingSpace: String {
        let spaces: Set<Character> = [" ", "\t", "\n", "\r", "\r\n"]
        return String(drop { spaces.contains($0) }.reversed().drop { spaces.contains($0) }.reversed())
    }
}
