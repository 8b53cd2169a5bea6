import Glibc
import Trust

/// The journal on disk. A record that `append` returned for is durable: only then may the first byte of an answer leave.
///
/// Requests hand in records from their own tasks; one thread takes whatever waits, chains it, writes it with one `write`, makes it durable
/// with one `fdatasync`, and lets all who waited go on. When the disk refuses, everybody who waits hears so, what was half written is cut off,
/// and until a trial write succeeds nobody is let through.
final class JournalFile: Sendable {
    /// Bytes that one write holds at most; what may be torn is never more.
    static let group = 262_144

    private let queue: JournalQueue

    /// Opens or makes the journal of a folder.
    ///
    /// - Parameters:
    ///   - segment: bytes after which a new segment is begun.
    ///   - waiting: records that may wait to be written.
    ///   - note: hears what an operator should know; called on the journal's thread.
    init(
        folder path: String, segment: Int = 67_108_864, waiting: Int = 4_096, disk: JournalDisk = JournalDisk(),
        note: @escaping @Sendable (JournalEvent) -> Void = { _ in }
    ) throws(JournalError) {
        let folder = try JournalFolder(path: path)
        do throws(JournalError) {
            let start = try JournalStart(folder)
            let queue = JournalQueue(limit: waiting)
            let writer = JournalWriter(folder: folder, start: start, segment: segment, disk: disk, queue: queue, note: note)
            do throws(JournalError) {
                try writer.recover(start.torn)
                try JournalClock(queue, note: note).begin()
                try writer.begin()
            } catch {
                writer.closeFile()
                throw error
            }
            self.queue = queue
        } catch {
            folder.unlock()
            throw error
        }
    }

    /// Returns when the record is durable.
    ///
    /// A caller that is cancelled still waits: what is asked to be recorded is recorded.
    ///
    /// A record that is `late` may become durable all the same, when the disk answers again: then it says of an answer that it left, and it did
    /// not. So whoever was told `late` hands in what happened instead with `follow`: of two records with one reference the later one holds. If the
    /// process ends between the two, the journal says too much of what was disclosed, never too little.
    /// - Parameter limit: when waiting ends; nil waits however long the disk takes.
    /// - Throws: when it is not durable, whatever the reason; then nothing may be answered.
    func append(_ record: JournalRecord, until limit: ContinuousClock.Instant? = nil) async throws(JournalError) {
        let entry = JournalEntry(record)
        let failure = await withUnsafeContinuation { continuation in
            let waiter = JournalWaiter(continuation, until: limit)
            if let refused = queue.add(JournalQueue.Item(entry: entry, waiter: waiter)) { waiter.tell(refused) }
        }
        if let failure { throw failure }
    }

    /// Hands in what holds instead of a record that was `late`, to be written behind it when the disk answers; false when the journal takes
    /// nothing. Does not wait.
    @discardableResult func follow(with record: JournalRecord) -> Bool {
        queue.follow(with: JournalQueue.Item(entry: JournalEntry(record), waiter: JournalWaiter()))
    }

    /// Whether the last write succeeded: what readiness asks.
    var isWritable: Bool { queue.isWritable }

    /// Writes what waits, then lets go of the folder. Later records are refused.
    func close() async {
        await withUnsafeContinuation { continuation in
            if !queue.close(continuation) { continuation.resume() }
        }
    }
}
