package import Core

/// What a path gave when it matched.
package struct PathMatch: Sendable, Equatable {
    /// The municipality the path names, when its pattern has `{tenant}`.
    package let tenant: String?
}

/// An address at which a vendor asks a question: a method and a path such as `/{tenant}/v1/schuldenoverzicht`.
package struct Route: Sendable {
    package let method: String
    package let question: String
    /// The path as written, for tables and messages.
    package let path: String
    /// Where it is written.
    package let span: Span
    /// Which of the connector's requests is read here.
    let ask: Int
    /// Each segment's bytes; nil for `{tenant}`.
    private let segments: [String?]

    init(method: String, question: String, path: String, span: Span, ask: Int) {
        self.method = method
        self.question = question
        self.path = path
        self.span = span
        self.ask = ask
        segments = path.split(separator: "/", omittingEmptySubsequences: true).map { $0 == Route.tenantSegment ? nil : String($0) }
    }

    static let tenantSegment = "{tenant}"

    /// Whether a request's path is this address. Exact: a trailing slash, an empty segment or an escaped letter is another path.
    package func match(_ path: String) -> PathMatch? {
        var tenant: Substring?
        var rest = path.utf8[...]
        for segment in segments {
            guard rest.first == UInt8(ascii: "/") else { return nil }
            rest = rest.dropFirst()
            let end = rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
            let part = rest[rest.startIndex..<end]
            if let segment {
                guard part.elementsEqual(segment.utf8) else { return nil }
            } else {
                guard Route.isKebab(part), part.count <= 63 else { return nil }
                tenant = Substring(part)
            }
            rest = rest[end...]
        }
        return rest.isEmpty ? PathMatch(tenant: tenant.map(String.init)) : nil
    }

    /// Another address, that nobody asks at but that is found in the same way.
    package func at(_ path: String) -> Route { Route(method: "GET", question: question, path: path, span: span, ask: ask) }

    /// An address beside this one.
    package func beside(_ name: String) -> Route {
        at(path.split(separator: "/").dropLast().map { "/\($0)" }.joined() + "/\(name)")
    }

    /// Lower-case letters and digits in groups joined by single hyphens (API Design Rules: kebab-case paths).
    static func isKebab(_ text: some Collection<UInt8>) -> Bool {
        var afterHyphen = true
        for byte in text {
            if byte == UInt8(ascii: "-") {
                if afterHyphen { return false }
                afterHyphen = true
            } else {
                guard (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) else { return false }
                afterHyphen = false
            }
        }
        return !afterHyphen
    }

    /// Whether some path would match both.
    func overlaps(_ other: Route) -> Bool {
        method == other.method && segments.count == other.segments.count
            && zip(segments, other.segments).allSatisfy { $0 == nil || $1 == nil || $0 == $1 }
    }

    /// What is wrong with a path as written; nil when nothing is.
    /// - Parameter isXML: whether the dialect is SOAP, whose addresses end in the name of a port type: letters of both cases.
    static func complaint(about path: String, isXML: Bool) -> (message: String, hint: String?)? {
        guard path.hasPrefix("/") else { return ("a path begins with a slash", "write '/\(path)'") }
        guard path.utf8.count > 1 else { return ("the path of a question cannot be empty", nil) }
        if path.hasSuffix("/") { return ("a path has no slash at its end", "write '\(path.dropLast())'") }
        var tenants = 0
        for segment in path.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            if segment == tenantSegment {
                tenants += 1
                continue
            }
            if segment.contains("{") {
                let holdsBSN = segment.lowercased().contains("bsn")
                return (
                    holdsBSN ? "a BSN may never stand in a path" : "'\(segment)' cannot be read from a path",
                    holdsBSN ? "read it from the body or from a header" : "only '{tenant}' can"
                )
            }
            if segment.lowercased().contains("bsn") { return ("a path may not speak of a BSN", "read it from the body or from a header") }
            if isXML, segment.utf8.allSatisfy({ ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39) }), !segment.isEmpty
            {
                continue
            }
            guard isKebab(segment.utf8) else {
                return isXML
                    ? ("'\(segment)' is neither kebab-case nor letters and digits alone", "leave out what is neither, such as '.asmx'")
                    : ("'\(segment)' is not kebab-case", "lower-case letters, digits, single hyphens")
            }
        }
        return tenants > 1 ? ("a path names one tenant", nil) : nil
    }
}
