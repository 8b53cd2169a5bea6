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
    /// The OIN in the demonstration eForm's certificate (prefix 00000099: test).
    static let eformOIN = "00000099000000001000"
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
        for key in ["kenmerk", "pseudonym"] {
            try Program("openssl", "rand", "-hex", "-out", root.path("secrets/\(key)"), "32").run()
            try Program("chmod", "600", root.path("secrets/\(key)")).run()
        }
        try certificates()
    }

    /// A throw-away authority, a certificate for the gateway and one for the eForm vendor, whose subject carries its OIN.
    private func certificates() throws(Program.Failed) {
        func path(_ name: String) -> String { root.path("tls/\(name)") }
        let curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
        try Program(
            "openssl",
            ["req", "-x509"] + curve + [
                "-keyout", path("ca.key"), "-out", path("ca.pem"), "-days", "7", "-subj", "/O=Voorbeeldstad/CN=Demonstratie CA",
                "-addext", "keyUsage=critical,keyCertSign,cRLSign",
            ]
        ).run()
        let subjects = [
            ("server", "/O=Voorbeeldstad/CN=localhost", "subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n"),
            ("eform", "/O=Voorbeeld eForm/serialNumber=\(Self.eformOIN)/CN=eform.voorbeeld.example", "extendedKeyUsage=clientAuth\n"),
        ]
        for (name, subject, extensions) in subjects {
            guard File.write(Array(extensions.utf8), to: path("\(name).ext")) else {
                throw Program.Failed(text: "cannot write \(path(name))")
            }
            try Program("openssl", ["req"] + curve + ["-keyout", path("\(name).key"), "-out", path("\(name).csr"), "-subj", subject]).run()
            try Program(
                "openssl", "x509", "-req", "-in", path("\(name).csr"), "-CA", path("ca.pem"), "-CAkey", path("ca.key"), "-CAcreateserial",
                "-days", "7", "-extfile", path("\(name).ext"), "-out", path("\(name).pem")
            ).run()
        }
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
