import Core
import Testing

@testable import Connectors

/// Messages in a package, and what a client likes to get.
@Suite struct XOPTests {
    private func request(
        _ body: String, type: String = "multipart/related; type=\"application/xop+xml\"; boundary=\"b\"; start-info=\"text/xml\""
    ) -> Request {
        Request(method: "POST", path: "/", headers: [Request.Header("Content-Type", type)], body: Array(body.utf8))
    }

    private let part = "Content-Type: application/xop+xml; charset=UTF-8; type=\"text/xml\"\r\nContent-ID: <r>\r\n\r\n<a/>"

    @Test func aPackageOfOnePart() throws {
        for body in ["--b\r\n\(part)\r\n--b--\r\n", "preamble\r\n--b \r\n\(part)\r\n--b--"] {
            let found = try #require(try XOPRequest.message(request(body)))
            #expect(found.type.name == "text/xml")
            #expect(found.bytes == Array("<a/>".utf8))
        }
        #expect(try XOPRequest.message(request("<a/>", type: "text/xml")) == nil)
    }

    @Test(arguments: [
        "", "--b\r\n", "--b\r\n\r\n--b--", "--c\r\nContent-Type: application/xop+xml\r\n\r\n<a/>\r\n--c--\r\n",
        "--b\r\nContent-Type: text/xml\r\n\r\n<a/>\r\n--b--\r\n",
        "--b\r\nContent-Type: application/xop+xml; type=\"text/xml\"\r\nContent-Transfer-Encoding: base64\r\n\r\nPGEvPg==\r\n--b--\r\n",
        "--b\r\nContent-Type: application/xop+xml; type=\"text/xml\"\r\nContent-Type: application/xop+xml\r\n\r\n<a/>\r\n--b--\r\n",
    ])
    func noPackage(body: String) {
        #expect(throws: Fault.self) { _ = try XOPRequest.message(request(body)) }
    }

    @Test func attachmentsAreRefused() {
        let body = "--b\r\n\(part)\r\n--b\r\nContent-Type: image/png\r\nContent-ID: <x>\r\n\r\nPNG\r\n--b--\r\n"
        do {
            _ = try XOPRequest.message(request(body))
            Issue.record("an attachment was taken")
        } catch { #expect(error.situation == .unsupportedMediaType) }
    }

    @Test(arguments: [
        ("application/pdf", 1_000), ("application/pdf;q=0.5, */*", 500), ("*/*;q=0.1", 100), ("application/*;q=0.25, */*;q=0", 250),
        ("application/pdf;q=0", 0), ("application/pdf; q=0.001", 1), ("text/html", 0), ("", 1_000), ("application/pdf;q=1.000", 1_000),
    ])
    func weights(accept: String, weight: Int) {
        let request = Request(method: "GET", path: "/", headers: [Request.Header("Accept", accept)])
        #expect(MediaType.weight(of: "application/pdf", in: request) == weight)
    }

    @Test(arguments: [
        ("en", Language.english), ("nl, en;q=0.9", .dutch), ("de, en-GB;q=0.2", .english), ("fr", .dutch), ("en;q=0", .dutch), ("", .dutch),
        ("nl;q=0.1, en;q=0.2", .english),
    ])
    func languages(header: String, language: Language) {
        #expect(Language.preferred(by: Request(method: "GET", path: "/", headers: [Request.Header("Accept-Language", header)])) == language)
    }
}
