/// How sure we are of what a version's file says of a key.
enum Grade: String, Sendable, CaseIterable {
    /// Literally in the published text.
    case literal = "A"
    /// The label is literally there; the key is the label in snake_case.
    case label = "A'"
    /// Used by a public third party.
    case thirdParty = "B"
    /// Named once.
    case once = "C"
    /// Remembered, not verified.
    case memory = "M"
    /// Our own choice.
    case own = "I"

    /// Whether an answer may be refused for lack of it. To refuse on a guess would keep a debt from a citizen.
    var isCertain: Bool { self == .literal || self == .label }
}
