import COpenSSL
import Core

/// What opens a deposit: 32 bytes that only the asker has. Where the deposit lies and the key it is locked with both follow from it, by
/// HMAC-SHA256 under different labels; from neither can the other, or the ticket, be found.
struct Ticket: Sendable {
    /// Where a deposit lies: says nothing without the ticket.
    struct Place: Hashable, Sendable {
        fileprivate let digest: Digest
    }

    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    private static let length = 43

    private let bytes: [UInt8]

    /// A new one, for a link; nil when the system has no randomness to give.
    static func drawn() -> Ticket? {
        var bytes = [UInt8](repeating: 0, count: 32)
        guard RAND_bytes(&bytes, 32) == 1 else { return nil }
        return Ticket(bytes: bytes)
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    /// The one that the same words always give under the same key, for repeats of a question.
    init(_ words: [String], under key: KeyedDigest) {
        var message: [UInt8] = []
        for word in words { message += Array("\(word.utf8.count):\(word)".utf8) }
        bytes = key.code(of: message).bytes
    }

    /// As a link carries it; nil for what is no 43 characters of base64url (RFC 4648 section 5) of 32 bytes.
    init?(token: String) {
        guard token.utf8.count == Ticket.length else { return nil }
        var bits = 0
        var held = 0
        var bytes: [UInt8] = []
        for letter in token.utf8 {
            guard let value = Ticket.letters.firstIndex(of: letter) else { return nil }
            bits = (bits << 6 | value) & 0xFFFF
            held += 6
            if held >= 8 {
                held -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> held))
            }
        }
        // The two bits that are left over are nought, or one ticket would have four spellings.
        guard bits & 3 == 0 else { return nil }
        self.bytes = bytes
    }

    /// 43 characters of base64url.
    var token: String {
        var text: [UInt8] = []
        for at in stride(from: 0, to: 32, by: 3) {
            let three = bytes[at..<min(at + 3, 32)]
            let bits = three.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - three.count))
            for digit in 0...three.count { text.append(Ticket.letters[bits >> (18 - 6 * digit) & 63]) }
        }
        return String(decoding: text, as: UTF8.self)
    }

    var place: Place { Place(digest: derived("blauwbrug deposit place")) }
    var key: [UInt8] { derived("blauwbrug deposit key").bytes }

    private func derived(_ label: String) -> Digest { KeyedDigest(key: Secret(bytes)).code(of: Array(label.utf8)) }
}

extension Ticket: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    var description: String { "<ticket>" }
    var debugDescription: String { description }
    var customMirror: Mirror { Mirror(self, children: []) }
}
