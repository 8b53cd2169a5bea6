package import Core

/// What we write on a message of our own: which it is, and when.
package struct Stamp: Sendable {
    /// Our id of this request, at most 40 characters (StUF referentienummer); finds the log line.
    package let reference: String
    package let now: Instant

    package init(reference: String, now: Instant) {
        self.reference = String(reference.prefix(40))
        self.now = now
    }

    /// The reference as a URI: a problem's `instance` (RFC 9457), a message's id (WS-Addressing).
    var uri: String {
        let isUUID =
            reference.utf8.count == 36
            && reference.utf8.enumerated().allSatisfy { at, byte in
                [8, 13, 18, 23].contains(at)
                    ? byte == UInt8(ascii: "-")
                    : (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte) || (0x41...0x46).contains(byte)
            }
        return (isUUID ? "urn:uuid:" : "urn:blauwbrug:referentie:") + reference
    }
}
