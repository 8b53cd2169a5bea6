import Testing

@testable import Syntax

/// A form with a file in it, as browsers post it and as nobody does.
@Suite struct MultipartFormTests {
    private static let type = "multipart/form-data; boundary=----WebKitFormBoundaryAbC123"

    private static func body(_ lines: String...) -> [UInt8] { Array(lines.joined(separator: "\r\n").utf8) }

    private static let usual = body(
        "------WebKitFormBoundaryAbC123", "Content-Disposition: form-data; name=\"taal\"", "", "en", "------WebKitFormBoundaryAbC123",
        "Content-Disposition: form-data; name=\"bestand\"; filename=\"schuld; overzicht é.pdf\"", "Content-Type: application/pdf", "",
        "%PDF\r\n--no end\r\n", "------WebKitFormBoundaryAbC123--", "")

    @Test func aBrowsersForm() throws {
        let form = try MultipartForm(Self.usual, contentType: Self.type)
        #expect(form.parts.map(\.name) == ["taal", "bestand"])
        #expect(form["taal"]?.fileName == nil)
        #expect(form["taal"].map { String(decoding: $0.content, as: UTF8.self) } == "en")
        #expect(form["bestand"]?.fileName == "schuld; overzicht é.pdf")
        #expect(form["bestand"].map { String(decoding: $0.content, as: UTF8.self) } == "%PDF\r\n--no end\r\n")
        #expect(form["anders"] == nil)
    }

    @Test(arguments: [
        "Multipart/Form-Data; boundary=\"----WebKitFormBoundaryAbC123\"",
        "multipart/form-data ; charset=utf-8; BOUNDARY=----WebKitFormBoundaryAbC123",
    ])
    func otherSpellingsOfTheType(_ type: String) throws {
        #expect(try MultipartForm(Self.usual, contentType: type).parts.count == 2)
    }

    @Test func anEmptyFileIsAPartWithoutContent() throws {
        let body = Self.body("--b", "Content-Disposition: form-data; name=\"bestand\"; filename=\"\"", "", "", "--b--")
        let part = try #require(try MultipartForm(body, contentType: "multipart/form-data; boundary=b")["bestand"])
        #expect(part.content.isEmpty)
        #expect(part.fileName == "")
        // Without even the line end of an empty content.
        let bare = Self.body("--b", "Content-Disposition: form-data; name=\"x\"", "", "--b--")
        #expect(try MultipartForm(bare, contentType: "multipart/form-data; boundary=b")["x"]?.content.isEmpty == true)
    }

    @Test(arguments: [
        "", "multipart/form-data", "multipart/mixed; boundary=b", "multipart/form-data; boundary=", "multipart/form-data; boundary=a b",
        "multipart/form-data; boundary=b; boundary=c", "multipart/form-data; boundary", "multipart/form-data; boundary=\u{e9}",
        "multipart/form-data; boundary=" + String(repeating: "b", count: 71), "application/x-www-form-urlencoded",
    ])
    func aTypeThatIsNone(_ type: String) {
        #expect(throws: MultipartForm.Mistake.contentType) { try MultipartForm(Self.usual, contentType: type) }
    }

    @Test(arguments: [
        // Nothing; something before the first delimiter; no end; something behind the end; no line ends.
        [""], ["x", "--b--"], ["--b", "Content-Disposition: form-data; name=\"x\"", "", "1"], ["--b--", "x"], ["--bx"], ["--b"], ["--b-"],
        // A part without headers, without a name, with two, with a line that is no header.
        ["--b", "", "1", "--b--"], ["--b", "Content-Type: text/plain", "", "1", "--b--"],
        ["--b", "Content-Disposition: form-data", "", "1", "--b--"], ["--b", "Content-Disposition: form-data; name=x", "", "1", "--b--"],
        ["--b", "Content-Disposition: form-data; name=\"x\"; name=\"y\"", "", "1", "--b--"],
        ["--b", "Content-Disposition: form-data; name=\"x", "", "1", "--b--"],
        ["--b", "Content-Disposition: form-data; name=\"x\" y", "", "1", "--b--"],
        ["--b", "Content-Disposition: attachment; name=\"x\"", "", "1", "--b--"],
        ["--b", "Content-Disposition: form-data; name=\"x\"", "Content-Disposition: form-data; name=\"y\"", "", "1", "--b--"],
        ["--b", "Content-Disposition: form-data; name=\"x\"", "nothing", "", "1", "--b--"],
        ["--b", "Content-Disposition: form-data; name=\"x\u{0}\"", "", "1", "--b--"],
    ])
    func aBodyThatIsNone(_ lines: [String]) {
        #expect(throws: MultipartForm.Mistake.malformed) {
            try MultipartForm(Array(lines.joined(separator: "\r\n").utf8), contentType: "multipart/form-data; boundary=b")
        }
    }

    @Test func manyPartsAndLongHeadersAreRefused() {
        let part = ["--b", "Content-Disposition: form-data; name=\"x\"", "", "1"]
        let parts = (0..<17).flatMap { _ in part }
        #expect(throws: MultipartForm.Mistake.tooMany) {
            try MultipartForm(Array((parts + ["--b--"]).joined(separator: "\r\n").utf8), contentType: "multipart/form-data; boundary=b")
        }
        let long = ["--b", "X: " + String(repeating: "x", count: 5_000), "Content-Disposition: form-data; name=\"x\"", "", "1", "--b--"]
        #expect(throws: MultipartForm.Mistake.tooMany) {
            try MultipartForm(Array(long.joined(separator: "\r\n").utf8), contentType: "multipart/form-data; boundary=b")
        }
    }

    /// Whatever is done to a form, it is read or refused; what is read lies inside it and holds no delimiter.
    @Test func mutantsAreReadOrRefused() {
        var random = SeededGenerator(seed: 5)
        let pieces: [[UInt8]] = [
            [0x0D, 0x0A], [0x2D, 0x2D], Array("------WebKitFormBoundaryAbC123".utf8), [0x0D], [0x0A], [0x22], [0x00],
            [0x0D, 0x0A, 0x0D, 0x0A],
        ]
        var read = 0
        for _ in 0..<(5_000 * fuzzFactor) {
            var body = Self.usual
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let at = Int.random(in: 0..<max(1, body.count), using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0 where !body.isEmpty: body[at] = UInt8.random(in: 0...255, using: &random)
                case 1: body.removeSubrange(at..<min(body.count, at + Int.random(in: 1...40, using: &random)))
                case 2: body.insert(contentsOf: pieces[Int.random(in: 0..<pieces.count, using: &random)], at: min(at, body.count))
                default: body = Array(body.prefix(at))
                }
            }
            guard let form = try? MultipartForm(body, contentType: Self.type) else { continue }
            read += 1
            #expect(form.parts.count <= 16)
            for part in form.parts {
                #expect(part.content.startIndex >= 0 && part.content.endIndex <= body.count)
                #expect(!String(decoding: part.content, as: UTF8.self).contains("\r\n------WebKitFormBoundaryAbC123"))
            }
        }
        // The mutants are near enough to a form that both happen.
        #expect(read > 250 * fuzzFactor && read < 4_750 * fuzzFactor)
    }

    /// What a sender can choose must not make reading slow: nearly every byte looks like the beginning of a delimiter.
    @Test func almostDelimitersAreReadOnce() throws {
        let almost = [UInt8](repeating: 0x0D, count: 4_000_000)
        let body = Self.body("--b", "Content-Disposition: form-data; name=\"x\"", "", "") + almost + Self.body("", "--b--")
        #expect(try MultipartForm(body, contentType: "multipart/form-data; boundary=b")["x"]?.content.count == almost.count)
    }
}
