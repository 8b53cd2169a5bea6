import Glibc

/// Finds the addresses of a host. Blocks, so it is an errand.
enum HostLookup {
    /// The addresses in the order in which they should be tried; empty when there are none.
    static func addresses(of host: String) -> [String] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &list) == 0 else { return [] }
        defer { freeaddrinfo(list) }
        var found: [String] = []
        var at = list
        while let entry = at {
            var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
            let error = getnameinfo(
                entry.pointee.ai_addr, entry.pointee.ai_addrlen, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST)
            let address = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            if error == 0, !found.contains(address) { found.append(address) }
            at = entry.pointee.ai_next
        }
        return found
    }
}
