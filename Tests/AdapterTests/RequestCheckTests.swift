import Core
import NIOHTTP1
import Testing

@testable import Adapter

/// The head of a request, read strictly: whatever two readers could take for two different requests is refused.
@Suite struct RequestCheckTests {
    typealias Headers = [(String, String)]

    private static func check(
        _ headers: Headers, uri: String = "/v1/schuldenoverzicht", method: HTTPMethod = .POST, version: HTTPVersion = .http1_1,
        limits: Limits = Limits()
    ) -> Result<Draft, Refusal> {
        let head = HTTPRequestHead(version: version, method: method, uri: uri, headers: HTTPHeaders(headers))
        return Result { () throws(Refusal) in try RequestCheck.check(head, limits) }
    }

    private static func refusal(_ result: Result<Draft, Refusal>) -> Refusal? {
        if case .failure(let refusal) = result { refusal } else { nil }
    }

    private static func about(_ headers: Headers) -> Headers { [("Host", "blauwbrug.example")] + headers }

    @Test func aPlainRequestIsTakenAsItIs() throws {
        let headers: Headers = [("hOST", "blauwbrug.example:8443"), ("Content-Length", "12"), ("X-Api-Key", "a\tb")]
        let draft = try RequestCheckTests.check(headers, uri: "/v1/schuldenoverzicht?van=1&van=2?").get()
        #expect(draft.method == "POST")
        #expect(draft.path == "/v1/schuldenoverzicht")
        #expect(draft.query == "van=1&van=2?")
        #expect(draft.headers.map(\.name) == headers.map(\.0))
        #expect(draft.headers.map(\.value) == headers.map(\.1))
        #expect(draft.length == 12)
        #expect(draft.keepsAlive)
        #expect(!draft.awaitsContinue)
    }

    @Test(arguments: [
        "localhost", "a", "blauwbrug.example", "BLAUWBRUG.Example:443", "blauw-brug_1.example:1", "127.0.0.1:65535", "[::1]", "[::1]:8443",
        "[2001:db8::10.0.0.1]",
    ])
    func aHostIsAccepted(_ host: String) {
        #expect(RequestCheckTests.refusal(RequestCheckTests.check([("Host", host)])) == nil)
    }

    @Test(arguments: [
        "", " ", ":8443", "a:", "a:0", "a:65536", "a:8443x", "a:+1", "a:1:2", "a b", "a,b", "a/b", "a@b", "user@blauwbrug.example", "a?b",
        "a#b",
        "a%20b", "é.example", "[", "[]", "[]:80", "[::1", "::1", "::1]", "[::1]x", "[::1]:", "[::1%eth0]", "[gg::1]",
        String(repeating: "a", count: 256),
    ])
    func aHostIsRefused(_ host: String) {
        #expect(RequestCheckTests.refusal(RequestCheckTests.check([("Host", host)])) == .malformed)
    }

    @Test func thereIsExactlyOneHost() {
        #expect(RequestCheckTests.refusal(RequestCheckTests.check([])) == .malformed)
        #expect(RequestCheckTests.refusal(RequestCheckTests.check([("Host", "a"), ("host", "a")])) == .malformed)
    }

    /// A path goes on as it was sent: nothing is decoded, folded or shortened, so that what is matched is what was logged by a proxy.
    @Test(
        arguments: [
            ("/", "/", nil), ("/a/../b", "/a/../b", nil), ("//a", "//a", nil), ("/a%2e%2e%2fb", "/a%2e%2e%2fb", nil),
            ("/a%00", "/a%00", nil),
            ("/a\\b", "/a\\b", nil), ("/a;b=c", "/a;b=c", nil), ("/a?", "/a", ""), ("/?a=/b", "/", "a=/b"), ("*", "*", nil),
            ("https://blauwbrug.example/a?b", "/a", "b"), ("HTTP://BLAUWBRUG.EXAMPLE/a", "/a", nil),
            ("https://blauwbrug.example", "/", nil),
            ("https://blauwbrug.example?b=1", "/", "b=1"),
        ] as [(String, String, String?)])
    func aTargetIsSplit(_ uri: String, _ path: String, _ query: String?) throws {
        let draft = try RequestCheckTests.check(RequestCheckTests.about([]), uri: uri).get()
        #expect(draft.path == path)
        #expect(draft.query == query)
    }

    @Test(arguments: [
        "", "a", "a/b", "blauwbrug.example/a", "ftp://blauwbrug.example/a", "https://elders.example/a", "https://elders.example",
        "https://blauwbrug.example:8443/a", "https://blauwbrug.example@elders.example/a", "https://user@blauwbrug.example/a",
        "https://elders.example?https://blauwbrug.example/", "https:///a", "/a b", "/a\tb", "/a\u{0}b", "/a\u{7F}", "/é", "/a\r\nX: y",
        "**",
    ])
    func aTargetIsRefused(_ uri: String) {
        #expect(RequestCheckTests.refusal(RequestCheckTests.check(RequestCheckTests.about([]), uri: uri)) == .malformed)
    }

    @Test func anAddressHasALimit() {
        var limits = Limits()
        limits.uri = 64
        let most = "/" + String(repeating: "a", count: 63)
        #expect(RequestCheckTests.refusal(RequestCheckTests.check(RequestCheckTests.about([]), uri: most, limits: limits)) == nil)
        let more = RequestCheckTests.check(RequestCheckTests.about([]), uri: most + "a", limits: limits)
        #expect(RequestCheckTests.refusal(more) == .uriTooLong)
    }

    @Test(
        arguments: [
            ([], 0), ([("Content-Length", "0")], 0), ([("content-LENGTH", "1048576")], 1_048_576), ([("Content-Length", "0000000005")], 5),
            ([("Transfer-Encoding", "chunked")], nil), ([("transfer-encoding", "CHUNKED")], nil),
        ] as [(Headers, Int?)])
    func aBodyIsFramedInOneWay(_ headers: Headers, _ length: Int?) throws {
        #expect(try RequestCheckTests.check(RequestCheckTests.about(headers)).get().length == length)
    }

    @Test(
        arguments: [
            [("Content-Length", "")], [("Content-Length", "-1")], [("Content-Length", "+1")], [("Content-Length", " 1")],
            [("Content-Length", "1 ")], [("Content-Length", "1,1")], [("Content-Length", "0x10")], [("Content-Length", "1.0")],
            [("Content-Length", "٣")], [("Content-Length", "00000000005")], [("Content-Length", "18446744073709551621")],
            [("Content-Length", "5"), ("Content-Length", "5")], [("Content-Length", "5"), ("content-length", "6")],
            [("Content-Length", "5"), ("Transfer-Encoding", "chunked")], [("Transfer-Encoding", "chunked"), ("Content-Length", "5")],
            [("Transfer-Encoding", "chunked"), ("Content-Length", "0")], [("Transfer-Encoding", "identity")],
            [("Transfer-Encoding", "gzip, chunked")], [("Transfer-Encoding", "chunked, chunked")], [("Transfer-Encoding", "chunked;q=1")],
            [("Transfer-Encoding", "")], [("Transfer-Encoding", " chunked")], [("Transfer-Encoding", "xchunked")],
            [("Transfer-Encoding", "chunked"), ("Transfer-Encoding", "chunked")],
            [("Transfer-Encoding", "chunked"), ("Transfer-Encoding", "identity")],
        ] as [Headers])
    func aBodyFramedInTwoWaysIsRefused(_ headers: Headers) {
        #expect(RequestCheckTests.refusal(RequestCheckTests.check(RequestCheckTests.about(headers))) == .malformed)
    }

    @Test func aBodyHasALimit() throws {
        var limits = Limits()
        limits.body = 1_024
        let most = RequestCheckTests.check(RequestCheckTests.about([("Content-Length", "1024")]), limits: limits)
        #expect(try most.get().length == 1_024)
        let more = RequestCheckTests.check(RequestCheckTests.about([("Content-Length", "1025")]), limits: limits)
        #expect(RequestCheckTests.refusal(more) == .tooLarge)
    }

    @Test(arguments: ["gzip", "identity", ""]) func aBodyIsNeverEncoded(_ value: String) {
        let result = RequestCheckTests.check(RequestCheckTests.about([("content-encoding", value), ("Content-Length", "5")]))
        #expect(RequestCheckTests.refusal(result) == .encodedBody)
    }

    @Test func oneExpectationIsKnown() throws {
        for value in ["100-continue", "100-Continue"] {
            #expect(
                try RequestCheckTests.check(RequestCheckTests.about([("Expect", value), ("Content-Length", "5")])).get().awaitsContinue)
        }
        for value in ["", "200-ok", "100-continue, 100-continue"] {
            let result = RequestCheckTests.check(RequestCheckTests.about([("expect", value)]))
            #expect(RequestCheckTests.refusal(result) == .expectation)
        }
    }

    @Test(arguments: ["a\u{0}b", "a\nb", "a\rb", "a\u{1B}b", "a\u{7F}"]) func aHeaderHoldsNoControlCharacter(_ value: String) {
        #expect(RequestCheckTests.refusal(RequestCheckTests.check(RequestCheckTests.about([("X-Naam", value)]))) == .malformed)
    }

    @Test func headersHaveLimits() {
        var limits = Limits()
        limits.headers = 10
        limits.headerField = 256
        limits.headerList = 1_024
        func refusal(_ headers: Headers) -> Refusal? {
            RequestCheckTests.refusal(RequestCheckTests.check([("Host", "a")] + headers, limits: limits))
        }
        let small = ("X-A", "1")
        #expect(refusal(Array(repeating: small, count: 9)) == nil)
        #expect(refusal(Array(repeating: small, count: 10)) == .headersTooLarge)
        #expect(refusal([("X-A", String(repeating: "a", count: 253))]) == nil)
        #expect(refusal([("X-A", String(repeating: "a", count: 254))]) == .headersTooLarge)
        // Four of 254 bytes and the host's five.
        let large = ("X-A", String(repeating: "a", count: 251))
        #expect(refusal(Array(repeating: large, count: 4) + [("X", "12")]) == nil)
        #expect(refusal(Array(repeating: large, count: 4) + [("X", "123")]) == .headersTooLarge)
    }

    @Test func onlyOneVersionIsSpoken() {
        for version in [HTTPVersion.http1_0, .http0_9, .http2, HTTPVersion(major: 1, minor: 2)] {
            #expect(RequestCheckTests.refusal(RequestCheckTests.check(RequestCheckTests.about([]), version: version)) == .version)
        }
        let tunnel = RequestCheckTests.check(RequestCheckTests.about([]), uri: "blauwbrug.example:443", method: .CONNECT)
        #expect(RequestCheckTests.refusal(tunnel) == .methodUnknown)
    }

    @Test func aConnectionEndsWhenTheClientSaysSo() throws {
        #expect(try !RequestCheckTests.check(RequestCheckTests.about([("Connection", "close")])).get().keepsAlive)
        #expect(try !RequestCheckTests.check(RequestCheckTests.about([("Connection", "upgrade"), ("UPGRADE", "h2c")])).get().keepsAlive)
    }
}
