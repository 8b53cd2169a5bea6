import Glibc

/// The three calls that touch a segment once it is open. Replaced in tests by a disk that is full or broken.
struct JournalDisk: Sendable {
    /// Appends bytes; returns how many, or -1 with `errno` set.
    var write: @Sendable (Int32, UnsafeRawBufferPointer) -> Int = { file, bytes in Glibc.write(file, bytes.baseAddress, bytes.count) }
    /// Makes what was written durable; 0, or -1 with `errno` set.
    var sync: @Sendable (Int32) -> Int32 = { file in fdatasync(file) }
    /// Cuts the file to a length; 0, or -1 with `errno` set.
    var truncate: @Sendable (Int32, Int) -> Int32 = { file, length in ftruncate(file, length) }

    /// Appends all bytes.
    func writeAll(_ file: Int32, _ bytes: UnsafeRawBufferPointer) throws(JournalError) {
        var rest = bytes
        while !rest.isEmpty {
            let written = write(file, rest)
            if written < 0 {
                if errno == EINTR { continue }
                throw .system(call: "write", errno: errno)
            }
            guard written > 0 else { throw .system(call: "write", errno: ENOSPC) }
            rest = UnsafeRawBufferPointer(rebasing: rest[written...])
        }
    }

    func syncData(_ file: Int32) throws(JournalError) {
        guard sync(file) == 0 else { throw .system(call: "fdatasync", errno: errno) }
    }

    func cut(_ file: Int32, to length: Int) throws(JournalError) {
        guard truncate(file, length) == 0 else { throw .system(call: "ftruncate", errno: errno) }
    }
}
