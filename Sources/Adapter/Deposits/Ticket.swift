import COpenSSL
import Core

/// What opens a deposit: 32 bytes that only the asker has. Where the deposit lies and the key it is locked with both follow from it, by
/// HMAC-SHA256 under different labels; from neither can the other, or the ticket, be found.
struct Ticket: Sendable {
    /// Where a deposit lies: says nothing without the ticket.
    struct Place: Hashable, Sendable {
        fileprivate let digest: Digest
    }

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
        guard token.utf8.count == Ticket.length, let bytes = Base64.bytes(url: Array(token.utf8)[...]) else { return nil }
        self.bytes = bytes
    }

    /// 43 characters of base64url.
    var token: String { String(decoding: Base64.url(bytes), as: UTF8.self) }

    var place: Place { Place(digest: derived("blauwbrug deposit place")) }
    var key: [UInt8] { derived("blauwbrug deposit key").bytes }

    private func derived(_ label: String) -> Digest { KeyedDigest(key: Secret(bytes)).code(of: Array(label.utf8)) }
}

extension Ticket: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    var description: String { "<ticket>" }
    var debugDescription: String { description }
    var customMirror: Mirror { Mirror(self, children: []) }
}
