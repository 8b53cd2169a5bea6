import Core

/// A request that comes as an XOP package, as some stacks send every message once MTOM is on: its one part is the message.
enum XOPRequest {
    /// The message of a package: the type it would have by itself, and its bytes. Nil when the request is no package.
    ///
    /// - Throws: `unsupportedMediaType` for one that cannot be read, or that brings anything beside its message: a question has no
    ///   attachments.
    static func message(_ request: Request) throws(Fault) -> (type: MediaType, bytes: [UInt8])? {
        guard let outer = MediaType.ofBody(request), outer.name == "multipart/related" else { return nil }
        guard outer.parameter("type")?.lowercased() == XOPReply.mediaType, let boundary = outer.parameter("boundary"),
            (1...70).contains(boundary.utf8.count), let part = onlyPart(of: request.body, boundary)
        else { throw refused("Content-Type", "Dit pakket (multipart/related) kan niet worden gelezen.") }
        guard let inner = part.header("content-type").flatMap({ MediaType($0) }), inner.name == XOPReply.mediaType, inner.isUTF8,
            let type = (inner.parameter("type") ?? outer.parameter("start-info")).flatMap({ MediaType($0) })
        else { throw refused("Content-Type", "Het eerste deel van dit pakket is geen bericht.") }
        let coding = part.header("content-transfer-encoding")?.lowercased() ?? "binary"
        guard ["binary", "8bit", "7bit"].contains(coding) else {
            throw refused("Content-Transfer-Encoding", "Deze codering wordt hier niet gelezen.")
        }
        return (type, Array(part.body))
    }

    private struct Part {
        let headers: [(name: String, value: String)]
        let body: ArraySlice<UInt8>

        func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
    }

    private static func refused(_ name: String, _ reason: String) -> Fault {
        Fault(.unsupportedMediaType, problems: [Fault.Problem(name: name, code: "unsupported", reason: reason)])
    }

    /// Nil unless the body is one part between its boundaries (RFC 2046 section 5.1).
    private static func onlyPart(of body: [UInt8], _ boundary: String) -> Part? {
        let line = Array("--\(boundary)".utf8)
        let delimiter = Array("\r\n".utf8) + line
        guard let first = start(of: line, in: body), let opened = afterLine(body, first + line.count),
            let end = find(delimiter, in: body, from: opened)
        else { return nil }
        // What follows the second boundary must close the package.
        let closing = end + delimiter.count
        guard body[closing...].starts(with: Array("--".utf8)) else { return nil }
        guard let blank = find(Array("\r\n\r\n".utf8), in: body, from: opened), blank + 4 <= end else { return nil }
        let head = String(decoding: body[opened..<blank], as: UTF8.self)
        var headers: [(name: String, value: String)] = []
        for line in head.replacing("\r\n ", with: " ").replacing("\r\n\t", with: " ").split(separator: "\r\n") {
            guard let colon = line.firstIndex(of: ":") else { return nil }
            let name = line[..<colon].lowercased()
            guard !headers.contains(where: { $0.name == name }) else { return nil }
            headers.append((name, String(line[line.index(after: colon)...]).trimmedOfSpace))
        }
        return Part(headers: headers, body: body[(blank + 4)..<end])
    }

    /// Where the first boundary begins: at the very start, or after a line end.
    private static func start(of line: [UInt8], in body: [UInt8]) -> Int? {
        if body.starts(with: line) { return 0 }
        return find(Array("\r\n".utf8) + line, in: body, from: 0).map { $0 + 2 }
    }

    /// Past the spaces and the line end behind a boundary.
    private static func afterLine(_ body: [UInt8], _ at: Int) -> Int? {
        var at = at
        while at < body.count, body[at] == 0x20 || body[at] == 0x09 { at += 1 }
        return body[at...].starts(with: [0x0D, 0x0A]) ? at + 2 : nil
    }

    private static func find(_ wanted: [UInt8], in bytes: [UInt8], from: Int) -> Int? {
        var at = from
        while let first = bytes[at...].firstIndex(of: wanted[0]) {
            if bytes[first...].starts(with: wanted) { return first }
            at = first + 1
        }
        return nil
    }
}
