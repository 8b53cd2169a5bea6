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

    /// A vendor's reference as it may be kept: itself when it is one plain word that cannot hold a BSN, else its keyed hash, by which who
    /// knows the reference still finds the record.
    package func keeping(reference: String) -> String {
        if ReferenceText.isPlain(reference) { return reference }
        return "\(id):\(digest.code(of: Array("reference:\(reference)".utf8)).hex)"
    }
}

/// Judges texts that came from outside.
enum ReferenceText {
    /// At most 64 of `A-Z a-z 0-9 . _ : = / -`, and nowhere nine digits in a row that pass the 11-proef (or eight, with a zero in front),
    /// also not when points and dashes between digits are left out.
    static func isPlain(_ text: String) -> Bool {
        guard !text.isEmpty, text.utf8.count <= 64 else { return false }
        var run: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39: run.append(byte)
            case 0x2D, 0x2E, 0x2F, 0x3A, 0x3D, 0x5F: continue
            case 0x41...0x5A, 0x61...0x7A:
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
