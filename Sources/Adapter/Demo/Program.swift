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
        let folder = "/tmp/blauwbrug-\(getpid())"
        let out = folder + ".out"
        let err = folder + ".err"
        defer {
            unlink(out)
            unlink(err)
        }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, input ?? "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, out, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, err, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        var words: [UnsafeMutablePointer<CChar>?] = ([name] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var child: pid_t = 0
        let code = posix_spawnp(&child, name, &actions, nil, &words, environ)
        guard code == 0 else { throw Failed(text: "\(name) cannot be started: \(String(cString: strerror(code)))") }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        let printed = File.read(out).map { String(decoding: $0, as: UTF8.self) } ?? ""
        guard status == 0 else {
            let complaint = File.read(err).map { String(decoding: $0, as: UTF8.self) } ?? ""
            throw Failed(text: "\(name) ended with code \(status >> 8 & 0xFF): \(complaint)\(printed)")
        }
        return printed
    }
}
