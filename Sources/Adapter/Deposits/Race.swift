import Synchronization

/// Waiting for something that may not obey a deadline by itself, such as a device that signs.
enum Race {
    /// What the work gives, or nil when the deadline comes first: then the work is told to stop and what it still gives is dropped.
    static func first<Value: Sendable>(
        until deadline: ContinuousClock.Instant, _ work: @escaping @Sendable () async -> Value
    ) async -> Value? {
        let finish = Finish<Value>()
        let running = Task { finish.give(await work()) }
        let clock = Task {
            try? await Task.sleep(until: deadline, clock: .continuous)
            finish.give(nil)
        }
        defer { clock.cancel() }
        return await withTaskCancellationHandler {
            let value = await withCheckedContinuation { finish.wait($0) }
            if value == nil { running.cancel() }
            return value
        } onCancel: {
            running.cancel()
        }
    }

    /// Where the first one to come hands in what it has.
    private final class Finish<Value: Sendable>: Sendable {
        private enum State {
            case open
            case waited(CheckedContinuation<Value?, Never>)
            case given(Value?)
            case over
        }

        private let state = Mutex(State.open)

        func give(_ value: Value?) {
            let waiter = state.withLock { state -> CheckedContinuation<Value?, Never>? in
                switch state {
                case .open:
                    state = .given(value)
                    return nil
                case .waited(let continuation):
                    state = .over
                    return continuation
                case .given, .over: return nil
                }
            }
            waiter?.resume(returning: value)
        }

        func wait(_ continuation: CheckedContinuation<Value?, Never>) {
            let given = state.withLock { state -> Value?? in
                if case .given(let value) = state {
                    state = .over
                    return .some(value)
                }
                state = .waited(continuation)
                return nil
            }
            if let given { continuation.resume(returning: given) }
        }
    }
}
