import Core
import Glibc

/// The folder of a journal: its lock, its segments by number, and what was set aside.
///
/// `journal-<chain id>-<number>.jsonl` are the segments, `journal-<chain id>-<number>-<record>-<n>.torn` what a torn tail held (its bytes, and
/// the number of the record that says so), `lock` is held while an instance writes.
struct JournalFolder: Sendable {
    struct Segment: Sendable {
        let name: String
        let number: Int
    }

    let path: String
    private let lock: Int32

    /// Makes the folder when it is not there, and locks it.
    init(path: String) throws(JournalError) {
        self.path = path
        if mkdir(path, 0o700) != 0, errno != EEXIST { throw .system(call: "mkdir", errno: errno) }
        lock = Glibc.open("\(path)/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard lock >= 0 else { throw .system(call: "open", errno: errno) }
        guard JournalFolder.take(lock) else {
            let reason = errno
            Glibc.close(lock)
            if reason == EWOULDBLOCK { throw .locked(folder: path) }
            throw .system(call: "flock", errno: reason)
        }
    }

    /// Tries for half a second: a predecessor that is just ending, or a child that has not closed what it inherited, is no second writer.
    private static func take(_ lock: Int32) -> Bool {
        for _ in 0..<50 {
            if flock(lock, LOCK_EX | LOCK_NB) == 0 { return true }
            guard errno == EWOULDBLOCK else { return false }
            usleep(10_000)
        }
        return flock(lock, LOCK_EX | LOCK_NB) == 0
    }

    func unlock() { Glibc.close(lock) }

    /// The chain's id and its segments by number; nil when there is none yet.
    func segments() throws(JournalError) -> (chain: String, segments: [Segment])? {
        var chain: String?
        var found: [Segment] = []
        for name in try names() where name.hasSuffix(".jsonl") {
            let parts = name.dropLast(6).split(separator: "-", omittingEmptySubsequences: false)
            guard parts.count == 3, parts[0] == "journal", let number = Int(parts[2]) else { continue }
            guard chain == nil || chain == String(parts[1]) else { throw .severalChains(folder: path) }
            chain = String(parts[1])
            found.append(Segment(name: name, number: number))
        }
        return chain.map { ($0, found.sorted { $0.number < $1.number }) }
    }

    /// Names of files that hold torn tails of which the record with this number must tell.
    func torn(beforeRecord record: Int) throws(JournalError) -> [String] {
        try names().filter { name in
            let parts = name.dropLast(5).split(separator: "-", omittingEmptySubsequences: false)
            return name.hasSuffix(".torn") && parts.count == 5 && parts[3] == String(record)
        }.sorted()
    }

    func segmentName(chain: String, number: Int) -> String {
        let digits = String(number)
        return "journal-\(chain)-\(String(repeating: "0", count: max(0, 6 - digits.utf8.count)))\(digits).jsonl"
    }

    func openSegment(_ name: String) throws(JournalError) -> Int32 {
        let file = Glibc.open("\(path)/\(name)", O_RDWR | O_APPEND | O_CLOEXEC)
        guard file >= 0 else { throw .system(call: "open", errno: errno) }
        return file
    }

    /// A new, empty segment of which the name is durable.
    func createSegment(_ name: String) throws(JournalError) -> Int32 {
        let file = Glibc.open("\(path)/\(name)", O_RDWR | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .system(call: "open", errno: errno) }
        do throws(JournalError) {
            try sync()
        } catch {
            Glibc.close(file)
            unlink("\(path)/\(name)")
            throw error
        }
        return file
    }

    /// Keeps bytes in a new file, durably.
    func keep(_ bytes: [UInt8], as name: String) throws(JournalError) {
        let file = Glibc.open("\(path)/\(name)", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .system(call: "open", errno: errno) }
        defer { Glibc.close(file) }
        let failed: JournalError? = bytes.withUnsafeBytes { bytes in
            do throws(JournalError) {
                try JournalDisk().writeAll(file, bytes)
                return nil
            } catch {
                return error
            }
        }
        if let failed { throw failed }
        guard fsync(file) == 0 else { throw .system(call: "fsync", errno: errno) }
        try sync()
    }

    /// A stretch of a file.
    func read(_ name: String, from offset: Int, count: Int) throws(JournalError) -> [UInt8] {
        let file = Glibc.open("\(path)/\(name)", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw .system(call: "open", errno: errno) }
        defer { Glibc.close(file) }
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let got = pread(file, buffer.baseAddress.map { $0 + filled }, count - filled, off_t(offset + filled))
                if got < 0, errno == EINTR { continue }
                if got < 0 { failure = errno }
                if got <= 0 { break }
                filled += got
            }
        }
        guard failure == 0 else { throw .system(call: "pread", errno: failure) }
        return bytes
    }

    /// Bytes.
    func size(of name: String) throws(JournalError) -> Int {
        var status = stat()
        guard stat("\(path)/\(name)", &status) == 0 else { throw .system(call: "stat", errno: errno) }
        return Int(status.st_size)
    }

    /// Makes names that were made or removed durable.
    func sync() throws(JournalError) {
        let folder = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw .system(call: "open", errno: errno) }
        defer { Glibc.close(folder) }
        guard fsync(folder) == 0 else { throw .system(call: "fsync", errno: errno) }
    }

    private func names() throws(JournalError) -> [String] {
        guard let folder = opendir(path) else { throw .system(call: "opendir", errno: errno) }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            withUnsafePointer(to: &entry.pointee.d_name) { name in
                name.withMemoryRebound(to: CChar.self, capacity: 256) { names.append(String(cString: $0)) }
            }
        }
        return names
    }
}
