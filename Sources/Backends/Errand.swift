import Synchronization

/// Something short that blocks and may not block a loop: looking up a host, cancelling a statement on a server.
enum Errand {
    private static let running = Atomic<Int>(0)
    /// More at once than this means that what they wait for hangs; another thread would not help.
    private static let limit = 64

    /// Does it on a thread of its own; false when too many hang already.
    @discardableResult static func run(_ errand: @escaping @Sendable () -> Void) -> Bool {
        guard running.wrappingAdd(1, ordering: .relaxed).newValue <= limit else {
            running.wrappingSubtract(1, ordering: .relaxed)
            return false
        }
        let started = Thread.start("errand") {
            errand()
            running.wrappingSubtract(1, ordering: .relaxed)
        }
        if !started { running.wrappingSubtract(1, ordering: .relaxed) }
        return started
    }
}
