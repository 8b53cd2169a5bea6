import Foundation
import Synchronization

/// Somebody who keeps writing to a source, on a thread of his own: the tests' tasks share as many threads as there are cores.
final class Writer: Sendable {
    private let stopping = Atomic<Bool>(false)
    private let ended = Atomic<Bool>(false)

    init(_ source: TestSource, _ statement: String) {
        Foundation.Thread.detachNewThread { [self] in
            while !stopping.load(ordering: .relaxed) { _ = try? source.run(statement) }
            ended.store(true, ordering: .relaxed)
        }
    }

    func stop() async throws {
        stopping.store(true, ordering: .relaxed)
        while !ended.load(ordering: .relaxed) { try await Task.sleep(for: .milliseconds(10)) }
    }
}
