package import Core
import Syntax

/// A header in which a caller's API key stands, and what stands before it there: `Authorization: ApiKey {key}`.
struct KeyPlace: Sendable, Equatable {
    let header: String
    /// Such as `ApiKey`, compared without regard to case; empty when the key is all of the header.
    let scheme: String

    /// Where keys are looked for unless the connector says otherwise.
    static let usual = [KeyPlace(header: "X-Api-Key", scheme: ""), KeyPlace(header: "Authorization", scheme: "ApiKey")]

    private static let hole = "{key}"
    /// Headers that frame or describe the message: no key can be told there.
    private static let forbidden = [
        "accept", "connection", "content-length", "content-type", "cookie", "host", "transfer-encoding",
    ]

    /// Reads one place as `connector.yaml` writes it; nil after reporting a mistake.
    static func compile(_ node: Node, _ diagnostics: inout Diagnostics) -> KeyPlace? {
        guard let text = node.text else { return nil }
        let example = "write \"X-Api-Key: {key}\" or \"Authorization: Bearer {key}\""
        guard let colon = text.firstIndex(of: ":"), text.hasSuffix(hole) else {
            diagnostics.error(.keyPlace, at: node.span, "this does not say where a key stands", hint: example)
            return nil
        }
        let header = String(text[..<colon])
        let scheme = String(text[text.index(after: colon)...].dropLast(hole.count)).trimmedOfSpace
        guard HeaderPattern.isName(header), !forbidden.contains(header.lowercased()),
            scheme.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "{") && $0 != UInt8(ascii: "}") })
        else {
            diagnostics.error(.keyPlace, at: node.span, "no key can stand there", hint: example)
            return nil
        }
        return KeyPlace(header: header, scheme: scheme)
    }

    /// The key in a header's value; nil when it begins with something else.
    func key(in value: String) -> String? {
        if scheme.isEmpty { return value }
        let length = scheme.utf8.count
        guard value.utf8.count > length, value.utf8.dropFirst(length).first == 0x20,
            String(decoding: value.utf8.prefix(length), as: UTF8.self).equalsIgnoringASCIICase(scheme)
        else { return nil }
        return String(decoding: value.utf8.dropFirst(length + 1), as: UTF8.self)
    }
}

extension Connector {
    /// The API keys that a request shows, as it shows them: none, one, or more than one caller can have.
    package func keys(in request: Request) -> [String] {
        keyPlaces.flatMap { place in request.values(of: place.header).compactMap(place.key(in:)) }
    }
}
