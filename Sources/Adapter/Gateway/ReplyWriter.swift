import Core
import NIOCore

/// Writes a reply as one run of bytes: the status line, what we say on every response of any kind, the reply's own headers, the body.
enum ReplyWriter {
    /// The security headers that the NL API Design Rules, internet.nl and the NCSC guidelines for web applications (U/PW.03) ask for.
    private static let fixed = Array(
        """
        Cache-Control: no-store\r
        Strict-Transport-Security: max-age=31536000; includeSubDomains\r
        X-Content-Type-Options: nosniff\r
        X-Frame-Options: DENY\r
        Referrer-Policy: no-referrer\r

        """.utf8)

    private static let policy = Array(
        "Content-Security-Policy: default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'".utf8)
    /// A page of ours has one style sheet in itself, sends its forms to where it came from, and has nothing else.
    private static let pagePolicy = Array(
        "Content-Security-Policy: default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; style-src '\(Page.styleHash)' '\(CitizenPage.styleHash)'"
            .utf8)

    /// What a reply cannot set: it is ours to say, or to leave unsaid.
    private static let ours = [
        "cache-control", "content-security-policy", "strict-transport-security", "x-content-type-options", "x-frame-options",
        "referrer-policy", "content-length", "transfer-encoding", "connection", "date", "server", "keep-alive", "trailer",
        "upgrade",
    ]

    private static let lines: [[UInt8]] = (0..<600).map { Array("HTTP/1.1 \($0) \(phrase(of: $0))\r\n".utf8) }
    private static let close = Array("Connection: close\r\n".utf8)
    private static let length = Array("Content-Length: ".utf8)
    /// The version of our own interface, for a reply that does not say another.
    private static let version = Array("API-Version: 1.0.0\r\n".utf8)
    private static let untyped = Array("Content-Type: application/octet-stream\r\n".utf8)
    private static let end = Array("\r\n".utf8)

    /// `100 Continue` (RFC 9110 §15.2.1).
    static let goOn = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)

    /// - Parameters:
    ///   - date: the whole `Date` line with its end.
    ///   - closes: whether the connection ends with this reply.
    ///   - bodiless: the answer to HEAD: all headers, no body.
    static func write(_ reply: Reply, allocator: ByteBufferAllocator, date: [UInt8], closes: Bool, bodiless: Bool) -> ByteBuffer {
        var out = allocator.buffer(capacity: 768 + (bodiless ? 0 : reply.body.count))
        out.writeBytes(lines[lines.indices.contains(reply.status) && reply.status >= 200 ? reply.status : 500])
        out.writeBytes(date)
        out.writeBytes(fixed)
        if closes { out.writeBytes(close) }
        var isTyped = false
        var isVersioned = false
        var isPage = false
        for header in reply.headers where isClean(header) && !isOurs(header.name) {
            if header.name.equalsIgnoringASCIICase("content-type") {
                isTyped = true
                isPage = header.value.hasPrefix("text/html")
            }
            if header.name.equalsIgnoringASCIICase("api-version") { isVersioned = true }
            out.writeString(header.name)
            out.writeStaticString(": ")
            out.writeString(header.value)
            out.writeBytes(end)
        }
        out.writeBytes(isPage ? pagePolicy : policy)
        out.writeBytes(end)
        if !isTyped { out.writeBytes(untyped) }
        if !isVersioned { out.writeBytes(version) }
        out.writeBytes(length)
        out.writeString(String(reply.body.count))
        out.writeBytes(end)
        out.writeBytes(end)
        if !bodiless { out.writeBytes(reply.body) }
        return out
    }

    /// A line break in a header would let a value write the rest of the response: such a header is left out.
    private static func isClean(_ header: Request.Header) -> Bool {
        !header.name.isEmpty && header.name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") }
            && header.value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
    }

    private static func isOurs(_ name: String) -> Bool {
        for word in ours where word.utf8.count == name.utf8.count && word.equalsIgnoringASCIICase(name) { return true }
        return false
    }

    private static func phrase(of status: Int) -> String {
        switch status {
        case 200: "OK"
        case 202: "Accepted"
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 406: "Not Acceptable"
        case 408: "Request Timeout"
        case 409: "Conflict"
        case 413: "Content Too Large"
        case 414: "URI Too Long"
        case 415: "Unsupported Media Type"
        case 417: "Expectation Failed"
        case 429: "Too Many Requests"
        case 431: "Request Header Fields Too Large"
        case 500: "Internal Server Error"
        case 501: "Not Implemented"
        case 503: "Service Unavailable"
        case 504: "Gateway Timeout"
        case 505: "HTTP Version Not Supported"
        default: ""
        }
    }
}
