/// A value that must stay secret: a password, a key. Prints as `<secret>`, also in `dump`.
package struct Secret: Sendable, Equatable {
    private let bytes: [UInt8]

    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The secret itself, for the one place that needs it.
    package func reveal() -> [UInt8] { bytes }

    /// The secret as text, for a driver that wants one.
    package func revealText() -> String { String(decoding: bytes, as: UTF8.self) }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "<secret>" }
    package var debugDescription: String { "<secret>" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
