/// An organisatie-identificatienummer: twenty digits that name a Dutch government body (Logius OIN-Stelsel).
/// In a certificate it stands in the subject's serialNumber attribute (2.5.4.5).
package struct OIN: Sendable, Hashable, CustomStringConvertible {
    package let digits: String

    /// Nil unless the text is exactly twenty digits.
    package init?(_ text: some StringProtocol) {
        guard text.utf8.count == 20, text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        digits = String(text)
    }

    package var description: String { digits }
}
