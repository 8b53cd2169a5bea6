/// Where a service on the web is: `http://host[:port][/path]` or the same with https.
struct WebAddress: Sendable, Hashable {
    let isTLS: Bool
    /// Without the brackets of an IPv6 address.
    let host: String
    let port: Int
    /// Begins with a slash; has the query too.
    let path: String
    /// Host and port as a request names them.
    let authority: String

    /// Nil for anything else, also for an address with a user or a password in it.
    init?(_ text: String) {
        guard text.utf8.count <= 2_000, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
        let lower = text.lowercased()
        guard lower.hasPrefix("http://") || lower.hasPrefix("https://") else { return nil }
        isTLS = lower.hasPrefix("https://")
        let rest = text.dropFirst(isTLS ? 8 : 7)
        let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        let place = rest[..<end]
        let tail = rest[end...].prefix { $0 != "#" }
        path = tail.hasPrefix("/") ? String(tail) : "/" + tail
        guard !place.isEmpty, !place.contains("@") else { return nil }
        authority = String(place)
        var name = place
        var number = isTLS ? 443 : 80
        if let colon = place.lastIndex(of: ":"), !place.hasSuffix("]") {
            guard let written = UInt16(place[place.index(after: colon)...]), written > 0 else { return nil }
            number = Int(written)
            name = place[..<colon]
        }
        port = number
        let isBracketed = name.hasPrefix("[") && name.hasSuffix("]")
        if isBracketed { name = name.dropFirst().dropLast() }
        guard !name.isEmpty, isBracketed == name.contains(":") else { return nil }
        host = String(name)
    }
}
