private import CLinux
import Core
import Glibc

/// Sees what the files of an installation hold, cheaply enough to look again every few seconds: a file is only read when its own marks
/// changed. It follows links, so a folder that is swapped by renaming a link (as Kubernetes and deploy tools do) shows like any other change.
struct FileWatch {
    /// What was seen: a path and what stands there. Two sights are equal when a compiler would read the same.
    typealias Sight = [String: Digest]

    /// A folder that was walked, for whoever wants to be woken by it.
    struct Folder: Hashable {
        let path: String
        let device: UInt
        let inode: UInt
    }

    /// The system's own marks of a file, which change when the file does.
    private struct Marks: Equatable {
        let device, inode, size: UInt
        let mode: UInt32
        let modified, changed: [Int]

        init(_ status: stat) {
            device = UInt(status.st_dev)
            inode = UInt(status.st_ino)
            size = UInt(status.st_size)
            mode = status.st_mode
            modified = [status.st_mtim.tv_sec, status.st_mtim.tv_nsec]
            changed = [status.st_ctim.tv_sec, status.st_ctim.tv_nsec]
        }
    }

    /// Younger than this, in seconds, a file may change once more without a change of its marks: the clock of a file system is coarse.
    private static let youth = 2
    /// Folders within folders, at most; a link to a folder above itself is no reason to walk for ever.
    private static let depth = 16

    /// What was read, by path.
    private typealias Memory = [String: (marks: Marks, digest: Digest)]

    private let root: Root
    /// The folders that everything is compiled from, with all below them.
    private let trees: [String]
    private var known: Memory = [:]
    /// The folders of the last look.
    private(set) var folders: Set<Folder> = []

    /// - Parameter more: folders that matter besides those of every installation.
    init(_ root: Root, more: [String] = []) {
        self.root = root
        trees = ["mappings", "connectors/vendors", "connectors/sources"] + more
    }

    /// What stands in the folders that everything is compiled from, and in what settings name besides.
    ///
    /// - Parameter settings: those that serve, and those that could not.
    mutating func look(besides settings: [Settings]) -> Sight {
        let before = known
        known = [:]
        folders = []
        var sight: Sight = [:]
        mark(folder: "")
        mark(folder: "connectors")
        for folder in trees { walk(folder, FileWatch.depth, before, &sight) }
        mark(folder: "deploy")
        for name in root.names(in: "deploy") where name.hasSuffix(".yaml") { add("deploy/\(name)", before, &sight) }
        return sight.merging(look(at: settings, before)) { first, _ in first }
    }

    /// Only what settings name: certificates, keys and secrets.
    mutating func look(at settings: [Settings]) -> Sight { look(at: settings, known) }

    private mutating func look(at settings: [Settings], _ before: Memory) -> Sight {
        var sight: Sight = [:]
        for path in Set(settings.flatMap(\.files)) {
            mark(folder: FileWatch.parent(of: path))
            add(path, before, &sight)
        }
        for folder in Set(settings.compactMap(\.secrets)) { walk(folder, 1, before, &sight) }
        return sight
    }

    private mutating func walk(_ folder: String, _ depth: Int, _ before: Memory, _ sight: inout Sight) {
        guard mark(folder: folder) else { return }
        // An empty folder is something too: a tenant without mappings.
        sight[folder] = FileWatch.folderDigest
        for name in root.names(in: folder) {
            let path = "\(folder)/\(name)"
            if root.isFolder(path) {
                if depth > 1 { walk(path, depth - 1, before, &sight) }
            } else {
                add(path, before, &sight)
            }
        }
    }

    /// A file: what it holds and who may read it, because a secret that everybody may read is refused.
    private mutating func add(_ path: String, _ before: Memory, _ sight: inout Sight) {
        var status = stat()
        guard stat(root.path(path), &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return }
        let marks = Marks(status)
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        let isYoung = now.tv_sec - max(marks.changed[0], marks.modified[0]) < FileWatch.youth
        if !isYoung, let seen = before[path], seen.marks == marks {
            sight[path] = seen.digest
            known[path] = seen
            return
        }
        guard let bytes = File.read(root.path(path)) else { return }
        let digest = Digest(of: bytes + [UInt8(marks.mode & 0o007)])
        sight[path] = digest
        known[path] = (marks, digest)
    }

    /// Notes a folder; false when there is none.
    @discardableResult private mutating func mark(folder: String) -> Bool {
        let path = folder.isEmpty ? root.folder : root.path(folder)
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return false }
        folders.insert(Folder(path: path, device: UInt(status.st_dev), inode: UInt(status.st_ino)))
        return true
    }

    private static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "" }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static let folderDigest = Digest(of: "folder")
}

extension Settings {
    /// The certificates and keys that are read when serving begins, besides the folder of secrets.
    var files: [String] {
        listeners.flatMap { [$0.certificate, $0.key] + ($0.clientAuthority.map { [$0] } ?? []) }
            + (site.map { [$0.certificate, $0.key] } ?? [])
            + tenants.flatMap { $0.seal?.files ?? [] }
    }
}
