import Backends
import Core
import Glibc
import Syntax
import Trust

/// The journal's one thread: the only one that knows the chain and writes the segment.
final class JournalWriter: @unchecked Sendable {
    private let folder: JournalFolder
    private let disk: JournalDisk
    private let queue: JournalQueue
    private let note: @Sendable (JournalEvent) -> Void
    /// Bytes after which a new segment is begun.
    private let segment: Int
    // Used by whoever opens the journal, and after `begin` by the thread alone.
    private var chain: JournalChain
    private var file: Int32
    private var number: Int
    /// Bytes of the segment that are durable; what stands behind them is cut off after a failure.
    private var length: Int
    private let buffer = Output(capacity: 2 * JournalFile.group)

    /// Bytes of a trial write: room for some hundred records, so that a disk that is almost full does not open and shut the door.
    private static let trial = [UInt8](repeating: UInt8(ascii: "~"), count: 65_536)
    /// Seconds between two trial writes.
    private static let pause = 1.0

    init(
        folder: JournalFolder, start: JournalStart, segment: Int, disk: JournalDisk, queue: JournalQueue,
        note: @escaping @Sendable (JournalEvent) -> Void
    ) {
        self.folder = folder
        self.segment = segment
        self.disk = disk
        self.queue = queue
        self.note = note
        chain = start.chain
        file = start.file
        number = start.number
        length = start.length
    }

    /// Records which torn tails were set aside.
    func recover(_ torn: [(file: String, bytes: [UInt8])]) throws(JournalError) {
        guard !torn.isEmpty else { return }
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        let time = now.tv_sec * 1000 + now.tv_nsec / 1_000_000
        try commit(torn.map { JournalEntry(recovered: $0.file, size: $0.bytes.count, hash: Digest(of: $0.bytes), time: time) }[...])
        for part in torn { note(.recovered(file: part.file, bytes: part.bytes.count)) }
    }

    func closeFile() { Glibc.close(file) }

    /// Starts the thread, which lives until the queue is closed.
    func begin() throws(JournalError) {
        note(.opened(chain: chain.id, next: chain.next))
        guard Thread.start("journal", { [self] in run() }) else { throw .system(call: "pthread_create", errno: EAGAIN) }
    }

    private func run() {
        var items: [JournalQueue.Item] = []
        while queue.take(into: &items) {
            write(items)
            items.removeAll(keepingCapacity: true)
        }
        Glibc.close(file)
        folder.unlock()
        queue.finish()
    }

    /// Writes items in groups that one write can hold.
    private func write(_ items: [JournalQueue.Item]) {
        var from = 0
        while from < items.count {
            var to = from
            var bytes = 0
            while to < items.count {
                bytes += items[to].entry.sizeInChain
                if bytes > JournalFile.group, to > from { break }
                to += 1
            }
            let group = items[from..<to]
            do throws(JournalError) {
                rotate(before: bytes)
                try commit(group.map(\.entry)[...])
            } catch {
                // In this order: nobody can hand in a record between the refusal of those that wait and the closing of the door.
                let waiting = queue.refuse()
                _ = queue.unstick()
                for item in items[from...] { item.waiter.tell(error) }
                for item in waiting { item.waiter.tell(.unwritable) }
                note(.failed(error))
                restore()
                return
            }
            if queue.unstick() { note(.restored) }
            for item in group { item.waiter.tell(nil) }
            from = to
        }
    }

    /// Makes a group of records durable as the next of the chain; after a failure chain and segment are as before.
    private func commit(_ entries: ArraySlice<JournalEntry>) throws(JournalError) {
        var longer = chain
        buffer.clear()
        for entry in entries { longer.append(entry, durable: chain.next - 1, to: buffer) }
        let bytes = buffer.bytes
        do throws(JournalError) {
            try put(bytes)
        } catch {
            // After a failed fdatasync the kernel may count lost pages as clean, so what was written cannot be trusted to get there later.
            try? disk.cut(file, to: length)
            throw error
        }
        chain = longer
        length += bytes.count
    }

    private func put(_ bytes: [UInt8]) throws(JournalError) {
        let failure: JournalError? = bytes.withUnsafeBytes { bytes in
            do throws(JournalError) {
                try disk.writeAll(file, bytes)
                return nil
            } catch {
                return error
            }
        }
        if let failure { throw failure }
        try disk.syncData(file)
    }

    /// Begins a new segment when this one is full. When that cannot be, this one grows on: a full disk will say so itself.
    private func rotate(before bytes: Int) {
        guard length > 0, length + bytes > segment else { return }
        let name = folder.segmentName(chain: chain.id, number: number + 1)
        guard let next = try? folder.createSegment(name) else { return }
        Glibc.close(file)
        file = next
        number += 1
        length = 0
        note(.rotated(segment: name))
    }

    /// Tries the disk until it takes a trial write, or the journal is closed.
    private func restore() {
        while !queue.waitForClose(seconds: JournalWriter.pause) {
            do throws(JournalError) {
                try disk.cut(file, to: length)
                try put(JournalWriter.trial)
                try disk.cut(file, to: length)
                try disk.syncData(file)
            } catch {
                continue
            }
            queue.reopen()
            note(.restored)
            return
        }
        try? disk.cut(file, to: length)
    }
}
