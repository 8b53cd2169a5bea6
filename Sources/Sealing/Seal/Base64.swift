/// Bytes as text in 64 characters (RFC 4648).
package enum Base64 {
    private static let plain = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let forAddresses = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    /// With padding (section 4).
    static func text(_ bytes: [UInt8]) -> String { String(decoding: encoded(bytes, plain, pads: true), as: UTF8.self) }

    /// base64url without padding (section 5), as JSON Web Signatures have it.
    static func url(_ bytes: [UInt8]) -> [UInt8] { encoded(bytes, forAddresses, pads: false) }

    private static func encoded(_ bytes: [UInt8], _ symbols: [UInt8], pads: Bool) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: (bytes.count + 2) / 3 * 4) { out, count in
            symbols.withUnsafeBufferPointer { symbols in
                var at = 0
                while at < bytes.count {
                    let left = bytes.count - at
                    let group =
                        Int(bytes[at]) << 16 | (left > 1 ? Int(bytes[at + 1]) << 8 : 0) | (left > 2 ? Int(bytes[at + 2]) : 0)
                    for place in 0..<(min(left, 3) + 1) {
                        out[count] = symbols[group >> (18 - 6 * place) & 63]
                        count += 1
                    }
                    at += 3
                }
                while pads, count % 4 != 0 {
                    out[count] = UInt8(ascii: "=")
                    count += 1
                }
            }
        }
    }
}
