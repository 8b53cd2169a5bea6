import Core
import Synchronization

/// Waits for all jobs of one inquiry; the last one to finish wakes the task that asked.
///
/// Plain counting instead of a task per source: a child task costs more than the whole hand-over.
final class Gathering: Sendable {
    private struct State {
        var outcomes: [Outcome]
        var left: Int
        var continuation: CheckedContinuation<[Outcome], Never>?
    }

    private let state: Mutex<State>

    /// - Parameter outcomes: what is known already; jobs overwrite their own slots.
    init(_ outcomes: [Outcome], jobs: Int) { state = Mutex(State(outcomes: outcomes, left: jobs)) }

    /// Must be called before the first job is submitted.
    func wait(with continuation: CheckedContinuation<[Outcome], Never>) {
        state.withLock { $0.continuation = continuation }
    }

    func take(_ outcomes: [Outcome?], slots: [Int]) {
        let ready: (CheckedContinuation<[Outcome], Never>, [Outcome])? = state.withLock { state in
            for (slot, outcome) in zip(slots, outcomes) { if let outcome { state.outcomes[slot] = outcome } }
            state.left -= 1
            guard state.left == 0, let continuation = state.continuation else { return nil }
            return (continuation, state.outcomes)
        }
        if let (continuation, outcomes) = ready { continuation.resume(returning: outcomes) }
    }
}
