import Glibc
import Synchronization

/// A running program, with pipes to and from it.
///
/// Not Foundation's `Process`: the pipes of children that are started at the same time leak into one another there, and then a reader waits
/// for ever for an end that never comes.
struct Child: ~Copyable {
    private let id: pid_t
    private var input: Int32
    private let output: Int32
    private let errors: Int32

    /// Pipes are made and closed to other children before the next child is started.
    private static let starting = Mutex<Void>(())

    init(_ path: String, _ arguments: [String], environment: [String]? = nil) throws {
        self = try Child.starting.withLock { _ in try Child(starting: path, arguments, environment) }
    }

    private init(starting path: String, _ arguments: [String], _ environment: [String]?) throws {
        let (childInput, input) = try Child.pipe()
        let (output, childOutput) = try Child.pipe()
        let (errors, childErrors) = try Child.pipe()
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        for (number, end) in [childInput, childOutput, childErrors].enumerated() {
            posix_spawn_file_actions_adddup2(&actions, end, Int32(number))
        }
        let words = ([path] + arguments).map { strdup($0) } + [nil]
        let own = environment.map { $0.map { strdup($0) } + [nil] }
        var id: pid_t = 0
        let error = own.map { posix_spawn(&id, path, &actions, nil, words, $0) } ?? posix_spawn(&id, path, &actions, nil, words, environ)
        for word in words + (own ?? []) { free(word) }
        posix_spawn_file_actions_destroy(&actions)
        for end in [childInput, childOutput, childErrors] { close(end) }
        guard error == 0 else { throw Trouble("\(path) cannot be started: \(error)") }
        (self.id, self.input, self.output, self.errors) = (id, input, output, errors)
    }

    /// A pipe that no other child inherits: its reading end and its writing end.
    private static func pipe() throws -> (Int32, Int32) {
        var ends: [Int32] = [0, 0]
        guard Glibc.pipe(&ends) == 0 else { throw Trouble("no pipe") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }

    mutating func closeInput() {
        if input >= 0 { close(input) }
        input = -1
    }

    /// Gives it its input and waits for its end: its status, and what it wrote.
    consuming func finish(input text: String) -> (status: Int32, output: String, errors: String) {
        let bytes = Array(text.utf8)
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { write(input, $0.baseAddress, $0.count) }
            guard count > 0 else { break }
            sent += count
        }
        close(input)
        let (said, complained) = (Child.readAll(output), Child.readAll(errors))
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        return (status, said, complained)
    }

    private static func readAll(_ end: Int32) -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(end, &buffer, buffer.count)
            guard count > 0 else { break }
            bytes += buffer[..<count]
        }
        close(end)
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// A program of the system, run to its end.
enum Command {
    /// What it wrote, without the last line's end; throws what it complained of.
    @discardableResult static func run(_ path: String, _ arguments: [String], input: String) throws -> String {
        let (status, output, errors) = try Child(path, arguments).finish(input: input)
        guard status == 0 else { throw Trouble("\(path) ended with \(status): \(errors)") }
        return output.last == "\n" ? String(output.dropLast()) : output
    }
}
