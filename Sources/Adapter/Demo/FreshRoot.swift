import Core
import Glibc

/// A root to begin a municipality's installation in: the standard and the vendors as they are, settings that serve on this machine only,
/// throw-away keys and certificates; no source yet.
struct FreshRoot {
    /// Where the standard and the vendors come from.
    let origin: Root
    let root: Root
    let tenant: String
    /// Of the listener; the admin listener has the next thousand.
    let port: Int

    /// The caller's key, as a file of secrets: a client reads it, the settings have its SHA-256.
    static let keyName = "portaal-key"

    func make() throws(Program.Failed) {
        File.makeFolder(root.folder)
        for folder in ["deploy", "state/journal", "tls", "secrets", "connectors", "docs/schemas", "mappings/\(tenant)"] {
            File.makeFolder(root.path(folder), mode: folder.hasPrefix("mappings") || folder.hasPrefix("docs") ? 0o755 : 0o700)
        }
        // The citizens who do not exist are for its suppliers; a root can do without.
        let sandbox = origin.isFolder(Sandbox.folder) ? [(Sandbox.folder, "connectors/")] : []
        for (from, to) in [("mappings/standard", "mappings/"), ("connectors/vendors", "connectors/")] + sandbox {
            try Program("cp", "-RL", origin.path(from), root.path(to)).run()
        }
        let keys = ThrowAway(root: root, organisation: tenant, days: 90)
        try keys.make()
        try keys.random(Self.keyName, bytes: 24)
        // Without its line end: what a client sends is hashed.
        guard let key = File.read(root.path("secrets/\(Self.keyName)")) else {
            throw Program.Failed(text: "cannot read secrets/\(Self.keyName)")
        }
        let bare = key.filter { $0 != UInt8(ascii: "\n") }
        try write(bare, "secrets/\(Self.keyName)", mode: 0o600)
        let digest = try Program("openssl", "dgst", "-sha256", "-r", root.path("secrets/\(Self.keyName)")).run()
        try write(Array(settings(keyHash: String(digest.prefix(64))).utf8), "deploy/blauwbrug.yaml")
        try write(Array("/secrets/\n/state/\n/tls/\n".utf8), ".gitignore")
    }

    private func write(_ bytes: [UInt8], _ name: String, mode: mode_t = 0o644) throws(Program.Failed) {
        guard File.write(bytes, to: root.path(name), mode: mode) else { throw Program.Failed(text: "cannot write \(root.path(name))") }
    }

    /// The vendors of the origin.
    private var vendors: [String] { origin.folders(in: "connectors/vendors") }

    private func settings(keyHash: String) -> String {
        let vendors = vendors.joined(separator: ", ")
        return """
            # yaml-language-server: $schema=../docs/schemas/settings.json
            # Written by `blauwbrug new`. It serves on this machine only, with keys and certificates made here. Before it serves others,
            # change what is marked (*); deploy/README.md of Blauwbrug says how.

            listeners:
              service:
                address: "127.0.0.1:\(port)"
                certificate: tls/server.pem            # (*) a certificate your vendors trust
                key: tls/server.key
                client_certificates: optional
                client_ca: tls/ca.pem                  # (*) the authority that signed the vendors' certificates

            admin: { address: "127.0.0.1:\(port + 1_000)" }       # /livez, /readyz and /status
            secrets: secrets                           # one file per secret; the settings name them
            journal: { folder: state/journal, pseudonym: { id: p1, secret: pseudonym } }

            tenants:
              \(tenant):
                kenmerk: { id: k1, secret: kenmerk }   # makes the kenmerken the sources lack: keep this key
                vendors: [\(vendors)]
                seal:                                  # what certified documents are sealed with
                  certificate: tls/seal.pem            # (*) a certificate for electronic seals, with what issued it
                  key: tls/seal.key
                  level: b-b                           # (*) b-t, with time_stamp: { url: …, roots: … }: an authority says when
                  roots: tls/seal-root.pem             # (*) the authority above the seal
                # `blauwbrug introspect` adds each database here.
                sources: {}

            documents: { register: state/register/documents.sqlite }       # numbers and hashes of what was sealed, nobody's name
            # (*) Pages on which everybody can see whether a document is genuine; its address stands in every document.
            # public: { address: "127.0.0.1:\(port + 1)", url: "https://…", certificate: tls/server.pem, key: tls/server.key }

            # Who may ask what. Whoever is not here is refused.
            callers:
              # To try, in this folder: curl --cacert tls/ca.pem -H "X-Api-Key: $(cat secrets/\(Self.keyName))" --json '{"bsn": "…"}' \\
              #   https://127.0.0.1:\(port)/v1/schuldenoverzicht
              portaal:                                 # (*) by the API key in secrets/\(Self.keyName); here stands its SHA-256
                key_sha256: "\(keyHash)"
                tenants: [\(tenant)]
                vendors: [json]
                questions: [schuldenoverzicht]
                assurance: midden                      # (*) how its citizens log in by contract, when a message does not say
              eform:                                   # (*) by the OIN in its certificate, tls/eform.pem
                oin: "\(ThrowAway.eformOIN)"
                tenants: [\(tenant)]
                vendors: [\(self.vendors.filter { $0 != "json" }.joined(separator: ", "))]
                questions: [schuldenoverzicht]
                assurance: midden                      # (*) how its citizens log in by contract, when a message does not say

            """
    }
}
