import Backends
import Core
import Syntax

/// The way to a source for `introspect`: as the settings connect it, or as the command line does for one that has none.
struct FirstSight {
    let backends: Backends
    /// The text of its source file.
    let file: String
    /// What is still to be put into the settings; nil when they know it.
    let settings: String?
    /// The name of the file with the password that is still to be put among the secrets; nil when there is none.
    let secret: String?

    static func open(
        tenant: String, source: String, root: Root, as options: ConnectionOptions
    ) throws(StartFailure) -> FirstSight {
        CoreDumps.forbid()
        if let path = options.file {
            let node = Node(
                .map([entry("file", path, at: Span(source: SourceText(name: "--sqlite", text: path), line: 1, column: 1))]), start(path))
            return try make(tenant, source, kind: "sqlite", node, root, secret: nil, settings: "{ file: \(path) }")
        }
        if let postgresql = options.postgresql {
            let connection = try ConnectionText(postgresql)
            let secret = try connection.secret(file: options.secretFile)
            return try make(tenant, source, kind: "postgresql", connection.node, root, secret: secret, settings: connection.settings)
        }
        return try known(tenant, source, root)
    }

    private static func known(_ tenant: String, _ source: String, _ root: Root) throws(StartFailure) -> FirstSight {
        var diagnostics = Diagnostics()
        guard let text = root.file("deploy/blauwbrug.yaml") else {
            throw StartFailure(
                environment: "There is no deploy/blauwbrug.yaml, so nothing says where the database is. Give --sqlite or --postgresql.")
        }
        guard let settings = SettingsFile.compile(text, into: &diagnostics) else { throw StartFailure(diagnostics) }
        let entry = settings.tenants.first { $0.name == tenant }?.connections.first { $0.key == source }
        guard let entry else {
            throw StartFailure(
                environment: "deploy/blauwbrug.yaml does not connect source '\(source)' of '\(tenant)'. Give --sqlite or --postgresql.")
        }
        let file: SourceFile
        let written: String
        if let existing = root.file("connectors/sources/\(tenant)/\(source).yaml") {
            guard let compiled = SourceFile.compile(existing, into: &diagnostics) else { throw StartFailure(diagnostics) }
            file = compiled
            written = existing.text
        } else {
            guard let kind = SourceFile.kind(of: entry.value) else {
                throw StartFailure(environment: "The settings of '\(source)' are those of no kind of source.")
            }
            file = SourceFile.bare(source, kind: kind, secret: nil)
            written = sourceText(source, kind: kind, secret: nil)
        }
        let secrets = Secrets(folder: settings.secrets.map { root.path($0) })
        let connection = SourceConnection.compile(
            entry.value, for: file, root: root.folder, secret: { secrets.secret($0) }, into: &diagnostics)
        guard let connection, !diagnostics.hasErrors else { throw StartFailure(diagnostics) }
        return FirstSight(
            backends: Backends(tenants: [tenant: [(file.patient, connection)]], loops: 1), file: written, settings: nil,
            secret: nil)
    }

    private static func make(
        _ tenant: String, _ source: String, kind: String, _ node: Node, _ root: Root, secret: Secret?, settings: String
    ) throws(StartFailure) -> FirstSight {
        var diagnostics = Diagnostics()
        let name = secret == nil ? nil : "\(source)-password"
        let file = SourceFile.bare(source, kind: kind, secret: name)
        let connection = SourceConnection.compile(node, for: file, root: root.folder, secret: { _ in secret }, into: &diagnostics)
        guard let connection, !diagnostics.hasErrors else { throw StartFailure(diagnostics) }
        return FirstSight(
            backends: Backends(tenants: [tenant: [(file.patient, connection)]], loops: 1),
            file: sourceText(source, kind: kind, secret: name), settings: settings, secret: name)
    }

    private static func sourceText(_ source: String, kind: String, secret: String?) -> String {
        """
        # yaml-language-server: $schema=../../../docs/schemas/source.json
        source: \(source)
        kind: \(kind)

        """ + (secret.map { "secret: \($0)             # the name of a file in the secrets folder\n" } ?? "")
    }

    private static func start(_ text: String) -> Span { Span(source: SourceText(name: "--sqlite", text: text), line: 1, column: 1) }

    private static func entry(_ key: String, _ value: String, at span: Span) -> Node.Entry {
        Node.Entry(key: key, keySpan: span, value: Node(.text(value), span))
    }
}
