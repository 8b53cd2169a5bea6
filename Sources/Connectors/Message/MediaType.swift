import Core

/// A media type as a Content-Type or Accept header carries it (RFC 9110 section 8.3).
struct MediaType {
    /// Lower case, without parameters: `text/xml`.
    let name: String
    private let parameters: [(name: String, value: String)]

    /// Nil when the text is no media type.
    init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ";", omittingEmptySubsequences: false)
        guard let first = parts.first else { return nil }
        let name = String(first).trimmedOfSpace.lowercased()
        let halves = name.split(separator: "/", omittingEmptySubsequences: false)
        guard halves.count == 2, halves.allSatisfy({ !$0.isEmpty && !$0.contains(" ") }) else { return nil }
        self.name = name
        var found: [(String, String)] = []
        for part in parts.dropFirst() {
            guard let equals = part.firstIndex(of: "=") else { continue }
            var value = String(part[part.index(after: equals)...]).trimmedOfSpace
            if value.count >= 2, value.hasPrefix("\""), value.hasSuffix("\"") { value = String(value.dropFirst().dropLast()) }
            let name = String(part[..<equals]).trimmedOfSpace.lowercased()
            // Of two character sets one is read here and perhaps the other by a proxy before us.
            guard !found.contains(where: { $0.0 == name }) else { return nil }
            found.append((name, value))
        }
        parameters = found
    }

    func parameter(_ name: String) -> String? { parameters.first { $0.name == name }?.value }

    /// Whether the text is UTF-8, or does not say what it is.
    var isUTF8: Bool {
        guard let charset = parameter("charset") else { return true }
        return charset.equalsIgnoringASCIICase("utf-8") || charset.equalsIgnoringASCIICase("utf8")
    }

    /// The type of a request's body; nil when the header is absent, repeated or no media type.
    static func ofBody(_ request: Request) -> MediaType? {
        let values = request.values(of: "Content-Type")
        return values.count == 1 ? MediaType(values[0]) : nil
    }

    /// Refuses a body that is compressed, or of a type or character set that is not read here (HTTP 415).
    static func check(_ request: Request, oneOf names: [String]) throws(Fault) -> MediaType {
        for coding in request.values(of: "Content-Encoding") where !coding.equalsIgnoringASCIICase("identity") {
            throw Fault(.unsupportedMediaType)
        }
        guard let type = ofBody(request), names.contains(type.name), type.isUTF8 else { throw Fault(.unsupportedMediaType) }
        return type
    }

    /// How much an Accept header likes a type, in thousandths; none likes every type, and nought refuses it.
    ///
    /// - Parameter byName: a range such as `*/*`, and no header, say nothing about the type.
    static func weight(of wanted: String, in request: Request, byName: Bool = false) -> Int {
        let values = request.values(of: "Accept")
        // An empty header says as little as none.
        guard !values.allSatisfy(\.isOnlySpace) else { return byName ? 0 : 1_000 }
        let family = wanted.prefix { $0 != "/" } + "/*"
        // The most precise range decides (RFC 9110 section 12.5.1).
        var best: (precision: Int, weight: Int)?
        for range in values.flatMap({ $0.split(separator: ",") }) {
            guard let type = MediaType(range) else { continue }
            let precision = type.name == wanted ? 3 : type.name == family ? 2 : type.name == "*/*" ? 1 : 0
            guard precision > best?.precision ?? (byName ? 2 : 0) else { continue }
            best = (precision, type.parameter("q").map { weight($0) } ?? 1_000)
        }
        return best?.weight ?? 0
    }

    /// A `q=…` in thousandths; nil for another parameter.
    static func weight(parameter text: String) -> Int? {
        guard let equals = text.firstIndex(of: "="), String(text[..<equals]).trimmedOfSpace.lowercased() == "q" else { return nil }
        return weight(String(text[text.index(after: equals)...]).trimmedOfSpace)
    }

    /// A weight (RFC 9110 section 12.4.2): nought to one, at most three decimals. What is none counts as one, unless it is nought.
    private static func weight(_ text: String) -> Int {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), ["0", "1"].contains(parts[0]), parts.count == 1 || parts[1].utf8.count <= 3,
            parts.count == 1 || parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let thousandths = Int(parts.count == 1 ? "0" : (parts[1] + "000").prefix(3))
        else { return text.contains { $0 != "0" && $0 != "." } ? 1_000 : 0 }
        return parts[0] == "1" ? 1_000 : thousandths
    }
}

extension String {
    /// Whether there is nothing but spaces, tabs and line ends.
    var isOnlySpace: Bool { utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D } }

    /// Without spaces, tabs and line ends around it.
    var trimmedOfSpace: String {
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
        guard let first = utf8.first, let last = utf8.last, isSpace(first) || isSpace(last) else { return self }
        guard let from = utf8.firstIndex(where: { !isSpace($0) }), let to = utf8.lastIndex(where: { !isSpace($0) }) else { return "" }
        return String(self[from...to])
    }
}
