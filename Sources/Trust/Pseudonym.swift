package import Core

/// A citizen in the journal: the same for every record about one citizen, and without the key nobody's. `p1:` and 64 hexadecimal digits.
package struct Pseudonym: Sendable, Hashable, CustomStringConvertible {
    package let text: String

    package var description: String { text }

    init(_ text: String) { self.text = text }
}

/// The key that makes pseudonyms. Its id stands in every pseudonym, so that records of before and after a change of key can be told apart.
package struct PseudonymKey: Sendable {
    package let id: String
    private let digest: KeyedDigest

    /// Nil when the id is not `p` and a whole number, or the key is shorter than 32 bytes: there are only a billion BSNs, so the key is all
    /// that keeps a pseudonym from being guessed.
    package init?(id: String, key: Secret) {
        guard id.utf8.first == UInt8(ascii: "p"), (2...6).contains(id.utf8.count),
            id.utf8.dropFirst().allSatisfy({ (0x30...0x39).contains($0) }),
            key.reveal().count >= 32
        else { return nil }
        self.id = id
        digest = KeyedDigest(key: key)
    }

    /// HMAC-SHA256 of the nine digits.
    package func pseudonym(of subject: BSN) -> Pseudonym {
        Pseudonym("\(id):\(digest.code(of: Array(subject.reveal().utf8)).hex)")
    }

    /// HMAC-SHA256 of a reply's body.
    package func mark(of body: [UInt8]) -> Pseudonym {
        Pseudonym("\(id):\(digest.code(of: body).hex)")
    }

    /// A vendor's reference as it may be kept: itself when it is a UUID that cannot hold a BSN, else its keyed hash, by which who knows the
    /// reference still finds the record. Any other word may be a name or an amount.
    package func keeping(reference: String) -> String {
        if ReferenceText.isPlain(reference) { return reference }
        return "\(id):\(digest.code(of: Array("reference:\(reference)".utf8)).hex)"
    }
}

/// Judges texts that came from outside.
enum ReferenceText {
    /// A UUID as RFC 9562 writes it, in which no nine digits in a row pass the 11-proef (or eight, with a zero in front), also not across its
    /// hyphens.
    static func isPlain(_ text: String) -> Bool {
        guard text.utf8.count == 36 else { return false }
        var run: [UInt8] = []
        for (at, byte) in text.utf8.enumerated() {
            if at == 8 || at == 13 || at == 18 || at == 23 {
                guard byte == 0x2D else { return false }
                continue
            }
            switch byte {
            case 0x30...0x39: run.append(byte)
            case 0x41...0x46, 0x61...0x66:
                if mayHoldBSN(run) { return false }
                run.removeAll(keepingCapacity: true)
            default: return false
            }
        }
        return !mayHoldBSN(run)
    }

    private static func mayHoldBSN(_ digits: [UInt8]) -> Bool {
        if digits.count == 8 { return BSN("0" + String(decoding: digits, as: UTF8.self)) != nil }
        guard digits.count >= 9 else { return false }
        return (0...(digits.count - 9)).contains { BSN(String(decoding: digits[$0..<$0 + 9], as: UTF8.self)) != nil }
    }
}
