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
}
