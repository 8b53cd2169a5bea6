import Core

/// A message of a case file as text: a first line, headers, an empty line, a body. Lines end in LF or CRLF.
enum HTTPText {
    /// `POST /v1/schuldenoverzicht HTTP/1.1` and so on; nil when the text is no request.
    static func request(_ source: SourceText) -> Request? {
        let bytes = source.bytes
        var lines: [String] = []
        var at = 0
        while true {
            guard let end = bytes[at...].firstIndex(of: 0x0A) else {
                lines.append(String(decoding: bytes[at...], as: UTF8.self))
                at = bytes.count
                break
            }
            let line = String(decoding: bytes[at..<(end > at && bytes[end - 1] == 0x0D ? end - 1 : end)], as: UTF8.self)
            at = end + 1
            if line.isEmpty { break }
            lines.append(line)
        }
        let parts = lines.first?.split(separator: " ") ?? []
        guard parts.count == 3, parts[2].hasPrefix("HTTP/") else { return nil }
        let target = parts[1].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let headers = lines.dropFirst().compactMap { line in
            line.firstIndex(of: ":").map {
                Request.Header(String(line[..<$0]), String(line[line.index(after: $0)...]).trimmedOfSpace)
            }
        }
        return Request(
            method: String(parts[0]), path: String(target[0]), query: target.count > 1 ? String(target[1]) : nil, headers: headers,
            body: Array(bytes[at...].reversed().drop { $0 == 0x0A || $0 == 0x0D }.reversed()))
    }

    /// Status and body of a reply as `text` wrote it; nil when the text is none.
    static func reply(_ source: SourceText) -> (status: Int, body: [UInt8])? {
        let bytes = source.bytes
        let words = source.line(1).split(separator: " ")
        guard words.count == 2, words[0].hasPrefix("HTTP/"), let status = Int(words[1]) else { return nil }
        for at in bytes.indices.dropLast() where bytes[at] == 0x0A && bytes[at + 1] == 0x0A {
            return (status, Array(bytes[(at + 2)...].reversed().drop { $0 == 0x0A }.reversed()))
        }
        return (status, [])
    }

    /// Status, headers and body of a reply, as one text.
    static func text(_ reply: Reply) -> [UInt8] {
        let head = ["HTTP/1.1 \(reply.status)"] + reply.headers.map { "\($0.name): \($0.value)" }
        return Array((head.joined(separator: "\n") + "\n\n").utf8) + reply.body + [0x0A]
    }
}
