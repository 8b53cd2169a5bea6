package import Core
import Syntax

/// A message in a file, as somebody has it at hand: a body alone, or a whole request (`POST /… HTTP/1.1`, headers, an empty line, a body).
package struct VerdictMessage: Sendable {
    /// The file, without a byte order mark.
    private(set) var source: SourceText
    /// The body alone, without a byte order mark; its first line is line `lead + 1` of the file.
    private(set) var body: SourceText
    let lead: Int
    /// Bytes of the file before the body.
    let start: Int
    let hasMark: Bool
    /// Nil for a body alone.
    let head: Request?
    private let path: String?
    private let headers: [Request.Header]
    private let bytes: [UInt8]

    /// - Parameters:
    ///   - path: the address, instead of what the file says.
    ///   - headers: added to those of the file.
    package init(_ file: SourceText, path: String? = nil, headers: [Request.Header] = []) {
        head = HTTPText.request(file)
        self.path = path
        self.headers = headers
        var start = 0
        var lead = 0
        if head != nil {
            lead = 1
            while lead <= file.lineCount, !file.line(lead).isEmpty { lead += 1 }
            start = lead < file.lineCount ? file.lineStart(lead + 1) : file.bytes.count
        }
        let body = head?.body ?? file.bytes
        hasMark = body.starts(with: [0xEF, 0xBB, 0xBF])
        bytes = body
        self.lead = lead
        let mark = hasMark ? 3 : 0
        self.start = start
        let name = file.name
        self.body = SourceText(name: name, bytes: Array(body.dropFirst(mark)))
        // The mark is taken out, so that columns of the file and of the body agree.
        source = SourceText(name: name, bytes: Array(file.bytes[..<start]) + file.bytes[start...].dropFirst(mark))
    }

    /// The same message, its body in UTF-8 as the service makes it.
    func read(as text: [UInt8]) -> VerdictMessage {
        var message = self
        message.body = SourceText(name: body.name, bytes: text)
        message.source = SourceText(name: body.name, bytes: Array(source.bytes[..<start]) + text)
        return message
    }

    /// What the service would get, if the vendor's own address is taken where the file names none.
    func request(route: Route, isXML: Bool, tenant: String) -> Request {
        let address = "/" + route.path.split(separator: "/").map { $0 == Route.tenantSegment ? tenant : String($0) }.joined(separator: "/")
        let target = (path ?? head.map { $0.path + ($0.query.map { "?\($0)" } ?? "") } ?? address)
            .split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        var all = (head?.headers ?? []).filter { own in !headers.contains { $0.name.equalsIgnoringASCIICase(own.name) } } + headers
        if head == nil, !all.contains(where: { $0.name.equalsIgnoringASCIICase("Content-Type") }) {
            all.append(Request.Header("Content-Type", isXML ? "text/xml; charset=utf-8" : "application/json"))
        }
        return Request(
            method: head?.method ?? route.method, path: target[0], query: target.count > 1 ? target[1] : nil, headers: all,
            body: bytes)
    }

    /// The body's bytes as they came.
    var isBare: Bool { head == nil }
    var hasPath: Bool { path != nil || head != nil }

    /// Whether a header was given beside the file.
    func isGiven(_ name: String) -> Bool { headers.contains { $0.name.equalsIgnoringASCIICase(name) } }

    /// Where a header stands in the file; nil when it does not.
    func place(ofHeader name: String) -> Verdict.Place? {
        guard head != nil, !isGiven(name) else { return nil }
        for number in stride(from: 2, through: lead, by: 1) {
            let line = source.line(number)
            guard let colon = line.firstIndex(of: ":"), String(line[..<colon]).equalsIgnoringASCIICase(name) else { continue }
            return Verdict.Place(line: number, column: 1, length: max(1, line.count))
        }
        return nil
    }

    /// The first line of a whole request.
    var firstLine: Verdict.Place? { head == nil ? nil : Verdict.Place(line: 1, column: 1, length: max(1, source.line(1).count)) }

    /// A stretch of the body, in bytes, as it stands in the file.
    func place(_ range: Range<Int>) -> Verdict.Place {
        let (line, column) = body.position(at: range.lowerBound)
        let rest = body.line(line).count - column + 1
        let end = min(range.upperBound, body.bytes.count)
        let length = String(decoding: body.bytes[range.lowerBound..<max(range.lowerBound, end)], as: UTF8.self).count
        return Verdict.Place(line: line + lead, column: column, length: max(1, min(length, max(1, rest))))
    }

    func place(_ span: Span) -> Verdict.Place { Verdict.Place(line: span.line + lead, column: span.column, length: span.length) }

    /// Quotes a place of the file without its values.
    ///
    /// - Parameter kept: byte ranges of the body that may be shown.
    func excerpt(_ place: Verdict.Place, isXML: Bool, pieces: [SourcePiece], keeping kept: [Range<Int>]) -> Verdict.Excerpt {
        if place.line <= lead { return head(place) }
        let mask = SourceMask(body, pieces, keeping: kept)
        let quoted = mask.quoted(place.line - lead, column: place.column, length: place.length)
        return Verdict.Excerpt(text: quoted.text, column: quoted.column, length: quoted.length)
    }

    /// A line of the head: of headers only those are shown that say how the message is framed.
    private func head(_ place: Verdict.Place) -> Verdict.Excerpt {
        let line = source.line(place.line)
        let shown = ["content-type", "content-encoding", "transfer-encoding", "accept", "soapaction"]
        var text = line
        if place.line == 1 {
            if let mark = line.firstIndex(of: "?") { text = line[...mark] + SourceMask.mark + " HTTP/1.1" }
        } else if let colon = line.firstIndex(of: ":"), !shown.contains(line[..<colon].lowercased()) {
            text = line[...colon] + " " + SourceMask.mark
        }
        if SourceMask.longestNumber(text.utf8) >= 8 {
            text = place.line == 1 ? SourceMask.mark : line.prefix { $0 != ":" } + ": " + SourceMask.mark
        }
        return Verdict.Excerpt(text: text, column: 1, length: max(1, text.count))
    }
}
