package import Core

/// The key under which a municipality's missing kenmerken are made. Never rotated silently: another key makes another kenmerk of the same
/// event, and a kenmerk must be the same on every delivery.
package struct KenmerkKey: Sendable {
    /// Names the key in journal and settings.
    package let id: String
    private let digest: KeyedDigest

    package init(id: String, key: Secret) {
        self.id = id
        digest = KeyedDigest(key: key)
    }

    /// The deterministic kenmerk of an event whose source has none: 32 hexadecimal digits.
    ///
    /// Free text is left out on purpose: a re-worded description must not mint a new event. Keyed, so that nothing can be guessed back from
    /// it.
    /// - Parameters:
    ///   - source: the source's name.
    ///   - rowKey: the row's key as read, its parts in order.
    package func kenmerk(organisation: OIN, kind: String, source: String, rowKey: [String], moment: Instant?, amount: Cents?) -> String {
        var message: [UInt8] = []
        message.reserveCapacity(160)
        func add(_ text: String) {
            message.append(contentsOf: text.utf8)
            message.append(0x1F)
        }
        add("fcid-ev/1")
        add(organisation.digits)
        add(kind)
        add(source)
        // The count keeps ["a", "bc"] and ["ab", "c"] apart from a key that holds the separator itself.
        add(String(rowKey.count))
        for part in rowKey {
            add(String(part.utf8.count))
            add(part)
        }
        add(moment.map { String($0.epoch) } ?? "")
        if let amount { message.append(contentsOf: String(amount.amount).utf8) }
        return Hex.text(digest.code(of: message).bytes, prefix: 16)
    }
}
