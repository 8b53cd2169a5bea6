import Core
import NIOCore
import Testing

@testable import Adapter

/// The bytes of a reply.
@Suite struct ReplyWriterTests {
    private static let date = HTTPDate.line(at: 1_751_354_100)

    /// The lines of the head and the body, as a client splits them.
    private static func write(
        _ reply: Reply, closes: Bool = false, bodiless: Bool = false
    ) throws -> (status: String, lines: [String], body: String) {
        let bytes = ReplyWriter.write(reply, allocator: ByteBufferAllocator(), date: date, closes: closes, bodiless: bodiless)
        let text = String(decoding: bytes.readableBytesView, as: UTF8.self)
        let end = try #require(text.firstRange(of: "\r\n\r\n"))
        let lines = text[..<end.lowerBound].split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init)
        return (lines[0], Array(lines.dropFirst()), String(text[end.upperBound...]))
    }

    private static let promised = [
        "Cache-Control: no-store",
        "Content-Security-Policy: default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        "Strict-Transport-Security: max-age=31536000; includeSubDomains", "X-Content-Type-Options: nosniff", "X-Frame-Options: DENY",
        "Referrer-Policy: no-referrer", "API-Version: 1.0.0", "Date: Tue, 01 Jul 2025 07:15:00 GMT",
    ]

    @Test(arguments: [Reply(status: 200, body: Array("{}".utf8)), Reply(status: 404), Refusal.malformed.reply(reference: nil)])
    func everyReplyCarriesThePromisedHeaders(_ reply: Reply) throws {
        let (_, lines, _) = try ReplyWriterTests.write(reply)
        for line in ReplyWriterTests.promised { #expect(lines.count { $0 == line } == 1, "\(line)") }
        #expect(lines.contains("Content-Length: \(reply.body.count)"))
    }

    @Test func theHeadersOfAReplyComeWithTheirBody() throws {
        let reply = Reply(
            status: 200, headers: [Request.Header("content-type", "application/json"), Request.Header("Allow", "GET")],
            body: Array("{\"é\"}".utf8))
        let (status, lines, body) = try ReplyWriterTests.write(reply)
        #expect(status == "HTTP/1.1 200 OK")
        #expect(lines.contains("content-type: application/json"))
        #expect(lines.contains("Allow: GET"))
        #expect(!lines.contains { $0.hasPrefix("Content-Type:") })
        #expect(!lines.contains { $0.hasPrefix("Connection") })
        #expect(lines.last == "Content-Length: 6")
        #expect(body == "{\"é\"}")
    }

    @Test func aReplyWithoutATypeHasOne() throws {
        #expect(try ReplyWriterTests.write(Reply(status: 200)).lines.contains("Content-Type: application/octet-stream"))
    }

    @Test(arguments: [nil, "2.3.4"]) func theVersionIsTheRepliesOwnOrOurs(_ version: String?) throws {
        let reply = Reply(status: 200, headers: version.map { [Request.Header("API-Version", $0)] } ?? [])
        let versions = try ReplyWriterTests.write(reply).lines.filter { $0.lowercased().hasPrefix("api-version") }
        #expect(versions == ["API-Version: \(version ?? "1.0.0")"])
    }

    /// What is the gateway's to say, a reply cannot say again or otherwise.
    @Test(arguments: [
        "cache-control", "Content-Security-Policy", "STRICT-TRANSPORT-SECURITY", "x-content-type-options", "X-Frame-Options",
        "referrer-policy", "Content-Length", "transfer-encoding", "Connection", "Date", "Server", "Keep-Alive", "Trailer",
        "Upgrade",
    ])
    func aFixedHeaderStandsOnce(_ name: String) throws {
        let plain = try ReplyWriterTests.write(Reply(status: 200, body: [0x61]))
        let (_, lines, _) = try ReplyWriterTests.write(Reply(status: 200, headers: [Request.Header(name, "iets")], body: [0x61]))
        #expect(lines == plain.lines)
    }

    /// A header that could write the rest of the response is left out whole.
    @Test(arguments: [
        ("X-A", "a\r\nX-B: b"), ("X-A", "a\nb"), ("X-A", "a\rb"), ("X-A", "a\u{0}"), ("X-A", "\tb"), ("X-A", "a\u{7F}"), ("", "a"),
        ("X A", "a"), ("X-A:", "a"), ("X-A\r\nX-B", "a"), ("X-é", "a"),
    ])
    func aHeaderWithAControlCharacterIsLeftOut(_ name: String, _ value: String) throws {
        let plain = try ReplyWriterTests.write(Reply(status: 200))
        #expect(try ReplyWriterTests.write(Reply(status: 200, headers: [Request.Header(name, value)])).lines == plain.lines)
    }

    @Test func theAnswerToHeadHasEveryHeaderAndNoBody() throws {
        let reply = Reply(status: 200, headers: [Request.Header("Content-Type", "text/plain")], body: Array("hallo".utf8))
        let whole = try ReplyWriterTests.write(reply)
        let head = try ReplyWriterTests.write(reply, bodiless: true)
        #expect(head.lines == whole.lines)
        #expect(head.lines.contains("Content-Length: 5"))
        #expect(head.body == "")
    }

    @Test func theLastReplyOfAConnectionSaysSo() throws {
        #expect(try ReplyWriterTests.write(Reply(status: 200), closes: true).lines.count { $0 == "Connection: close" } == 1)
    }

    @Test(arguments: [(204, "HTTP/1.1 204 "), (417, "HTTP/1.1 417 Expectation Failed"), (599, "HTTP/1.1 599 ")])
    func aStatusIsWritten(_ status: Int, _ line: String) throws {
        #expect(try ReplyWriterTests.write(Reply(status: status)).status == line)
    }

    /// A status that would be no final answer becomes our own failure.
    @Test(arguments: [-1, 0, 100, 199, 600, 99_999]) func aStatusThatCannotBeIsAnError(_ status: Int) throws {
        #expect(try ReplyWriterTests.write(Reply(status: status)).status == "HTTP/1.1 500 Internal Server Error")
    }

    @Test(arguments: [
        (0, "Thu, 01 Jan 1970 00:00:00"), (784_111_777, "Sun, 06 Nov 1994 08:49:37"), (1_709_210_096, "Thu, 29 Feb 2024 12:34:56"),
        (4_102_444_799, "Thu, 31 Dec 2099 23:59:59"),
    ])
    func aDateIsOfGreenwich(_ second: Int, _ text: String) {
        #expect(String(decoding: HTTPDate.line(at: second), as: UTF8.self) == "Date: \(text) GMT\r\n")
    }
}
