import Glibc

/// The signals that end the program, turned into something that can be awaited.
enum Signals {
    private static var ending: sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        sigaddset(&set, SIGTERM)
        sigaddset(&set, SIGINT)
        return set
    }

    /// Must come before any thread is made, because threads inherit it: from now on only `end()` sees SIGTERM and SIGINT. A broken pipe is an error
    /// code, not a death.
    static func block() {
        var set = ending
        pthread_sigmask(SIG_BLOCK, &set, nil)
        signal(SIGPIPE, SIG_IGN)
        // A full disk quota is an error of the write, for the journal to report, not a death either.
        signal(SIGXFSZ, SIG_IGN)
    }

    /// Returns when somebody asks the program to end.
    static func end() async {
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            let box = Unmanaged.passRetained(Box(continuation))
            var thread = pthread_t()
            pthread_create(
                &thread, nil,
                { argument in
                    let box = Unmanaged<Box>.fromOpaque(argument!).takeRetainedValue()
                    var set = Signals.ending
                    var received: Int32 = 0
                    sigwait(&set, &received)
                    box.continuation.resume()
                    return nil
                }, box.toOpaque())
            pthread_detach(thread)
        }
    }

    private final class Box {
        let continuation: CheckedContinuation<Void, Never>
        init(_ continuation: CheckedContinuation<Void, Never>) { self.continuation = continuation }
    }
}
