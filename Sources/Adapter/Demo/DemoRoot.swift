import Core
import Glibc

/// The folder in which the demonstration lives: made anew each time, thrown away by `make clean`.
struct DemoRoot {
    /// The repository (or any root that has `deploy/demo`).
    let repository: Root
    /// `state/demo` under it: a root of its own.
    let root: Root

    /// The key of the demonstration portal. Its hash stands in deploy/demo/blauwbrug.yaml; it opens nothing but a listener on loopback.
    static let apiKey = "voorbeeldstad-portaal"
    /// Mr. and Mrs. Example's main character: a synthetic BSN with cases in both sources.
    static let bsn = "999990019"

    init(repository: Root) {
        self.repository = repository
        root = Root(repository.path("state/demo"))
    }

    /// Files, databases, certificates and keys, all new.
    func make() throws(Program.Failed) {
        guard let settings = repository.file("deploy/demo/blauwbrug.yaml") else {
            throw Program.Failed(text: "there is no deploy/demo/blauwbrug.yaml under \(repository.folder)")
        }
        try Program("rm", "-rf", root.folder).run()
        for folder in ["deploy", "state", "tls", "secrets", "answers"] { File.makeFolder(root.path(folder), mode: 0o700) }
        // The mappings and vendors are the repository's own, not copies: what is shown is what is there.
        for folder in ["mappings", "connectors"] {
            guard let target = repository.absolute(folder), symlink(target, root.path(folder)) == 0 else {
                throw Program.Failed(text: "cannot make \(root.path(folder))")
            }
        }
        guard File.write(settings.bytes, to: root.path("deploy/blauwbrug.yaml")) else {
            throw Program.Failed(text: "cannot write \(root.path("deploy/blauwbrug.yaml"))")
        }
        for source in ["heffingen", "sociaal"] {
            try Program("sqlite3", "-bail", root.path("state/\(source).sqlite"))
                .run(input: repository.path("deploy/demo/\(source).sqlite.sql"))
        }
        try ThrowAway(root: root, organisation: "Voorbeeldstad", days: 7).make()
    }
}

extension Root {
    /// The absolute path of something under the root; nil when it does not exist.
    func absolute(_ relative: String) -> String? {
        guard let resolved = realpath(path(relative), nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
