import Synchronization

/// How many requests are with the handler, whether or not their clients are still there. The loops may not end before it is none.
final class Work: Sendable {
    private let count = Atomic(0)

    func begin() { count.add(1, ordering: .relaxed) }

    func end() { count.subtract(1, ordering: .releasing) }

    var isDone: Bool { count.load(ordering: .acquiring) == 0 }
}
