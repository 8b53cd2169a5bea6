import Glibc

/// A program of the system, run to its end: sqlite3, openssl and curl, as a stranger would use them.
struct Program {
    struct Failed: Error {
        let text: String
    }

    let name: String
    let arguments: [String]

    init(_ name: String, _ arguments: String...) {
        self.name = name
        self.arguments = arguments
    }

    init(_ name: String, _ arguments: [String]) {
        self.name = name
        self.arguments = arguments
    }

    /// What it printed on standard output.
    /// - Parameter input: a file it reads as standard input; nil for none.
    /// - Throws: `Failed` with what it printed on standard error, when it cannot be started or ends with another code than 0.
    @discardableResult
    func run(input: String? = nil) throws(Failed) -> String {
        let (out, err) = (try Program.scratch(), try Program.scratch())
        defer {
            close(out)
            close(err)
        }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, input ?? "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, out, 1)
        posix_spawn_file_actions_adddup2(&actions, err, 2)
        var words: [UnsafeMutablePointer<CChar>?] = ([name] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var child: pid_t = 0
        let code = posix_spawnp(&child, name, &actions, nil, &words, environ)
        guard code == 0 else { throw Failed(text: "\(name) cannot be started: \(String(cString: strerror(code)))") }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        let printed = Program.text(in: out)
        guard status == 0 else {
            throw Failed(text: "\(name) ended with code \(status >> 8 & 0xFF): \(Program.text(in: err))\(printed)")
        }
        return printed
    }

    /// A file without a name: nobody else can lay one in its place or read it, and nothing stays behind, however this ends.
    private static func scratch() throws(Failed) -> Int32 {
        var name = Array("/tmp/blauwbrug-XXXXXX".utf8CString)
        let file = mkstemp(&name)
        guard file >= 0 else { throw Failed(text: "A temporary file cannot be made: \(String(cString: strerror(errno)))") }
        unlink(name)
        _ = fcntl(file, F_SETFD, FD_CLOEXEC)
        return file
    }

    private static func text(in file: Int32) -> String {
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = pread(file, &block, block.count, bytes.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
            bytes += block[..<count]
        }
    }
}
