import Backends
import Glibc

/// The signals that end the program or have it read its files again, turned into something that can be awaited.
///
/// By a handler and a pipe: blocking the signals and waiting for them does not do, because the main thread of an asynchronous Swift program sleeps
/// in a `sigsuspend` that blocks nothing.
enum Signals {
    /// The pipe's writing end; set once, before the handler that uses it is.
    nonisolated(unsafe) private static var bell: Int32 = -1

    /// A broken pipe and a file beyond its quota are errors of a write, for whoever writes to report, and not a death.
    static func survive() {
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
    }

    /// From now on SIGTERM and SIGINT do not end the program but what is returned, and with `hangUp` SIGHUP neither.
    static func watch(hangUp: Bool = false) -> Ending {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return Ending(pipe: -1) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        bell = ends[1]
        var action = sigaction()
        action.__sigaction_handler.sa_handler = { number in
            let before = errno
            var byte = UInt8(truncatingIfNeeded: number)
            write(Signals.bell, &byte, 1)
            errno = before
        }
        sigaction(SIGTERM, &action, nil)
        sigaction(SIGINT, &action, nil)
        if hangUp { sigaction(SIGHUP, &action, nil) }
        return Ending(pipe: ends[0])
    }

    /// The end that somebody will ask for.
    struct Ending: Sendable {
        let pipe: Int32

        /// Returns when it is asked for.
        ///
        /// - Parameter hangUp: called for each SIGHUP until then, on a thread of its own.
        func asked(hangUp: @escaping @Sendable () -> Void = {}) async {
            await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
                let waiting = Waiting(pipe: pipe, hangUp: hangUp, continuation: continuation)
                Thread.start("signals") { waiting.run() }
            }
        }
    }

    /// Ends the program, come what may, so many seconds from now: what asks it to end does not wait for ever, and an orderly end that hangs on a
    /// disk or a database is none.
    static func end(within seconds: UInt32) {
        Thread.start("last-resort") {
            var moment = timespec()
            clock_gettime(CLOCK_MONOTONIC, &moment)
            moment.tv_sec += Int(seconds)
            // A moment, not a duration: a second signal that wakes this thread must not shorten the time of the first.
            while clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &moment, nil) == EINTR {}
            _exit(3)
        }
    }

    private final class Waiting: Sendable {
        private let pipe: Int32
        private let hangUp: @Sendable () -> Void
        private let continuation: CheckedContinuation<Void, Never>

        init(pipe: Int32, hangUp: @escaping @Sendable () -> Void, continuation: CheckedContinuation<Void, Never>) {
            self.pipe = pipe
            self.hangUp = hangUp
            self.continuation = continuation
        }

        func run() {
            while true {
                var byte: UInt8 = 0
                let count = read(pipe, &byte, 1)
                if count < 0, errno == EINTR { continue }
                guard count == 1, Int32(byte) == SIGHUP else { return continuation.resume() }
                hangUp()
            }
        }
    }
}
