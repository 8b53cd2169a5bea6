import Glibc

/// Where a visitor comes from, as coarse as one visitor can choose addresses: an IPv4 address, or the first 64 bits of an IPv6 address.
struct Network: Hashable, Sendable {
    private let bytes: [UInt8]

    /// - Parameter address: numeric; all that cannot be read is one network.
    init(_ address: String) {
        var four = in_addr()
        if inet_pton(AF_INET, address, &four) == 1 {
            bytes = withUnsafeBytes(of: &four) { Array($0) }
            return
        }
        var six = in6_addr()
        // A zone (`fe80::1%eth0`) says through which door, not who.
        guard inet_pton(AF_INET6, String(address.prefix { $0 != "%" }), &six) == 1 else {
            bytes = []
            return
        }
        let all = withUnsafeBytes(of: &six) { Array($0) }
        let isMapped = all.prefix(10).allSatisfy { $0 == 0 } && all[10] == 0xFF && all[11] == 0xFF
        bytes = isMapped ? Array(all.suffix(4)) : Array(all.prefix(8))
    }
}
