import Connectors
import Core
import Standard
import Syntax
import Testing

/// Deterministic randomness: a failure repeats.
struct Dice: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// Text with everything that has a meaning somewhere.
    mutating func text(_ length: Int) -> String {
        let pieces = [
            "<", ">", "&", "\"", "'", "{", "}", "\\", "]]>", "<!--", "-->", "&amp;", "</x>", "é", "€", "𝄞", "a", "B", "7", " ", "-", "/",
            "{bsn}",
        ]
        return (0..<Int.random(in: 1...length, using: &self)).map { _ in pieces.randomElement(using: &self) ?? "x" }.joined()
    }
}

@Suite struct PropertyTests {
    private func proef(_ sample: String, isXML: Bool) throws -> Connector {
        let (dialect, type) = isXML ? ("soap", "xml") : ("json", "json")
        let words = "totaal_financieel_verplicht totaal_financieel_vereffend saldo volledig".split(separator: " ").map(String.init)
        let drops = (words + Repository.standard.kinds.map(\.name)).map { "{ word: \($0), because: proef }" }.joined(separator: ", ")
        return try Repository.connector(
            Repository.folder([
                "connector.yaml":
                    "vendor: proef\ndialect: \(dialect)\nversion: \"4.1.0\"\nquestions:\n  schuldenoverzicht:\n    asks: [{ method: POST, paths: [/vraag], request: bericht.\(type) }]\n    reply: bericht.\(type)\n    drops: [\(drops)]\n",
                "bericht.\(type)": sample,
            ]))
    }

    private func request(_ body: [UInt8], isXML: Bool) -> Request {
        Request(
            method: "POST", path: "/vraag", headers: [Request.Header("Content-Type", isXML ? "text/xml" : "application/json")], body: body)
    }

    private func escaped(_ text: String, isXML: Bool) -> String {
        let output = Output()
        if isXML { output.xml(text) } else { output.json(text) }
        return String(decoding: output.bytes, as: UTF8.self)
    }

    /// One sample is both question and answer: what was read and written back is the same message, and reads the same again.
    @Test(arguments: [true, false]) func whatIsFilledInMatchesAgain(isXML: Bool) throws {
        let xml =
            "<b xmlns=\"urn:b\" xmlns:a=\"urn:blauwbrug:sample\"><n>{bsn}</n><r k=\"{echo.k}\">{referentie}</r><e a:optional=\"\">{echo.e}</e></b>"
        let json =
            "{\"n\": \"{bsn}\", \"r\": {\"k\": \"{echo.k}\", \"v\": \"{referentie}\"}, \"e\": {\"a:value\": \"{echo.e}\", \"a:optional\": true}}"
        let connector = try proef(isXML ? xml : json, isXML: isXML)
        var dice = Dice(7)
        for round in 0..<400 {
            // XML takes the spaces around a text away.
            func value(_ length: Int) -> String { "x" + dice.text(length) + "x" }
            let (k, r, e) = (value(20), String(value(4).prefix(40)), value(20))
            let hasE = round % 2 == 0
            let first =
                isXML
                ? "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body><b xmlns=\"urn:b\"><n>999990019</n><r k=\"\(escaped(k, isXML: true))\">\(escaped(r, isXML: true))</r>\(hasE ? "<e>\(escaped(e, isXML: true))</e>" : "")</b></e:Body></e:Envelope>"
                : "{\"n\":\"999990019\",\"r\":{\"k\":\(escaped(k, isXML: false)),\"v\":\(escaped(r, isXML: false))}\(hasE ? ",\"e\":\(escaped(e, isXML: false))" : "")}"
            let asked = try connector.ask(request(Array(first.utf8), isXML: isXML))
            #expect(asked.inquiry.reference == r)
            let reply = try Replies.json(connector, asked)
            let again = try connector.ask(request(reply.body, isXML: isXML))
            #expect(again.inquiry == asked.inquiry)
            #expect(try Replies.json(connector, again).body == reply.body)
        }
    }

    /// Whatever stands in a source, a reply is well-formed and says exactly that.
    @Test(arguments: ["soap", "json"]) func noValueBreaksAReply(vendor: String) throws {
        let connector = try Repository.connector(vendor)
        var dice = Dice(11)
        for round in 0..<200 {
            let text = dice.text(30)
            let parameters = round % 2 == 0 ? "<b:parameters><b:representatie>json</b:representatie></b:parameters>" : ""
            let asked = try connector.ask(
                vendor == "soap" ? Messages.soap(Messages.di02(parameters: parameters)) : Messages.json("{\"bsn\":\"999990019\"}"))
            let reply = try Replies.json(connector, asked, Replies.answer(omschrijving: text))
            if vendor == "json" {
                let node = try JSONReader.read(reply.body, limits: JSONLimits())
                #expect(omschrijving(of: node["documenten"]?.list?.first) == text)
            } else {
                let markup = try XMLReader.read(reply.body, limits: XMLLimits())
                let texts = markup.tokens.filter { $0.kind == .text }.map(\.text)
                if round % 2 == 0 {
                    let document = try #require(texts.first { $0.hasPrefix("{") })
                    #expect(omschrijving(of: try JSONReader.read(Array(document.utf8), limits: JSONLimits())) == text)
                } else {
                    #expect(texts.contains(text))
                }
            }
        }
    }

    private func omschrijving(of document: Node?) -> String? {
        document?["body"]?["financiele_zaken"]?.list?.first?["gebeurtenissen"]?.list?.first?["omschrijving"]?.text
    }

    /// Wherever a second BSN is put into a message, the message is refused.
    @Test func aSecondBSNIsRefusedWhereverItStands() throws {
        let soap = try Repository.connector("soap")
        let message = Messages.di02(
            parameters: "<b:parameters><b:documentVersie>4.1.0</b:documentVersie></b:parameters>",
            persoon: "<b:authenticatie><b:middel>x</b:middel><b:betrouwbaarheidsniveau>20</b:betrouwbaarheidsniveau></b:authenticatie>")
        var count = 0
        for (at, letter) in zip(message.indices, message) where letter == "<" {
            for name in ["b:inp.bsn", "s:bsn", "bsn"] {
                let changed = message[..<at] + "<\(name)>999993653</\(name)>" + message[at...]
                #expect(soap.fault(Messages.soap(String(changed))) != nil)
                count += 1
            }
        }
        #expect(count > 50)
        let json = try Repository.connector("json")
        for body in [
            "{\"bsn\":\"999990019\",\"bsn\":\"999990019\"}", "{\"bsn\":\"999990019\",\"BSN\":\"999993653\"}",
            "{\"bsn\":[\"999990019\",\"999993653\"]}", "{\"bsn\":\"999990019\",\"persoon\":{\"bsn\":\"999993653\"}}",
            "{\"bsn\":\"999990019 999993653\"}", "[{\"bsn\":\"999990019\"},{\"bsn\":\"999993653\"}]",
        ] { #expect(json.fault(Messages.json(body)) != nil, "\(body)") }
    }

    /// Cut off, doubled or overwritten messages never crash and never name a value.
    @Test(arguments: ["soap", "json"]) func damagedMessagesAreRefusedWithoutAValue(vendor: String) throws {
        let connector = try Repository.connector(vendor)
        var dice = Dice(13)
        let whole = Array((vendor == "soap" ? Messages.di02() : "{\"bsn\":\"999990019\",\"referentie\":\"geheim\"}").utf8)
        for _ in 0..<800 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...3, using: &dice) {
                let at = Int.random(in: 0..<bytes.count, using: &dice)
                switch Int.random(in: 0..<3, using: &dice) {
                case 0: bytes[at] = UInt8.random(in: 0...255, using: &dice)
                case 1: bytes.removeSubrange(at...min(bytes.count - 1, at + 5))
                default: bytes.insert(contentsOf: bytes[at...min(bytes.count - 1, at + 9)], at: at)
                }
                if bytes.isEmpty { bytes = [0x20] }
            }
            let body = String(decoding: bytes, as: UTF8.self)
            let request = vendor == "soap" ? Messages.soap(body) : Messages.json(body)
            guard let fault = connector.fault(request) else { continue }
            let reply = connector.reply(with: fault, asked: nil, request: request, stamp: Sample.stamp)
            #expect(!reply.text.contains("99999001") && !reply.text.contains("geheim"))
        }
    }
}
