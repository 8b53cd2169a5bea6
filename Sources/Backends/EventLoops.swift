import Synchronization

/// The loops of the program; whoever needs one takes the next.
final class EventLoops: Sendable {
    let all: [EventLoop]
    private let turn = Atomic<Int>(0)

    init(_ count: Int) { all = (0..<max(1, count)).map { _ in EventLoop() } }

    func next() -> EventLoop {
        let at = turn.wrappingAdd(1, ordering: .relaxed).oldValue
        return all[Int(UInt(bitPattern: at) % UInt(all.count))]
    }

    func stop() { for loop in all { loop.stop() } }
}
