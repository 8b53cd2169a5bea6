import Core
import Glibc

/// The folder that holds `mappings/`, `connectors/` and `deploy/` of one installation. Someone else's municipality is another root.
struct Root: Sendable {
    /// Without a trailing slash.
    let folder: String

    init(_ folder: String) {
        self.folder = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    }

    /// A path of ours as the system knows it; absolute paths stay.
    func path(_ relative: String) -> String { relative.hasPrefix("/") ? relative : "\(folder)/\(relative)" }

    /// A file by its path relative to the root; nil when there is none or it cannot be read.
    func file(_ relative: String) -> SourceText? {
        File.read(path(relative)).map { SourceText(name: relative, bytes: $0) }
    }

    /// The names in a folder that do not begin with a dot, sorted; empty when there is no such folder.
    func names(in relative: String) -> [String] {
        guard let directory = opendir(path(relative)) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }

    /// The names of the folders in a folder, sorted.
    func folders(in relative: String) -> [String] {
        names(in: relative).filter { isFolder("\(relative)/\($0)") }
    }

    /// Every file below a folder, by its path relative to that folder.
    func files(below relative: String) -> [String: SourceText] {
        var found: [String: SourceText] = [:]
        for name in names(in: relative) {
            let path = "\(relative)/\(name)"
            if isFolder(path) {
                for (inner, file) in files(below: path) { found["\(name)/\(inner)"] = file }
            } else if let file = file(path) {
                found[name] = file
            }
        }
        return found
    }

    func isFolder(_ relative: String) -> Bool {
        var status = stat()
        return stat(path(relative), &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}

/// A file of the system, read or written whole.
enum File {
    /// Larger than any file of ours, in bytes.
    private static let ceiling = 64 << 20

    /// Nil when it does not exist, cannot be read, or is larger than 64 MiB.
    static func read(_ path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Glibc.read(descriptor, &block, block.count)
            if count == 0 { return bytes }
            if count < 0 {
                if errno == EINTR { continue }
                return nil
            }
            bytes += block[0..<count]
            if bytes.count > ceiling { return nil }
        }
    }

    /// Writes a file anew; false when that fails.
    /// - Parameter mode: permission bits; a file that is there and that more people may read loses what goes beyond them.
    static func write(_ bytes: [UInt8], to path: String, mode: mode_t = 0o644) -> Bool {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var status = stat()
        guard mode & 0o077 != 0 || fstat(descriptor, &status) == 0 && (status.st_mode & S_IFMT != S_IFREG || fchmod(descriptor, mode) == 0)
        else { return false }
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                return false
            }
            written += count
        }
        return true
    }

    static func isThere(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Whether everybody on this machine may read or write it; false when it is not there.
    static func isOpenToAll(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & 0o007 != 0
    }

    /// Makes a folder and those above it; what exists stays.
    static func makeFolder(_ path: String, mode: mode_t = 0o755) {
        var made = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/") {
            made += made.isEmpty || made.hasSuffix("/") ? String(part) : "/\(part)"
            mkdir(made, mode)
        }
    }
}
