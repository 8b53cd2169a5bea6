import Core
import Glibc
import Syntax

/// The root that `simulate` serves: a temporary folder in which standard, vendors and citizens are links to those of the supplier's own root,
/// so that what is edited there is taken, and in which settings, keys and certificates last as long as the program.
struct SandboxRoot {
    /// Where the standard, the vendors and the citizens are.
    let origin: Root
    let root: Root
    /// The vendors that are served.
    let vendors: [String]
    /// Where it listens.
    let address: Settings.Address
    let isPlain: Bool
    /// The folder in which authority and certificates are found or kept; nil throws them away.
    let kept: String?

    /// The municipality that everything is asked of; shipped cases name it in their paths.
    static let tenant = "voorbeeldstad"
    /// As messages name it, for vendors that put the municipality there; shipped cases do.
    static let code = "0999"
    static let listener = "sandbox"
    /// Opens nothing but a sandbox, so it may be known.
    static let apiKey = "blauwbrug-sandbox"

    /// Nil when there is no temporary folder to be had.
    init?(of origin: Root, vendors: [String], address: Settings.Address, isPlain: Bool, kept: String?) {
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(parent)/blauwbrug-simulate-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { return nil }
        root = Root(String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self))
        self.origin = origin
        self.vendors = vendors
        self.address = address
        self.isPlain = isPlain
        self.kept = kept
    }

    /// Everything that is served from.
    func make() throws(Program.Failed) {
        for folder in ["deploy", "state", "secrets", "requests", "connectors/vendors", "mappings/\(Self.tenant)"] {
            File.makeFolder(root.path(folder), mode: 0o700)
        }
        for path in ["mappings/standard", Sandbox.folder] + vendors.map({ "connectors/vendors/\($0)" }) { try link(path) }
        for name in ["kenmerk", "pseudonym"] {
            var random = SystemRandomNumberGenerator()
            let bytes = (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) }
            try write(Array(Hex.text(bytes, prefix: 32).utf8), "secrets/\(name)", mode: 0o600)
        }
        if !isPlain { try certificates() }
        try write(Array(settings.utf8), "deploy/blauwbrug.yaml")
    }

    func remove() { _ = try? Program("rm", "-rf", root.folder).run() }

    func write(_ bytes: [UInt8], _ name: String, mode: mode_t = 0o600) throws(Program.Failed) {
        guard File.write(bytes, to: root.path(name), mode: mode) else { throw Program.Failed(text: "cannot write \(root.path(name))") }
    }

    private func link(_ path: String) throws(Program.Failed) {
        guard let target = origin.absolute(path), symlink(target, root.path(path)) == 0 else {
            throw Program.Failed(text: "there is no \(origin.path(path))")
        }
    }

    private func certificates() throws(Program.Failed) {
        guard let kept else {
            File.makeFolder(root.path("tls"), mode: 0o700)
            return try throwAway.certificates()
        }
        File.makeFolder(kept, mode: 0o700)
        guard let target = Root(kept).absolute("."), symlink(target, root.path("tls")) == 0 else {
            throw Program.Failed(text: "\(kept) cannot be used as a folder")
        }
        let needed = ["ca.pem", "server.pem", "server.key"]
        let missing = needed.filter { File.read(root.path("tls/\($0)")) == nil }
        if missing.count == needed.count { return try throwAway.certificates() }
        guard missing.isEmpty else { throw Program.Failed(text: "\(kept) has no \(missing.joined(separator: ", "))") }
        do {
            try Program("openssl", "x509", "-noout", "-checkend", "0", "-in", root.path("tls/server.pem")).run()
        } catch {
            throw Program.Failed(text: "\(kept)/server.pem has expired or is no certificate: remove it with its authority, or renew it")
        }
    }

    private var throwAway: ThrowAway {
        var made = ThrowAway(root: root, organisation: "Blauwbrug sandbox", days: 7)
        // An address that stands for all addresses is nobody's name.
        if !address.isLoopback, !["0.0.0.0", "::"].contains(address.host) {
            let isNumber = address.host.contains(":") || address.host.utf8.allSatisfy { $0 == 0x2E || (0x30...0x39).contains($0) }
            made.places = ["\(isNumber ? "IP" : "DNS"):\(address.host)"]
        } else if address.host == "::1" {
            made.places = ["IP:::1"]
        }
        return made
    }

    private var settings: String {
        let granted =
            "tenants: [\(Self.tenant)], vendors: [\(vendors.map { "\"\($0)\"" }.joined(separator: ", "))], questions: [schuldenoverzicht], assurance: midden"
        let anonymous = address.isLoopback
        let clients = isPlain ? "" : ", client_certificates: optional, client_ca: tls/ca.pem"
        let host = address.host.contains(":") ? "[\(address.host)]" : address.host
        return """
            listeners:
              \(Self.listener): { address: "\(host):\(address.port)", certificate: tls/server.pem, key: tls/server.key, anonymous: \(anonymous)\(clients) }
            secrets: secrets
            journal: { folder: state/journal, pseudonym: { id: p1, secret: pseudonym } }
            tenants:
              \(Self.tenant):
                kenmerk: { id: k1, secret: kenmerk }
                vendors: [\(vendors.map { "\"\($0)\"" }.joined(separator: ", "))]
                known_as: ["\(Self.code)", "\(ThrowAway.eformOIN)"]
                incomplete: mark
                representation: allow
            callers:
              key: { key_sha256: "\(Digest(of: Self.apiKey).hex)", \(granted) }
              certificate: { oin: "\(ThrowAway.eformOIN)", \(granted) }
            \(anonymous ? "  anonymous: { anonymous: \(Self.listener), \(granted) }" : "")

            """
    }
}
