import Syntax

extension Output {
    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// Bytes in base64 (RFC 4648 section 4), without line ends: as `xs:base64Binary` and JSON want it.
    func base64(_ bytes: [UInt8]) {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        var at = 0
        while at < bytes.count {
            let left = min(3, bytes.count - at)
            var bits = 0
            for place in 0..<3 { bits = bits << 8 | (place < left ? Int(bytes[at + place]) : 0) }
            for digit in 0..<4 { text.append(digit <= left ? Output.letters[bits >> (18 - 6 * digit) & 63] : UInt8(ascii: "=")) }
            at += 3
        }
        append(text)
    }
}
