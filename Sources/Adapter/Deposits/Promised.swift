/// A document that a reply promises.
struct Promised: Sendable {
    /// Makes it.
    let keep: @Sendable () async -> Void
    /// Gives back what was held for it: another reply went out than the one that promised.
    let withdraw: @Sendable () -> Void
}
