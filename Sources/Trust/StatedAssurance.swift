package import Core

/// The level of the login that a permit rests on, and who said so.
package struct StatedAssurance: Sendable, Equatable {
    package enum Origin: String, Sendable {
        /// The message itself.
        case message
        /// The caller's entry in the settings: by contract its citizens log in at this level. Counts only when the message does not say.
        case contract
    }

    package let level: Assurance
    package let origin: Origin

    package init(_ level: Assurance, by origin: Origin) {
        self.level = level
        self.origin = origin
    }
}
