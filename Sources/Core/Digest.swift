private import COpenSSL

/// A SHA-256 digest (FIPS 180-4), 32 bytes. Content hashes, the journal's chain and stored API keys are these.
package struct Digest: Sendable, Hashable, CustomStringConvertible {
    package let bytes: [UInt8]

    package init(of message: [UInt8]) {
        var out = [UInt8](repeating: 0, count: 32)
        SHA256(message, message.count, &out)
        bytes = out
    }

    package init(of text: String) { self.init(of: Array(text.utf8)) }

    /// Nil unless the text is 64 hexadecimal digits.
    package init?(hex: String) {
        guard hex.utf8.count == 64 else { return nil }
        var out: [UInt8] = []
        var high: UInt8?
        for byte in hex.utf8 {
            let digit: UInt8
            switch byte {
            case 0x30...0x39: digit = byte - 0x30
            case 0x61...0x66: digit = byte - 0x61 + 10
            case 0x41...0x46: digit = byte - 0x41 + 10
            default: return nil
            }
            if let first = high {
                out.append(first << 4 | digit)
                high = nil
            } else {
                high = digit
            }
        }
        bytes = out
    }

    init(raw: [UInt8]) { bytes = raw }

    /// 64 lower-case hexadecimal digits.
    package var hex: String { Hex.text(bytes) }
    package var description: String { hex }

    /// Compares in a time that does not depend on where two digests differ.
    package func equalsInConstantTime(_ other: Digest) -> Bool { CRYPTO_memcmp(bytes, other.bytes, 32) == 0 }
}

/// A keyed SHA-256 (HMAC, RFC 2104): pseudonyms and deterministic kenmerken.
///
/// The two padded key blocks are hashed once; a code then costs two short digests. OpenSSL 3's own HMAC sets up a context per code, which
/// costs several times the hashing of the short messages of a request.
package struct KeyedDigest: Sendable {
    private let inner: SHA256_CTX
    private let outer: SHA256_CTX

    package init(key: Secret) {
        var block = key.reveal()
        if block.count > 64 { block = Digest(of: block).bytes }
        block += [UInt8](repeating: 0, count: 64 - block.count)
        inner = KeyedDigest.context(after: block.map { $0 ^ 0x36 })
        outer = KeyedDigest.context(after: block.map { $0 ^ 0x5C })
    }

    private static func context(after block: [UInt8]) -> SHA256_CTX {
        var context = SHA256_CTX()
        SHA256_Init(&context)
        SHA256_Update(&context, block, block.count)
        return context
    }

    /// The 32-byte authentication code of a message.
    package func code(of message: UnsafeRawBufferPointer) -> Digest {
        var out = [UInt8](repeating: 0, count: 32)
        var context = inner
        SHA256_Update(&context, message.baseAddress, message.count)
        SHA256_Final(&out, &context)
        context = outer
        SHA256_Update(&context, out, 32)
        SHA256_Final(&out, &context)
        return Digest(raw: out)
    }

    package func code(of message: [UInt8]) -> Digest { message.withUnsafeBytes { code(of: $0) } }
}

/// Bytes as hexadecimal digits.
package enum Hex {
    private static let digits = Array("0123456789abcdef".utf8)

    /// Two lower-case digits per byte; `prefix` limits how many bytes are written.
    package static func text(_ bytes: some Collection<UInt8>, prefix: Int = .max) -> String {
        let shown = bytes.prefix(prefix)
        return String(unsafeUninitializedCapacity: shown.count * 2) { out in
            var at = 0
            for byte in shown {
                out[at] = digits[Int(byte >> 4)]
                out[at + 1] = digits[Int(byte & 15)]
                at += 2
            }
            return at
        }
    }
}
