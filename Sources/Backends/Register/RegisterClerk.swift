import Core

/// The register's thread: writes what waits, answers, and forgets what is over.
final class RegisterClerk: @unchecked Sendable {
    /// Seconds between two looks for what is to be forgotten.
    private static let round = 86_400

    private let queue: RegisterQueue
    private let file: RegisterFile
    private let lock: RegisterLock
    private let keepMonths: Int?
    private let now: @Sendable () -> Int
    private var lastRound: Int

    init(queue: RegisterQueue, file: RegisterFile, lock: RegisterLock, keepMonths: Int?, now: @escaping @Sendable () -> Int) {
        self.queue = queue
        self.file = file
        self.lock = lock
        self.keepMonths = keepMonths
        self.now = now
        lastRound = now()
    }

    func run() {
        loop: while true {
            switch queue.next() {
            case .end: break loop
            case .answer(let question):
                do throws(RegisterFailure) {
                    question.continuation.resume(returning: .success(try file.find(question.key)))
                } catch {
                    question.continuation.resume(returning: .failure(error))
                }
            case .write(let entries): write(entries)
            }
        }
        file.close()
        lock.release()
        queue.ended()
    }

    /// All together; when that fails, one by one, so that nobody suffers from another's mistake.
    private func write(_ entries: [RegisterQueue.Entry]) {
        let together = failure(of: entries.map(\.document))
        if together == nil || entries.count == 1 {
            queue.wrote(successfully: together == nil || together == .repeated)
            for entry in entries { entry.continuation.resume(returning: together) }
        } else {
            for entry in entries {
                let alone = failure(of: [entry.document])
                queue.wrote(successfully: alone == nil || alone == .repeated)
                entry.continuation.resume(returning: alone)
            }
        }
        guard let keepMonths, now() - lastRound >= RegisterClerk.round else { return }
        lastRound = now()
        // What cannot be forgotten now is forgotten at the next round.
        try? file.forget(before: IssuedRegister.limit(keepMonths, lastRound))
    }

    private func failure(of documents: [IssuedDocument]) -> RegisterFailure? {
        do throws(RegisterFailure) {
            try file.add(documents)
            return nil
        } catch {
            return error
        }
    }
}
