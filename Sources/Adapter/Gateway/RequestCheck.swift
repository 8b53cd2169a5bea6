import Core
import NIOHTTP1

/// The head of a request that passed, with its body still to come.
struct Draft {
    let method: String
    let path: String
    let query: String?
    let headers: [Request.Header]
    /// Bytes of the body, 0 for none; nil when it is chunked.
    let length: Int?
    let keepsAlive: Bool
    /// The client waits for a word before it sends the body.
    let awaitsContinue: Bool
}

/// What a request must be before anything else looks at it: RFC 9112 read strictly. Where two readings are possible there is a request that a
/// proxy before us and we would read differently, so it is refused.
enum RequestCheck {
    static func check(_ head: HTTPRequestHead, _ limits: Limits) throws(Refusal) -> Draft {
        guard head.version == .http1_1 else { throw .version }
        guard head.method != .CONNECT else { throw .methodUnknown }
        var seen = Seen()
        let headers = try read(head.headers, limits, into: &seen)
        guard let host = seen.host, isHost(host) else { throw .malformed }
        if seen.isEncoded { throw .encodedBody }
        if seen.isChunked, seen.length != nil { throw .malformed }
        let target = try split(head.uri, host: host, limits)
        return Draft(
            method: head.method.rawValue, path: target.path, query: target.query, headers: headers,
            length: seen.isChunked ? nil : seen.length ?? 0,
            // After an upgrade request the decoder listens no more. We do not upgrade: it is answered, and the connection closed.
            keepsAlive: head.isKeepAlive && !seen.wantsUpgrade, awaitsContinue: seen.awaitsContinue)
    }

    /// The headers that frame or address the message.
    private struct Seen {
        var host: String?
        var length: Int?
        var isChunked = false
        var isEncoded = false
        var awaitsContinue = false
        var wantsUpgrade = false
    }

    private static func read(_ fields: HTTPHeaders, _ limits: Limits, into seen: inout Seen) throws(Refusal) -> [Request.Header] {
        guard fields.count <= limits.headers else { throw .headersTooLarge }
        var headers: [Request.Header] = []
        headers.reserveCapacity(fields.count)
        var size = 0
        for (name, value) in fields {
            let length = name.utf8.count + value.utf8.count
            size += length
            guard length <= limits.headerField, size <= limits.headerList else { throw .headersTooLarge }
            guard isPrintable(value) else { throw .malformed }
            try note(name, value, limits, into: &seen)
            headers.append(Request.Header(name, value))
        }
        return headers
    }

    private static func note(_ name: String, _ value: String, _ limits: Limits, into seen: inout Seen) throws(Refusal) {
        switch name.utf8.count {
        case 4 where name.equalsIgnoringASCIICase("host"):
            guard seen.host == nil else { throw .malformed }
            seen.host = value
        case 6 where name.equalsIgnoringASCIICase("expect"):
            guard value.equalsIgnoringASCIICase("100-continue") else { throw .expectation }
            seen.awaitsContinue = true
        case 7 where name.equalsIgnoringASCIICase("upgrade"):
            seen.wantsUpgrade = true
        case 14 where name.equalsIgnoringASCIICase("content-length"):
            guard seen.length == nil, value.utf8.count <= 10, let length = digits(value) else { throw .malformed }
            guard length <= limits.body else { throw .tooLarge }
            seen.length = length
        case 16 where name.equalsIgnoringASCIICase("content-encoding"):
            seen.isEncoded = true
        case 17 where name.equalsIgnoringASCIICase("transfer-encoding"):
            guard !seen.isChunked, value.equalsIgnoringASCIICase("chunked") else { throw .malformed }
            seen.isChunked = true
        default: break
        }
    }

    /// The path and query of a request target in origin form, or in absolute form when it names the very host of the Host header.
    private static func split(_ uri: String, host: String, _ limits: Limits) throws(Refusal) -> (path: String, query: String?) {
        guard uri.utf8.count <= limits.uri else { throw .uriTooLong }
        guard uri.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { throw .malformed }
        var target = Substring(uri)
        if uri.utf8.first != UInt8(ascii: "/"), uri != "*" {
            guard let scheme = ["https://", "http://"].first(where: { String(uri.prefix($0.utf8.count)).equalsIgnoringASCIICase($0) })
            else {
                throw .malformed
            }
            let rest = uri.dropFirst(scheme.utf8.count)
            let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
            guard String(rest[..<end]).equalsIgnoringASCIICase(host) else { throw .malformed }
            target = rest[end...]
        }
        guard let mark = target.utf8.firstIndex(of: UInt8(ascii: "?")) else { return (target.isEmpty ? "/" : String(target), nil) }
        let path = target[..<mark]
        return (path.isEmpty ? "/" : String(path), String(target[target.index(after: mark)...]))
    }

    /// A name, an IPv4 address or an IPv6 address in brackets, with or without a port.
    private static func isHost(_ text: String) -> Bool {
        var name = Substring(text)
        let colon = text.lastIndex(of: ":")
        if let colon, !text.hasSuffix("]") {
            guard let port = digits(String(text[text.index(after: colon)...])), (1...65_535).contains(port) else { return false }
            name = text[..<colon]
        }
        guard !name.isEmpty, name.utf8.count <= 255 else { return false }
        if name.hasPrefix("[") {
            return name.hasSuffix("]") && name.utf8.count > 3
                && name.dropFirst().dropLast().utf8.allSatisfy { isHexDigit($0) || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") }
        }
        return name.utf8.allSatisfy {
            isHexDigit($0) || ($0 | 0x20 >= 0x67 && $0 | 0x20 <= 0x7A) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
                || $0 == UInt8(ascii: "_")
        }
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        (byte >= 0x30 && byte <= 0x39) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x66)
    }

    private static func isPrintable(_ value: String) -> Bool {
        var copy = value
        return copy.withUTF8 { bytes in
            for byte in bytes where (byte < 0x20 && byte != 0x09) || byte == 0x7F { return false }
            return true
        }
    }

    private static func digits(_ text: String) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        return Int(text)
    }
}
