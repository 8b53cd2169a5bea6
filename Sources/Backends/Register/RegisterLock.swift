import Glibc

/// Held while an instance writes a register. A file of its own beside it, so that the register itself can be read and saved meanwhile.
struct RegisterLock: Sendable {
    private let descriptor: Int32

    init(_ path: String) throws(RegisterFailure) {
        descriptor = open("\(path).lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .system(call: "open", errno: errno) }
        // A predecessor that is just ending is no second writer.
        for _ in 0..<50 {
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return }
            let reason = errno
            guard reason == EWOULDBLOCK else {
                close(descriptor)
                throw .system(call: "flock", errno: reason)
            }
            usleep(10_000)
        }
        close(descriptor)
        throw .locked(path: path)
    }

    func release() { close(descriptor) }
}
