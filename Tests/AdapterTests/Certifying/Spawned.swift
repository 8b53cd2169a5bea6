import Core
import Glibc

@testable import Adapter

/// A program of the system that a test starts: in a group of its own, with no file of this process open but its three, and killed with all it
/// started when it has had its time or nobody holds it any more.
///
/// Foundation's `Process` sees that a program ended by a socket the program inherits; one that closes what it inherited makes every other wait hang.
final class Spawned: @unchecked Sendable {
    struct Failed: Error {
        let text: String
    }

    private let child: pid_t
    private let name: String
    private var status: Int32?

    /// - Parameters:
    ///   - folder: where it stands.
    ///   - output: the file that everything it prints goes to.
    init(_ words: [String], in folder: String, output: String = "/dev/null") throws {
        name = words.joined(separator: " ")
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        try Spawned.prepare(&actions, folder)
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
        posix_spawnattr_setpgroup(&attributes, 0)
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var child: pid_t = 0
        let code = posix_spawnp(&child, words.first ?? "", &actions, &attributes, &arguments, environ)
        guard code == 0 else { throw Failed(text: "\(name) cannot be started: \(String(cString: strerror(code)))") }
        self.child = child
    }

    deinit { kill() }

    /// What POSIX has no function for; those of glibc are not among what Swift shows of it.
    private static func prepare(_ actions: inout posix_spawn_file_actions_t, _ folder: String) throws {
        typealias CloseFrom = @convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, Int32) -> Int32
        typealias ChangeFolder = @convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, UnsafePointer<CChar>) -> Int32
        guard let closing = dlsym(nil, "posix_spawn_file_actions_addclosefrom_np"),
            let changing = dlsym(nil, "posix_spawn_file_actions_addchdir_np")
        else { throw Failed(text: "this glibc cannot close what a program would inherit") }
        _ = unsafeBitCast(closing, to: CloseFrom.self)(&actions, 3)
        _ = folder.withCString { unsafeBitCast(changing, to: ChangeFolder.self)(&actions, $0) }
    }

    /// Waits until it ends.
    ///
    /// - Throws: when it has not ended after so many seconds, or not with code 0.
    func wait(seconds: Int = 60) throws {
        let end = ContinuousClock.now + .seconds(seconds)
        while status == nil {
            var found: Int32 = 0
            if waitpid(child, &found, WNOHANG) == child {
                status = found
            } else if ContinuousClock.now > end {
                kill()
                throw Failed(text: "\(name) has not ended after \(seconds) seconds")
            } else {
                usleep(2_000)
            }
        }
        guard status == 0 else { throw Failed(text: "\(name) ended with status \(status ?? -1)") }
    }

    /// Ends it at once, with all it started.
    func kill() {
        guard status == nil else { return }
        Glibc.kill(-child, SIGKILL)
        var found: Int32 = 0
        while waitpid(child, &found, 0) < 0, errno == EINTR {}
        status = found
    }
}
