import Backends
import Glibc
import Synchronization

/// Carries log lines to a descriptor on a thread of its own: a reader that stalls must not stop the service. Lines that find no room are dropped
/// and counted; the journal, not the log, is what must not be lost.
final class LogPump: @unchecked Sendable {
    private struct Waiting {
        var bytes: [UInt8] = []
        var dropped = 0
        var isWriting = false
        var isStarted = false
    }

    static let standardError = LogPump(STDERR_FILENO)

    /// Bytes that may wait: some thousand lines.
    private static let room = 1_048_576

    private let descriptor: Int32
    private let waiting = Mutex(Waiting())
    /// Counts how often there is something to write.
    private let bell: UnsafeMutablePointer<sem_t>

    init(_ descriptor: Int32) {
        self.descriptor = descriptor
        bell = .allocate(capacity: 1)
        sem_init(bell, 0, 0)
    }

    /// Takes a whole line with its end. Never waits.
    func put(_ line: String) {
        let (rings, starts) = waiting.withLock { waiting in
            guard waiting.bytes.count + line.utf8.count <= LogPump.room else {
                waiting.dropped += 1
                return (false, false)
            }
            if waiting.dropped > 0 {
                waiting.bytes += Array("{\"level\":\"warning\",\"event\":\"log_lines_dropped\",\"count\":\(waiting.dropped)}\n".utf8)
                waiting.dropped = 0
            }
            let wasEmpty = waiting.bytes.isEmpty
            waiting.bytes += line.utf8
            defer { waiting.isStarted = true }
            return (wasEmpty, !waiting.isStarted)
        }
        if starts { start() }
        if rings { sem_post(bell) }
    }

    /// Waits until what was taken is written, but no longer than a second.
    func finish() {
        for _ in 0..<100 {
            if waiting.withLock({ $0.bytes.isEmpty && !$0.isWriting }) { return }
            usleep(10_000)
        }
    }

    private func start() {
        Thread.start("log") { [self] in run() }
    }

    private func run() {
        while true {
            while sem_wait(bell) != 0 {}
            let lines = waiting.withLock { waiting in
                waiting.isWriting = true
                return waiting.bytes.take()
            }
            write(lines)
            waiting.withLock { $0.isWriting = false }
        }
    }

    /// One write(2) for what waited together; a line is never torn by another thread's, because there is only this one.
    private func write(_ lines: [UInt8]) {
        lines.withUnsafeBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return }
                rest = rest.dropFirst(count)
            }
        }
    }
}

extension [UInt8] {
    /// What is in it, leaving it empty.
    fileprivate mutating func take() -> [UInt8] {
        let all = self
        self = []
        return all
    }
}
